import {
  CLOCK_TOLERANCE_MS,
  type EnrolmentRequest,
  issueCertificate,
  issueRevocations,
  makeSigningKeys,
  publicKeyOf,
  readCertificate,
  type Signer,
  signerOf,
} from '@mado/e2ee';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Authority } from '../store/device-store.ts';
import { readWhole, writeWhole } from '../store/whole-file.ts';
import { AuthorityError } from './authority-error.ts';
import {
  emptyRegister,
  type Issued,
  latest,
  othersOf,
  Register,
  revokedSerials,
  withIssued,
  withRevoked,
} from './register.ts';
import { signRegister, verifyRegister } from './register-signature.ts';
import { seal, SealedBytes, unseal } from './sealed-file.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Name of the file with the authority's sealed key. */
export const AUTHORITY_FILE = 'authority.json';
/** Name of the file with all that the authority has done. */
export const REGISTER_FILE = 'register.json';
/** Letters of the shortest passphrase that a new authority takes. */
export const SHORTEST_PASSPHRASE = 12;
const CITY_ID = /^[a-z0-9-]{1,64}$/;

const AuthorityFile = z.strictObject({
  schema: z.literal(1),
  cityId: z.string().regex(CITY_ID),
  publicKey: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  key: SealedBytes,
});
const RegisterFile = z.strictObject({ content: z.string(), signature: z.base64() });

/** What can be read without the passphrase. */
export interface OfficeView {
  readonly authority: Authority;
  readonly register: Register;
}

/** The city's certificate authority at work: a folder on a machine without a network, opened with its passphrase. */
export class AuthorityOffice {
  readonly authority: Authority;
  readonly #dir: string;
  readonly #secretKey: Bytes;
  #register: Register;

  private constructor(dir: string, authority: Authority, secretKey: Bytes, register: Register) {
    this.#dir = dir;
    this.authority = authority;
    this.#secretKey = secretKey;
    this.#register = register;
  }

  /** Makes a new authority in an empty place. @throws AuthorityError */
  static async create(dir: string, cityId: string, passphrase: string): Promise<AuthorityOffice> {
    if (!CITY_ID.test(cityId)) throw new AuthorityError('bad-city-id', cityId);
    if (Array.from(passphrase).length < SHORTEST_PASSPHRASE) throw new AuthorityError('short-passphrase', dir);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const file = join(dir, AUTHORITY_FILE);
    if ((await readWhole(file)) !== null) throw new AuthorityError('exists', file);
    const { secretKey, publicKey } = makeSigningKeys();
    const office = new AuthorityOffice(dir, { cityId, publicKey }, secretKey, emptyRegister);
    // The register first: an authority is there when its key is.
    await office.#keep(emptyRegister);
    const key = await seal(secretKey, passphrase, cityId);
    const content = { schema: 1, cityId, publicKey: Buffer.from(publicKey).toString('base64'), key };
    await writeWhole(file, JSON.stringify(content, null, 2));
    return office;
  }

  /** @throws AuthorityError */
  static async open(dir: string, passphrase: string): Promise<AuthorityOffice> {
    const { authority, register, key } = await look(dir);
    const secretKey = await unseal(key, passphrase, authority.cityId);
    if (secretKey === null) throw new AuthorityError('wrong-passphrase', dir);
    if (!Buffer.from(publicKeyOf(secretKey)).equals(authority.publicKey)) throw new AuthorityError('damaged', dir);
    return new AuthorityOffice(dir, authority, new Uint8Array(secretKey), register);
  }

  get register(): Register {
    return this.#register;
  }

  /** What is in force for this device with another key: it was set up anew, or somebody takes its name. */
  othersOf(request: Pick<EnrolmentRequest, 'deviceId' | 'publicKey'>): Issued[] {
    return othersOf(this.#register, request.deviceId, Buffer.from(request.publicKey).toString('hex'));
  }

  /**
   * Makes a certificate for a request that a person has compared. With `replace` the device's certificates for other keys are taken back;
   * without, they must not be there. @throws AuthorityError
   */
  async approve(
    request: EnrolmentRequest,
    terms: { readonly now: number; readonly days: number; readonly replace: boolean },
  ): Promise<Bytes> {
    const others = this.othersOf(request);
    if (others.length > 0 && !terms.replace) throw new AuthorityError('id-in-use', request.deviceId);
    if (others.length > 0) {
      const publicKey = Buffer.from(request.publicKey).toString('hex');
      await this.#keep(
        withRevoked(this.#register, request.deviceId, terms.now, (each) => each.publicKey !== publicKey),
      );
    }
    return this.#issue(request, terms.now, terms.days);
  }

  /** The same device and key for a new time. @throws AuthorityError */
  async renew(deviceId: string, terms: { readonly now: number; readonly days: number }): Promise<Bytes> {
    const known = latest(this.#register).filter((each) => each.deviceId === deviceId && each.revokedAt === null);
    const [issued, second] = known;
    if (issued === undefined) throw new AuthorityError('unknown-device', deviceId);
    if (second !== undefined) throw new AuthorityError('id-in-use', deviceId);
    const { role, name } = issued;
    const publicKey = new Uint8Array(Buffer.from(issued.publicKey, 'hex'));
    return this.#issue({ deviceId, role, name, publicKey }, terms.now, terms.days);
  }

  /** Takes back everything that a device has. @returns how many certificates. @throws AuthorityError */
  async revoke(deviceId: string, now: number): Promise<number> {
    const live = this.#register.issued.filter((each) => each.deviceId === deviceId && each.revokedAt === null);
    if (live.length === 0) throw new AuthorityError('unknown-device', deviceId);
    await this.#keep(withRevoked(this.#register, deviceId, now));
    return live.length;
  }

  /** The list of revocations as it is now, signed. The first one has the number 1. */
  async publish(now: number): Promise<Bytes> {
    if (this.#register.listNumber === 0) await this.#keep({ ...this.#register, listNumber: 1 });
    const { listNumber: number } = this.#register;
    const serials = revokedSerials(this.#register);
    return issueRevocations({ cityId: this.authority.cityId, number, issuedAt: now, serials }, this.#signer);
  }

  /** Forgets the key. */
  close(): void {
    this.#secretKey.fill(0);
  }

  get #signer(): Signer {
    return signerOf(this.#secretKey);
  }

  async #issue(
    device: Pick<EnrolmentRequest, 'deviceId' | 'role' | 'name' | 'publicKey'>,
    now: number,
    days: number,
  ): Promise<Bytes> {
    const { deviceId, role, name, publicKey } = device;
    const notAfter = now + days * 24 * 3600 * 1000;
    const certificate = await issueCertificate(
      { cityId: this.authority.cityId, deviceId, role, name, publicKey, notBefore: now - CLOCK_TOLERANCE_MS, notAfter },
      this.#signer,
    );
    const read = readCertificate(certificate);
    if (!read.ok) throw new AuthorityError('damaged', this.#dir);
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    const serial = hex(read.value.serial);
    // Into the register before anybody sees it: what is out can always be taken back.
    await this.#keep(
      withIssued(this.#register, {
        serial,
        deviceId,
        role,
        name,
        publicKey: hex(publicKey),
        issuedAt: now,
        notAfter,
        revokedAt: null,
      }),
    );
    return certificate;
  }

  async #keep(register: Register): Promise<void> {
    const content = JSON.stringify(register);
    const signature = Buffer.from(await signRegister(content, this.#signer)).toString('base64');
    await writeWhole(join(this.#dir, REGISTER_FILE), JSON.stringify({ content, signature }));
    this.#register = register;
  }
}

/** An authority's public part and its register, checked against the authority's signature. @throws AuthorityError */
export async function lookAtOffice(dir: string): Promise<OfficeView> {
  const { authority, register } = await look(dir);
  return { authority, register };
}

async function look(dir: string): Promise<OfficeView & { readonly key: SealedBytes }> {
  const file = join(dir, AUTHORITY_FILE);
  const { cityId, publicKey, key } = parse(await readWhole(file), AuthorityFile, file);
  const authority = { cityId, publicKey };
  const place = join(dir, REGISTER_FILE);
  const { content, signature } = parse(await readWhole(place), RegisterFile, place);
  if (!verifyRegister(content, Buffer.from(signature, 'base64'), publicKey)) {
    throw new AuthorityError('damaged', place);
  }
  return { authority, register: parse(Buffer.from(content, 'utf8'), Register, place), key };
}

function parse<S extends z.ZodType>(bytes: Uint8Array | null, schema: S, file: string): z.output<S> {
  if (bytes === null) throw new AuthorityError('missing', file);
  let data: unknown;
  try {
    data = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // The parser's message quotes the file.
    throw new AuthorityError('damaged', file);
  }
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new AuthorityError('damaged', file);
  return parsed.data;
}
