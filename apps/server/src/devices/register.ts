import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  readCertificate,
  verifyCertificate,
  verifyRevocations,
  type DeviceCertificate,
  type IdentityFault,
  type RevocationList,
} from '@mado/e2ee';
import {
  CLOCK_TOLERANCE_MS,
  DeviceId,
  PROOF_BYTES,
  proofText,
  type ErrorCode,
  type RequestOf,
} from '@mado/signaling/wire';
import type { ConfiguredDevice, ServerConfig } from '../config/schema.ts';
import type { DeviceRows } from '../store/devices.ts';
import { Refusal } from '../wire/refusal.ts';

/** DER head of an Ed25519 SubjectPublicKeyInfo (RFC 8410, section 4); the 32 bytes of the key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

type Bytes = Uint8Array<ArrayBuffer>;

/** A certificate that counts, with its bytes. */
export interface Certified {
  readonly certificate: DeviceCertificate;
  readonly bytes: Bytes;
}

/** Why a device is not let in: what the wire says for what the check found. */
const CAUSE: Readonly<Record<IdentityFault, ErrorCode>> = {
  malformed: 'not-enrolled',
  'unknown-schema': 'not-enrolled',
  'wrong-city': 'not-enrolled',
  'bad-signature': 'not-enrolled',
  'wrong-session': 'not-enrolled',
  'wrong-key': 'not-enrolled',
  'not-yet-valid': 'wrong-clock',
  expired: 'certificate-expired',
  revoked: 'certificate-revoked',
};

/**
 * The devices of the city: those that have a certificate of the authority in the configuration. What the server has seen of them is in the
 * database and in memory; a list of revocations never goes back to a smaller number.
 */
export class DeviceRegister {
  readonly cityId: string;
  readonly authorityKey: Bytes;
  readonly #rows: DeviceRows;
  readonly #settings: ReadonlyMap<string, ServerConfig['devices'][number]>;
  /** By serial, as hexadecimal. */
  #known = new Map<string, Certified>();
  #list: { readonly list: RevocationList; readonly bytes: Bytes } | null = null;

  constructor(config: Pick<ServerConfig, 'authority' | 'devices'>, rows: DeviceRows) {
    this.cityId = config.authority.cityId;
    this.authorityKey = new Uint8Array(Buffer.from(config.authority.publicKey, 'base64'));
    this.#settings = new Map(config.devices.map((device) => [device.id, device]));
    this.#rows = rows;
    this.reload();
  }

  /** Reads what another process may have written. */
  reload(): void {
    this.#known = new Map();
    for (const bytes of this.#rows.certificates()) this.#remember(bytes);
    const stored = this.#rows.revocations();
    if (stored === null) return;
    const checked = verifyRevocations(stored, this);
    if (checked.ok && checked.value.number >= (this.#list?.list.number ?? 0)) {
      this.#list = { list: checked.value, bytes: stored };
    }
  }

  get revocations(): RevocationList | null {
    return this.#list?.list ?? null;
  }

  get revocationBytes(): Bytes | null {
    return this.#list?.bytes ?? null;
  }

  /** All certificates that were seen, in no order. */
  certificates(): Iterable<Certified> {
    return this.#known.values();
  }

  /** How a device is called and what it may; undefined when no certificate of it was ever seen. */
  find(deviceId: string): ConfiguredDevice | undefined {
    const newest = this.#newest(({ certificate }) => certificate.deviceId === deviceId);
    return newest && this.#deviceOf(newest.certificate);
  }

  /** The newest certificate of a key, given as its SHA-256. */
  ofKey(keyHash: Uint8Array): Certified | undefined {
    return this.#newest(({ certificate }) => keyHashOf(certificate.publicKey).equals(keyHash));
  }

  /** What is wrong with a certificate now; null when it counts. */
  fault(bytes: Uint8Array, now: number): IdentityFault | null {
    const { cityId, authorityKey, revocations } = this;
    const checked = verifyCertificate(bytes, { cityId, authorityKey, revocations, now });
    return checked.ok ? null : checked.fault;
  }

  /**
   * Looks at one certificate before anybody shows one: a process takes a tenth of a second and more for its first signature, and the devices of
   * a running session come back in the moment in which the server listens again.
   */
  warmUp(now: number): void {
    const [any] = this.#known.values();
    if (any !== undefined) this.fault(any.bytes, now);
  }

  /**
   * The device that says hello. Its clock is looked at before its certificate's dates, so that a wrong clock is called by its name.
   * @throws {Refusal} `not-enrolled`, `certificate-revoked`, `certificate-expired`, `wrong-clock`, `unauthenticated`
   */
  identify(
    hello: Pick<RequestOf<'hello'>, 'deviceId' | 'proof' | 'certificate' | 'deviceTime'>,
    nonce: Uint8Array,
    now: number,
  ): { readonly device: ConfiguredDevice; readonly certified: Certified } {
    const fault = this.fault(hello.certificate, now);
    const dated = fault === null || fault === 'expired' || fault === 'not-yet-valid';
    if (dated && Math.abs(hello.deviceTime - now) > CLOCK_TOLERANCE_MS) {
      throw new Refusal('wrong-clock', 'clocks differ');
    }
    const read = readCertificate(hello.certificate);
    if (fault !== null || !read.ok)
      throw new Refusal(CAUSE[fault ?? 'malformed'], `certificate: ${fault ?? 'malformed'}`);
    const certificate = read.value;
    const signature = hello.proof.byteLength === PROOF_BYTES ? hello.proof : new Uint8Array(PROOF_BYTES);
    const key = createPublicKey({
      key: Buffer.concat([SPKI_HEAD, certificate.publicKey]),
      format: 'der',
      type: 'spki',
    });
    const proved = verify(null, proofText(nonce, hello.deviceId), key, signature);
    if (!proved || certificate.deviceId !== hello.deviceId) throw new Refusal('unauthenticated', 'wrong proof');
    return {
      device: this.#deviceOf(certificate),
      certified: { certificate, bytes: new Uint8Array(hello.certificate) },
    };
  }

  /** Keeps a certificate that counts. @returns whether it is new */
  keep({ certificate, bytes }: Certified): boolean {
    const { serial, deviceId, notAfter } = certificate;
    const keyHash = keyHashOf(certificate.publicKey);
    const added = this.#rows.addCertificate({ serial, deviceId, keyHash, notAfter, certificate: bytes });
    if (added) this.#remember(bytes);
    return added;
  }

  /** Takes a list. @returns the list that is now in force when it is this one, `older` when there is a newer or the same, `untrusted` */
  accept(bytes: Uint8Array): RevocationList | 'older' | 'untrusted' {
    const checked = verifyRevocations(bytes, this);
    if (!checked.ok) return 'untrusted';
    if (this.#list !== null && checked.value.number <= this.#list.list.number) return 'older';
    this.#rows.putRevocations(checked.value.number, bytes);
    this.#list = { list: checked.value, bytes: new Uint8Array(bytes) };
    return checked.value;
  }

  #remember(bytes: Bytes): void {
    const read = readCertificate(bytes);
    if (read.ok) {
      this.#known.set(Buffer.from(read.value.serial).toString('hex'), { certificate: read.value, bytes });
    }
  }

  /** Of those that fit the one that lasts longest; one that was taken back only when there is no other. */
  #newest(fits: (certified: Certified) => boolean): Certified | undefined {
    const rank = ({ certificate }: Certified): number =>
      this.#isRevoked(certificate) ? certificate.notAfter - Number.MAX_SAFE_INTEGER : certificate.notAfter;
    let newest: Certified | undefined;
    for (const each of this.#known.values()) {
      if (fits(each) && (newest === undefined || rank(each) >= rank(newest))) newest = each;
    }
    return newest;
  }

  #isRevoked({ serial }: DeviceCertificate): boolean {
    return this.revocations?.serials.has(Buffer.from(serial).toString('hex')) === true;
  }

  #deviceOf({ deviceId, role, name }: DeviceCertificate): ConfiguredDevice {
    const id = DeviceId.parse(deviceId);
    const { department = '', desks } = this.#settings.get(id) ?? {};
    return { id, role, name, department, desks };
  }
}

/** SHA-256 of a device's public key: what it is asked for by. */
export function keyHashOf(publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(publicKey).digest();
}
