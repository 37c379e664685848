import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WRAPPING_KEY_BYTES, type WrappingKey } from '@mado/rpc/node';
import { safeStorage } from 'electron';
import { log } from '../log.ts';
import type { WrappingKeySource } from './utility-host.ts';

/** Name of the sealed wrapping key in the app's data folder. */
const WRAPPING_KEY_FILE = 'device-key.wrap';

/** The wrapping key of an app, from its data folder. */
export function wrappingKeys(userData: string): WrappingKeySource {
  const orLocked = async (open: () => Promise<Uint8Array | null>): Promise<WrappingKey> => {
    try {
      return await open();
    } catch (error) {
      // The host says so on its screen; what is there stays until a person decides.
      log('error', 'the wrapping key does not open', { cause: String(error) });
      return 'locked';
    }
  };
  return {
    open: () => orLocked(() => openWrappingKey(userData)),
    makeAnew: () =>
      orLocked(async () => {
        const file = join(userData, WRAPPING_KEY_FILE);
        await rename(file, `${file}.aside-${Date.now()}`);
        return openWrappingKey(userData);
      }),
  };
}

/**
 * The key with which the host seals its device key: 32 random bytes, made on first use and kept sealed by the system (DPAPI on Windows, the
 * keychain on macOS, the key ring on Linux). So a copy of the disk, or another user of the machine, has nothing. Null where the system
 * keeps no secrets; then the file's permissions protect the device key alone.
 */
async function openWrappingKey(userData: string): Promise<Uint8Array | null> {
  if (!(await canKeepSecrets())) {
    log('warn', 'the system keeps no secrets: the device key is protected by file permissions alone');
    return null;
  }
  await mkdir(userData, { recursive: true, mode: 0o700 });
  const file = join(userData, WRAPPING_KEY_FILE);
  const sealed = (await readSealed(file)) ?? (await make(file));
  const { result } = await safeStorage.decryptStringAsync(sealed);
  const key = Buffer.from(result, 'base64');
  if (key.byteLength !== WRAPPING_KEY_BYTES) throw new Error(`${file} holds no key`);
  return key;
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
