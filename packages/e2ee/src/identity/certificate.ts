import type { Bytes, Signer } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  hex,
  sign,
  verify,
} from '../bytes/index.ts';
import type { Checked } from './fault.ts';
import type { RevocationList } from './revocation.ts';

const CONTEXT = 'mado-device-certificate-1';
const SCHEMA = 1;
const SERIAL_BYTES = 16;
const MAX_NAME = 100;
const MAX_ID = 64;

const roles = ['kiosk', 'clerk'] as const;
export type CertificateRole = (typeof roles)[number];

/** What the city's authority says about a device. Moments are milliseconds since the Unix epoch. */
export interface DeviceCertificate {
  readonly cityId: string;
  readonly deviceId: string;
  readonly role: CertificateRole;
  /** The badge or the booth, as the other end shows it. May be empty. */
  readonly name: string;
  /** The device's Ed25519 key. */
  readonly publicKey: Bytes;
  readonly notBefore: number;
  readonly notAfter: number;
  /** 16 random bytes; what a revocation names. */
  readonly serial: Bytes;
}

/** What one believes certificates by. */
export interface Trust {
  readonly cityId: string;
  /** The Ed25519 key of the city's authority. */
  readonly authorityKey: Uint8Array;
  /** The newest list that this device has, already verified; null: none was ever published. */
  readonly revocations: RevocationList | null;
  /** This device's clock, in milliseconds since the Unix epoch. */
  readonly now: number;
}

function body(certificate: DeviceCertificate): Bytes {
  return new FieldWriter()
    .uint(SCHEMA, 1)
    .text(certificate.cityId)
    .text(certificate.deviceId)
    .uint(roles.indexOf(certificate.role) + 1, 1)
    .text(certificate.name)
    .fixed(certificate.publicKey)
    .uint(certificate.notBefore, 8)
    .uint(certificate.notAfter, 8)
    .fixed(certificate.serial)
    .done();
}

/**
 * Signs a certificate with the authority's key. Layout: schema (1), city, device, role (1), name, public key (32),
 * not before (8), not after (8), serial (16), signature (64); texts behind their length in two bytes.
 */
export async function issueCertificate(
  content: Omit<DeviceCertificate, 'serial'> & { readonly serial?: Bytes },
  authority: Signer,
): Promise<Bytes> {
  const serial = content.serial ?? crypto.getRandomValues(new Uint8Array(SERIAL_BYTES));
  if (serial.byteLength !== SERIAL_BYTES || content.publicKey.byteLength !== PUBLIC_KEY_BYTES) {
    throw new RangeError('a serial has 16 bytes and a public key 32');
  }
  if (content.name.length > MAX_NAME || content.cityId.length > MAX_ID || content.deviceId.length > MAX_ID) {
    throw new RangeError('a name has at most 100 letters, an identifier 64');
  }
  const tbs = body({ ...content, serial });
  return new FieldWriter()
    .fixed(tbs)
    .fixed(await sign(CONTEXT, tbs, authority))
    .done();
}

/** What a certificate says, without believing it. */
export function readCertificate(bytes: Uint8Array): Checked<DeviceCertificate> {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const cityId = fields.text(MAX_ID);
    const deviceId = fields.text(MAX_ID);
    const role = roles[fields.uint(1) - 1];
    if (role === undefined) return { ok: false, fault: 'unknown-schema' };
    const name = fields.text(MAX_NAME);
    const publicKey = fields.fixed(PUBLIC_KEY_BYTES);
    const notBefore = fields.uint(8);
    const notAfter = fields.uint(8);
    const serial = fields.fixed(SERIAL_BYTES);
    fields.fixed(SIGNATURE_BYTES);
    fields.end();
    return { ok: true, value: { cityId, deviceId, role, name, publicKey, notBefore, notAfter, serial } };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, fault: 'malformed' };
    throw error;
  }
}

/** Whether a certificate is the city's, in force and not taken back. The signature is looked at before the dates. */
export function verifyCertificate(bytes: Uint8Array, trust: Trust): Checked<DeviceCertificate> {
  const read = readCertificate(bytes);
  if (!read.ok) return read;
  const certificate = read.value;
  if (certificate.cityId !== trust.cityId) return { ok: false, fault: 'wrong-city' };
  const end = bytes.byteLength - SIGNATURE_BYTES;
  if (!verify(CONTEXT, bytes.subarray(0, end), bytes.subarray(end), trust.authorityKey)) {
    return { ok: false, fault: 'bad-signature' };
  }
  if (trust.now < certificate.notBefore) return { ok: false, fault: 'not-yet-valid' };
  if (trust.now > certificate.notAfter) return { ok: false, fault: 'expired' };
  if (trust.revocations?.serials.has(hex(certificate.serial)) === true) return { ok: false, fault: 'revoked' };
  return { ok: true, value: certificate };
}
