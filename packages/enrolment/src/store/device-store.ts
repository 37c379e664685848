import {
  type Checked,
  type DeviceCertificate,
  type EnrolmentRequest,
  newer,
  readCertificate,
  readEnrolmentRequest,
  readSessionKeySentence,
  type RevocationList,
  type Signer,
  signEnrolmentRequest,
  type Trust,
  verifyCertificate,
  verifyRevocations,
} from '@mado/e2ee';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type Disk, readWhole, realDisk, tryToWrite, writeWhole } from './whole-file.ts';
import { DeviceStoreError } from './store-error.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The city's authority as a device believes in it. */
export interface Authority {
  readonly cityId: string;
  /** Raw Ed25519 key, 32 bytes. */
  readonly publicKey: Bytes;
}

/** A device's place in the city. */
export interface Enrolment {
  readonly authority: Authority;
  readonly certificate: Bytes;
}

/** The machine's key, which stays where it is. */
export interface KeyInStore {
  /** Raw Ed25519 key, 32 bytes in base64. */
  readonly publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Name of the enrolment's record inside a device's data folder. */
export const ENROLMENT_FILE = 'enrolment.json';
/** Name of the latest enrolment request there. */
export const REQUEST_FILE = 'enrolment-request.bin';
/** Name of an authority's newest list of revocations there. Another authority's has another name, so neither is taken for the other. */
export const revocationsFile = (authority: Authority): string =>
  `revocations-${createHash('sha256').update(authority.cityId).update(authority.publicKey).digest('hex').slice(0, 16)}.bin`;

const PUBLIC_KEY_BYTES = 32;
const base64 = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const Record = z.strictObject({
  schema: z.literal(1),
  cityId: z.string().min(1).max(64),
  authorityKey: base64.refine((bytes) => bytes.byteLength === PUBLIC_KEY_BYTES),
  certificate: base64,
});

/**
 * What a device keeps of its place in the city: its certificate, the authority that it believes in, and the newest list of revocations. Both files
 * are replaced whole. Nothing here is secret; the key is `KeyInStore`'s.
 */
export class DeviceStore {
  readonly #dataDir: string;
  readonly #key: KeyInStore;
  readonly #disk: Disk;
  #enrolment: Enrolment | null = null;
  #revocations: { readonly list: RevocationList; readonly bytes: Bytes } | null = null;
  /** Writing happens one after the other, so that a later list never meets an earlier one on its way. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(dataDir: string, key: KeyInStore, disk: Disk) {
    this.#dataDir = dataDir;
    this.#key = key;
    this.#disk = disk;
  }

  /** Reads what is there, and sees that something can be written there: a list of revocations may come at any time. @throws DeviceStoreError, or the disk's own error */
  static async open(dataDir: string, key: KeyInStore, disk: Disk = realDisk): Promise<DeviceStore> {
    await tryToWrite(dataDir);
    const store = new DeviceStore(dataDir, key, disk);
    await store.#load();
    return store;
  }

  /** Raw Ed25519 key of this device, 32 bytes. */
  get publicKey(): Bytes {
    return new Uint8Array(Buffer.from(this.#key.publicKey, 'base64'));
  }

  get enrolment(): Enrolment | null {
    return this.#enrolment;
  }

  get revocations(): RevocationList | null {
    return this.#revocations?.list ?? null;
  }

  /** The newest list as the authority signed it, for user interfaces and peers that check for themselves. */
  get revocationBytes(): Bytes | null {
    return this.#revocations?.bytes ?? null;
  }

  /** What this device believes certificates by; null before it is enrolled. `now`: milliseconds since the Unix epoch. */
  trust(now: number): Trust | null {
    if (this.#enrolment === null) return null;
    const { cityId, publicKey } = this.#enrolment.authority;
    return { cityId, authorityKey: publicKey, revocations: this.revocations, now };
  }

  /** Whether this device's own certificate holds; null before it is enrolled. */
  check(now: number): Checked<DeviceCertificate> | null {
    const trust = this.trust(now);
    return trust === null || this.#enrolment === null ? null : verifyCertificate(this.#enrolment.certificate, trust);
  }

  /** Asks to be the city's: signed with this device's key, and kept, so that the fingerprint on the screen stays the same. */
  request(content: Omit<EnrolmentRequest, 'publicKey'>): Promise<Bytes> {
    return this.#inTurn(async () => {
      const signer: Signer = (bytes) => Promise.resolve(this.#key.sign(bytes));
      const request = await signEnrolmentRequest({ ...content, publicKey: this.publicKey }, signer);
      await writeWhole(join(this.#dataDir, REQUEST_FILE), request, this.#disk);
      return request;
    });
  }

  /** The latest request of this very key; null when there is none. */
  async pendingRequest(): Promise<Bytes | null> {
    const bytes = await readWhole(join(this.#dataDir, REQUEST_FILE));
    const read = bytes === null ? null : readEnrolmentRequest(bytes);
    return read?.ok === true && this.#isOwnKey(read.value.publicKey) ? bytes : null;
  }

  /** Whether this is the authority that this device believes in. */
  knows(authority: Authority): boolean {
    return this.#isPresent(authority);
  }

  /**
   * Takes a certificate and the authority that made it. Both are stored together, and only when the certificate is good, for this
   * very key, and the authority's. Another authority than the present one takes its place: whoever calls has had a person compare it.
   */
  enrol(offered: Enrolment, now: number): Promise<Checked<DeviceCertificate>> {
    return this.#inTurn(async () => {
      const { authority, certificate } = offered;
      const same = this.#isPresent(authority);
      const revocations = same ? this.revocations : null;
      const { cityId, publicKey: authorityKey } = authority;
      const checked = verifyCertificate(certificate, { cityId, authorityKey, revocations, now });
      if (!checked.ok) return checked;
      if (!this.#isOwnKey(checked.value.publicKey)) return { ok: false, fault: 'wrong-key' };
      const record = {
        schema: 1,
        cityId,
        authorityKey: Buffer.from(authorityKey).toString('base64'),
        certificate: Buffer.from(certificate).toString('base64'),
      };
      await writeWhole(join(this.#dataDir, ENROLMENT_FILE), JSON.stringify(record), this.#disk);
      this.#enrolment = { authority, certificate: new Uint8Array(certificate) };
      if (!same) await this.#loadRevocations();
      return checked;
    });
  }

  /** Takes a newer certificate of the present authority, e.g. before the old one runs out. */
  async renew(certificate: Uint8Array, now: number): Promise<Checked<DeviceCertificate>> {
    const present = this.#enrolment;
    if (present === null) return { ok: false, fault: 'wrong-city' };
    const offered = readCertificate(certificate);
    const own = readCertificate(present.certificate);
    // One that runs out sooner is no renewal, whoever offers it.
    if (offered.ok && own.ok && offered.value.notAfter <= own.value.notAfter) return this.#present(now);
    return this.enrol({ authority: present.authority, certificate: new Uint8Array(certificate) }, now);
  }

  /** Takes a list of the authority's; one with a smaller number changes nothing. The answer is the list in force. */
  acceptRevocations(bytes: Uint8Array): Promise<Checked<RevocationList>> {
    return this.#inTurn(async () => {
      if (this.#enrolment === null) return { ok: false, fault: 'wrong-city' };
      const { cityId, publicKey } = this.#enrolment.authority;
      const checked = verifyRevocations(bytes, { cityId, authorityKey: publicKey });
      if (!checked.ok) return checked;
      if (newer(this.revocations, checked.value) === this.revocations) return { ok: true, value: this.revocations };
      const file = join(this.#dataDir, revocationsFile(this.#enrolment.authority));
      await writeWhole(file, bytes, this.#disk);
      this.#revocations = { list: checked.value, bytes: new Uint8Array(bytes) };
      return checked;
    });
  }

  /** Signs the one sentence "in this session I speak with that key" in this device's name, and refuses all other bytes. */
  readonly sessionSigner: Signer = (bytes) => {
    const sentence = readSessionKeySentence(bytes);
    const own = this.#enrolment === null ? null : readCertificate(this.#enrolment.certificate);
    if (sentence === null || own?.ok !== true || sentence.deviceId !== own.value.deviceId) {
      return Promise.reject(new RangeError('this is not a sentence that this device says'));
    }
    return Promise.resolve(this.#key.sign(bytes));
  };

  #present(now: number): Checked<DeviceCertificate> {
    return this.check(now) ?? { ok: false, fault: 'wrong-city' };
  }

  #isOwnKey(key: Uint8Array): boolean {
    return Buffer.from(key).equals(this.publicKey);
  }

  #isPresent(authority: Authority): boolean {
    const present = this.#enrolment?.authority;
    return present?.cityId === authority.cityId && Buffer.from(present.publicKey).equals(authority.publicKey);
  }

  async #load(): Promise<void> {
    const file = join(this.#dataDir, ENROLMENT_FILE);
    const record = await readWhole(file);
    if (record === null) return;
    const parsed = Record.safeParse(parse(record));
    if (!parsed.success) throw new DeviceStoreError('enrolment-damaged', file);
    const { cityId, authorityKey, certificate } = parsed.data;
    const read = readCertificate(certificate);
    if (!read.ok) throw new DeviceStoreError('enrolment-damaged', file);
    if (!this.#isOwnKey(read.value.publicKey)) throw new DeviceStoreError('other-key', file);
    this.#enrolment = { authority: { cityId, publicKey: authorityKey }, certificate };
    await this.#loadRevocations();
  }

  async #loadRevocations(): Promise<void> {
    this.#revocations = null;
    if (this.#enrolment === null) return;
    const file = join(this.#dataDir, revocationsFile(this.#enrolment.authority));
    const bytes = await readWhole(file);
    if (bytes === null) return;
    const { cityId, publicKey } = this.#enrolment.authority;
    const checked = verifyRevocations(bytes, { cityId, authorityKey: publicKey });
    if (checked.ok) this.#revocations = { list: checked.value, bytes };
    else throw new DeviceStoreError('revocations-damaged', file);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Not JSON: the schema refuses it.
    return null;
  }
}
