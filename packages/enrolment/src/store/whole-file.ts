import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The steps by which a file is written, so that a test can let any of them fail. */
export interface Disk {
  readonly open: (
    path: string,
    flags: string,
    mode?: number,
  ) => Promise<Pick<FileHandle, 'writeFile' | 'sync' | 'close'>>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
}

export const realDisk: Disk = { open, rename, unlink };

/**
 * Puts a file in place whole or not at all, readable by its owner alone. A crash leaves the former contents, or the new, and at most a
 * draft beside them that nobody reads.
 */
export async function writeWhole(path: string, content: string | Uint8Array, disk: Disk = realDisk): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  const handle = await disk.open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await disk.unlink(draft);
    throw error;
  }
  await handle.close();
  await disk.rename(draft, path);
  await syncFolder(dirname(path), disk);
}

/** As much as any file that is kept here. */
const TRIAL_BYTES = 64 * 1024;

/** Writes a file and removes it again: rights and room are there, or the error says which is not. */
export async function tryToWrite(folder: string): Promise<void> {
  const trial = join(folder, `${randomUUID()}.trial`);
  const handle = await open(trial, 'wx', 0o600);
  try {
    await handle.writeFile(new Uint8Array(TRIAL_BYTES));
    await handle.sync();
  } finally {
    await handle.close();
    await unlink(trial);
  }
}

/** The file's bytes; null when there is none. */
export async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The new name survives a power cut only when the folder is written too. Windows has no such call and needs none. */
async function syncFolder(folder: string, disk: Disk): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
