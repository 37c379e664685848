import { createHash } from 'node:crypto';
import { open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@mado/rpc/node';
import { errorCode, folderProblem } from './folder-fault.ts';
import { savedName, type SavedFile } from './saved-name.ts';

export interface FolderOptions {
  /** Where the department keeps its files; never made here. */
  readonly path: string;
  /** Whose unfinished files are this host's to delete. */
  readonly deviceId: string;
  /** How long a prepared saving waits for its audit line, in milliseconds. */
  readonly patienceMs?: number;
}

export type SavedContent = SavedFile & { readonly content: Uint8Array };

interface Prepared {
  readonly files: readonly { readonly file: SavedFile; readonly temporary: string }[];
  readonly timer: ReturnType<typeof setTimeout>;
}

const PATIENCE_MS = 60_000;
/** Files of one form that one ticket may have on one day. */
const MOST_COPIES = 99;

/**
 * Saves filled forms into the department's folder in two steps, so that the audit log can be written between them: `prepare` writes them whole
 * under temporary names, `commit` gives them their own. A file is there whole or not at all, none is ever overwritten, and of several
 * all are saved or none. Everything fails with a `Refusal` by its `FolderProblem`.
 */
export class DepartmentFolder {
  readonly path: string;
  readonly #prefix: string;
  readonly #patienceMs: number;
  readonly #prepared = new Map<string, Prepared>();

  constructor({ path, deviceId, patienceMs = PATIENCE_MS }: FolderOptions) {
    this.path = path;
    // An identifier may have signs that a file's name may not.
    this.#prefix = `.mado-${createHash('sha256').update(deviceId).digest('hex').slice(0, 12)}-`;
    this.#patienceMs = patienceMs;
  }

  /** Writes everything under temporary names. What is not committed in time is deleted again. */
  async prepare(saveId: string, contents: readonly SavedContent[]): Promise<void> {
    await this.drop(saveId);
    const files: { file: SavedFile; temporary: string }[] = [];
    try {
      for (const { content, ...file } of contents) {
        const temporary = join(this.path, `${this.#prefix}${saveId}-${files.length}.part`);
        files.push({ file, temporary });
        await writeWhole(temporary, content);
      }
    } catch (error) {
      await remove(files.map(({ temporary }) => temporary));
      throw refusalOf(error);
    }
    const timer = setTimeout(() => void this.drop(saveId), this.#patienceMs);
    timer.unref();
    this.#prepared.set(saveId, { files, timer });
  }

  /** Gives what was prepared its names, and tells them. @throws {Refusal} `not-prepared` when there is nothing, or no more */
  async commit(saveId: string): Promise<string[]> {
    const prepared = this.#take(saveId);
    if (prepared === undefined) throw new Refusal('not-prepared', 'nothing of that saving is prepared');
    const names: string[] = [];
    try {
      for (const { file, temporary } of prepared.files) {
        const name = await this.#reserve(file);
        names.push(name);
        await rename(temporary, join(this.path, name));
      }
      return names;
    } catch (error) {
      // Only what this saving made itself: the names were free before.
      await remove([
        ...names.map((name) => join(this.path, name)),
        ...prepared.files.map(({ temporary }) => temporary),
      ]);
      throw refusalOf(error);
    }
  }

  /** Deletes what was prepared and not committed. */
  async drop(saveId: string): Promise<void> {
    const prepared = this.#take(saveId);
    if (prepared !== undefined) await remove(prepared.files.map(({ temporary }) => temporary));
  }

  async dropAll(): Promise<void> {
    for (const saveId of [...this.#prepared.keys()]) await this.drop(saveId);
  }

  /** Deletes what this device prepared before its host was killed. */
  async sweep(): Promise<void> {
    const names = await readdir(this.path);
    await remove(names.filter((name) => name.startsWith(this.#prefix)).map((name) => join(this.path, name)));
  }

  #take(saveId: string): Prepared | undefined {
    const prepared = this.#prepared.get(saveId);
    clearTimeout(prepared?.timer);
    this.#prepared.delete(saveId);
    return prepared;
  }

  /** A name that was free: an empty file of that name is this saving's until its content takes the place. */
  async #reserve(file: SavedFile): Promise<string> {
    for (let copy = 1; copy <= MOST_COPIES; copy++) {
      const name = savedName(file, copy);
      try {
        await (await open(join(this.path, name), 'wx', 0o600)).close();
        return name;
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
    }
    throw new Refusal('folder-failed', 'too many files of that name');
  }
}

/** For its owner alone, and on the disk before it counts as written. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What cannot be deleted now (the share is gone) is swept when the host starts again. */
async function remove(paths: readonly string[]): Promise<void> {
  await Promise.allSettled(paths.map((path) => unlink(path)));
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(folderProblem(error), `the folder: ${errorCode(error)}`);
}
