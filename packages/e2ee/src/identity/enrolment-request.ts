import type { Bytes, Signer } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  sign,
  verify,
} from '../bytes/index.ts';
import type { CertificateRole } from './certificate.ts';
import type { Checked } from './fault.ts';

const CONTEXT = 'mado-enrolment-request-1';
const SCHEMA = 1;
const MAX_NAME = 100;
const MAX_ID = 64;
/** What the wire, the configuration and the audit log take as a device's identifier. */
const DEVICE_ID = /^[A-Za-z0-9_-]{1,64}$/;
const roles: readonly CertificateRole[] = ['kiosk', 'clerk'];

/** No request is longer, in bytes. */
export const MAX_REQUEST_BYTES = 1024;

/** What a device says of itself when it asks to be the city's. Nobody has checked a word of it. */
export interface EnrolmentRequest {
  readonly deviceId: string;
  readonly role: CertificateRole;
  /** The badge or the booth. */
  readonly name: string;
  /** The device's Ed25519 key. */
  readonly publicKey: Bytes;
  /** The device's clock, in milliseconds since the Unix epoch. */
  readonly requestedAt: number;
}

/** Asks with the device's own key, which shows that it has it. Texts behind their length in two bytes, the signature at the end. */
export async function signEnrolmentRequest(request: EnrolmentRequest, device: Signer): Promise<Bytes> {
  if (!DEVICE_ID.test(request.deviceId)) {
    throw new RangeError('a device has up to 64 letters, digits, - and _ as its identifier');
  }
  if (request.name.length > MAX_NAME || request.publicKey.byteLength !== PUBLIC_KEY_BYTES) {
    throw new RangeError('a name has at most 100 letters and a public key 32 bytes');
  }
  const said = new FieldWriter()
    .uint(SCHEMA, 1)
    .text(request.deviceId)
    .uint(roles.indexOf(request.role) + 1, 1)
    .text(request.name)
    .fixed(request.publicKey)
    .uint(request.requestedAt, 8)
    .done();
  return new FieldWriter()
    .fixed(said)
    .fixed(await sign(CONTEXT, said, device))
    .done();
}

/** Reads a request and checks that whoever made it has the key that it names. */
export function readEnrolmentRequest(bytes: Uint8Array): Checked<EnrolmentRequest> {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const deviceId = fields.text(MAX_ID);
    const role = roles[fields.uint(1) - 1];
    const name = fields.text(MAX_NAME);
    const publicKey = fields.fixed(PUBLIC_KEY_BYTES);
    const requestedAt = fields.uint(8);
    fields.fixed(SIGNATURE_BYTES);
    fields.end();
    if (role === undefined) return { ok: false, fault: 'unknown-schema' };
    if (!DEVICE_ID.test(deviceId)) return { ok: false, fault: 'malformed' };
    const end = bytes.byteLength - SIGNATURE_BYTES;
    if (!verify(CONTEXT, bytes.subarray(0, end), bytes.subarray(end), publicKey)) {
      return { ok: false, fault: 'bad-signature' };
    }
    return { ok: true, value: { deviceId, role, name, publicKey, requestedAt } };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, fault: 'malformed' };
    throw error;
  }
}
