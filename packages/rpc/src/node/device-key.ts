import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sealKey, unsealKey } from './sealed-key.ts';

/** The identity of this machine: what `hello` is signed with. The private half never leaves this module. */
export interface DeviceKey {
  /** The raw 32 bytes of the Ed25519 public key (RFC 8032) as base64: what the server's configuration lists. */
  readonly publicKey: string;
  /** Ed25519 signature, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** The key file exists and cannot be used: wrong owner's permissions, not PEM, another algorithm, or sealed for another shell. */
export class DeviceKeyError extends Error {
  override readonly name = 'DeviceKeyError';
  /** `sealed`: the shell's wrapping key is needed and was not given, or is another one. */
  readonly reason: 'too-open' | 'unreadable' | 'not-ed25519' | 'sealed';
  constructor(reason: DeviceKeyError['reason'], file: string) {
    super(`device key ${file}: ${reason}`);
    this.reason = reason;
  }
}

/** Name of the key inside a device's data folder. */
export const DEVICE_KEY_FILE = 'device-key.pem';
/** Name of the key there when it is sealed. */
export const SEALED_KEY_FILE = 'device-key.sealed';

/**
 * Reads the device key of a data folder and makes it on first use (mode 0600; the folder is made with 0700). With a
 * `wrappingKey` (32 bytes, from the shell, which keeps it in the system's key store) the file is sealed with it, and a key that was there in
 * clear (PKCS #8 PEM) is sealed now. Two processes that start together agree on one key: the file is linked into place
 * whole, and the loser reads the winner's.
 *
 * @throws DeviceKeyError when a key is there and must not or cannot be used; it is never replaced by a new one, because
 * the city knows the old.
 */
export async function loadDeviceKey(dataDir: string, wrappingKey: Uint8Array | null = null): Promise<DeviceKey> {
  const clear = join(dataDir, DEVICE_KEY_FILE);
  const sealed = join(dataDir, SEALED_KEY_FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const found = await readSealed(sealed, wrappingKey);
  if (found) {
    // Left over from a crash between sealing and removal.
    await removeFile(clear);
    return deviceKey(found);
  }
  const inClear = await readClear(clear);
  if (wrappingKey === null) return deviceKey(inClear ?? (await place(clear, makeKey(), pem, readClear)));
  const content = (key: KeyObject): Uint8Array => sealKey(key, wrappingKey);
  const key = await place(sealed, inClear ?? makeKey(), content, (file) => readSealed(file, wrappingKey));
  await removeFile(clear);
  return deviceKey(key);
}

/** Whether a sealed key is there, whoever can open it. */
export async function hasSealedKey(dataDir: string): Promise<boolean> {
  return (await readPrivate(join(dataDir, SEALED_KEY_FILE))) !== undefined;
}

async function readClear(file: string): Promise<KeyObject | undefined> {
  const bytes = await readPrivate(file);
  return bytes === undefined ? undefined : ed25519Of(() => createPrivateKey(bytes), file);
}

async function readSealed(file: string, wrappingKey: Uint8Array | null): Promise<KeyObject | undefined> {
  const bytes = await readPrivate(file);
  if (bytes === undefined) return undefined;
  const opened = wrappingKey === null ? null : unsealKey(bytes, wrappingKey);
  if (opened === null) throw new DeviceKeyError('sealed', file);
  return ed25519Of(() => createPrivateKey({ key: opened, format: 'der', type: 'pkcs8' }), file);
}

async function readPrivate(file: string): Promise<Buffer | undefined> {
  try {
    const state = await lstat(file);
    // Windows has no mode bits; there the folder's access list protects the file.
    if (process.platform !== 'win32' && (!state.isFile() || (state.mode & 0o077) !== 0)) {
      throw new DeviceKeyError('too-open', file);
    }
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function ed25519Of(parse: () => KeyObject, file: string): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // The parser's own message could quote the file.
    throw new DeviceKeyError('unreadable', file);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new DeviceKeyError('not-ed25519', file);
  return key;
}

const makeKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const pem = (key: KeyObject): string | Buffer => key.export({ type: 'pkcs8', format: 'pem' });

/** Puts a key in its place, whole; when another process was first, that one's key is the one. */
async function place(
  file: string,
  key: KeyObject,
  content: (key: KeyObject) => string | Uint8Array,
  read: (file: string) => Promise<KeyObject | undefined>,
): Promise<KeyObject> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await handle.writeFile(content(key));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    return key;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const other = await read(file);
    if (!other) throw new DeviceKeyError('unreadable', file);
    return other;
  } finally {
    await unlink(draft);
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function deviceKey(privateKey: KeyObject): DeviceKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    // RFC 8410: the SubjectPublicKeyInfo of Ed25519 is a fixed prefix and then the 32 raw bytes.
    publicKey: spki.subarray(-32).toString('base64'),
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
