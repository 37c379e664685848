import { lstat, mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../node-error.ts';

/** `f_type` of file systems that live in memory only: tmpfs and ramfs (Linux `magic.h`). */
const IN_MEMORY = new Set([0x0102_1994, 0x8584_58f6]);

/** A place for pages that a scanner program can only write to a file: in memory, readable by this user alone. */
export interface PrivateDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

export class NoPrivateDirectoryError extends Error {
  override readonly name = 'NoPrivateDirectoryError';
}

/**
 * Where private directories of this user are made: `$XDG_RUNTIME_DIR`, else `/dev/shm`. Pages are personal data, so a
 * place on a disk is refused.
 * @throws NoPrivateDirectoryError when neither is a file system in memory, or the place belongs to somebody else
 */
async function privateRoot(environment: NodeJS.ProcessEnv): Promise<string> {
  for (const place of [environment['XDG_RUNTIME_DIR'], '/dev/shm']) {
    if (place === undefined || place === '') continue;
    const type = await statfs(place).then(
      (found) => found.type,
      () => null,
    );
    if (type === null || !IN_MEMORY.has(type)) continue;
    const root = join(place, `mado-pages-${process.getuid?.() ?? 0}`);
    await mkdir(root, { recursive: true, mode: 0o700 });
    // /dev/shm is open to everybody: somebody else may have made the name first.
    const found = await lstat(root);
    const own = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
    if (!own) throw new NoPrivateDirectoryError(`${root} is not this user's alone`);
    return root;
  }
  throw new NoPrivateDirectoryError('neither XDG_RUNTIME_DIR nor /dev/shm is a file system in memory');
}

/** True while a process of that number runs. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs and belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}

/** Makes a directory that carries this process's number, so that a later start knows whether its owner is gone. */
export async function makePrivateDirectory(environment: NodeJS.ProcessEnv = process.env): Promise<PrivateDirectory> {
  const root = await privateRoot(environment);
  const path = await mkdtemp(join(root, `${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Removes what crashed processes left behind; run it at start. With `own`, also the directories of this process.
 * @returns how many files there were
 */
export async function sweepPrivateDirectories(
  options: { readonly own?: boolean; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  const root = await privateRoot(options.environment ?? process.env);
  let files = 0;
  for (const name of await readdir(root)) {
    const pid = Number(/^(\d+)-/u.exec(name)?.[1] ?? 0);
    const mine = pid === process.pid;
    if (mine ? options.own !== true : alive(pid)) continue;
    const path = join(root, name);
    files += (await readdir(path).catch((): string[] => [])).length;
    await rm(path, { recursive: true, force: true });
  }
  return files;
}
