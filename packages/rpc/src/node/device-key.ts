import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The identity of this machine: what `hello` is signed with. The private half never leaves this module. */
export interface DeviceKey {
  /** The raw 32 bytes of the Ed25519 public key (RFC 8032) as base64: what the server's configuration lists. */
  readonly publicKey: string;
  /** Ed25519 signature, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** The key file exists and cannot be used: wrong owner's permissions, not PEM, or another algorithm. */
export class DeviceKeyError extends Error {
  override readonly name = 'DeviceKeyError';
  readonly reason: 'too-open' | 'unreadable' | 'not-ed25519';
  constructor(reason: DeviceKeyError['reason'], file: string) {
    super(`device key ${file}: ${reason}`);
    this.reason = reason;
  }
}

/** Name of the key inside a device's data folder. */
export const DEVICE_KEY_FILE = 'device-key.pem';

/**
 * Reads the device key of a data folder and makes it on first use (PKCS #8 PEM, mode 0600; the folder is made with
 * 0700). Two processes that start together agree on one key: the file is linked into place whole, and the loser reads the
 * winner's.
 *
 * @throws DeviceKeyError when a key is there and must not or cannot be used; it is never replaced by a new one, because
 * the server knows the old.
 */
export async function loadDeviceKey(dataDir: string): Promise<DeviceKey> {
  const file = join(dataDir, DEVICE_KEY_FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const found = await readKey(file);
  return deviceKey(found ?? (await makeKey(file)));
}

async function readKey(file: string): Promise<KeyObject | undefined> {
  let pem: string;
  try {
    const state = await lstat(file);
    // Windows has no mode bits; there the folder's access list protects the file.
    if (process.platform !== 'win32' && (!state.isFile() || (state.mode & 0o077) !== 0)) {
      throw new DeviceKeyError('too-open', file);
    }
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const key = parseKey(pem, file);
  if (key.asymmetricKeyType !== 'ed25519') throw new DeviceKeyError('not-ed25519', file);
  return key;
}

function parseKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The parser's own message could quote the file.
    throw new DeviceKeyError('unreadable', file);
  }
}

async function makeKey(file: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    return privateKey;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const other = await readKey(file);
    if (!other) throw new DeviceKeyError('unreadable', file);
    return other;
  } finally {
    await unlink(draft);
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
