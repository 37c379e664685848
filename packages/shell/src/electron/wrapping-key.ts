import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WRAPPING_KEY_BYTES } from '@mado/rpc/node';
import { safeStorage } from 'electron';
import { log } from '../log.ts';

/** Name of the sealed wrapping key in the app's data folder. */
const WRAPPING_KEY_FILE = 'device-key.wrap';

/** The wrapping key is there and the system's key store does not open it: another user, another machine, a store made anew. */
export class WrappingKeyError extends Error {
  override readonly name = 'WrappingKeyError';
}

/**
 * The key with which the host seals its device key: 32 random bytes, made on first use and kept sealed by the system (DPAPI on Windows, the
 * keychain on macOS, the key ring on Linux). So a copy of the disk, or another user of the machine, has nothing. Null where the system
 * keeps no secrets; then the file's permissions protect the device key alone.
 *
 * @throws WrappingKeyError
 */
export async function openWrappingKey(userData: string): Promise<Uint8Array | null> {
  if (!(await canKeepSecrets())) {
    log('warn', 'the system keeps no secrets: the device key is protected by file permissions alone');
    return null;
  }
  await mkdir(userData, { recursive: true, mode: 0o700 });
  const file = join(userData, WRAPPING_KEY_FILE);
  const sealed = (await readSealed(file)) ?? (await make(file));
  try {
    const { result } = await safeStorage.decryptStringAsync(sealed);
    return Buffer.from(result, 'base64');
  } catch (error) {
    throw new WrappingKeyError(`${file} cannot be opened by this user on this machine`, { cause: error });
  }
}

/** Linux without a key ring "encrypts" with a key that everybody knows. */
async function canKeepSecrets(): Promise<boolean> {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
  return safeStorage.isAsyncEncryptionAvailable();
}

async function readSealed(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all; of two that start together the first one's counts. */
async function make(file: string): Promise<Buffer> {
  const sealed = await safeStorage.encryptStringAsync(randomBytes(WRAPPING_KEY_BYTES).toString('base64'));
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, sealed, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
    return sealed;
  } catch (error) {
    const other = await readSealed(file);
    if (other === undefined) throw error;
    return other;
  } finally {
    await unlink(draft);
  }
}
