import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { plantedForms } from './planted-forms.ts';

/**
 * Everything that the parts of a stack write: its own folder, which has their data, logs, temporary files and browsers' profiles, and where a
 * scanner's program puts its pages in memory.
 */
export async function searchedFolders(stackDir: string): Promise<string[]> {
  const pages = [process.env['XDG_RUNTIME_DIR'], '/dev/shm']
    .filter((place) => place !== undefined && place !== '')
    .map((place) => join(String(place), `mado-pages-${process.getuid?.() ?? 0}`));
  const there = await Promise.all(
    pages.map(async (folder) => ((await stat(folder).catch(() => null)) ? [folder] : [])),
  );
  return [stackDir, ...there.flat()];
}

/** Every regular file below a folder. A browser that still runs makes and deletes some meanwhile. */
async function filesBelow(dir: string, except: readonly string[]): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => !except.some((folder) => file.startsWith(`${folder}${sep}`)));
}

/** The bytes of a file, or null when it was deleted meanwhile. */
async function contentOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** What nobody types. It lies in each searched folder while it is searched, so that a search that finds nothing is known to look. */
const CONTROL = '見本の探し物 "7741"';

/** Lays the control into a folder below `dir`: the word in every form, and bytes without any meaning. */
async function layControl(dir: string): Promise<{ folder: string; file: string; needles: Map<string, Buffer> }> {
  const folder = await mkdtemp(join(dir, 'control-'));
  const file = join(folder, 'control');
  const needles = new Map([...plantedForms(CONTROL), ['bytes', randomBytes(64)]]);
  await writeFile(file, Buffer.concat([...needles.values()].flatMap((needle) => [randomBytes(5), needle])));
  return { folder, file, needles };
}

/** What a search found, as `file: which`; nothing found means that nothing is left. */
export interface Residue {
  found: string[];
  filesSearched: number;
}

/**
 * Searches the bytes of every file below the folders for the planted strings, in every form of `plantedForms`, and for
 * byte patterns. Throws when it does not find its own control in each folder. `except`: folders that are not searched.
 */
export async function residue(
  dirs: readonly string[],
  planted: readonly string[],
  patterns: Readonly<Record<string, Uint8Array>> = {},
  except: readonly string[] = [],
): Promise<Residue> {
  const needles = new Map<string, Buffer>();
  for (const text of planted) {
    for (const [form, bytes] of plantedForms(text)) needles.set(`${text} (${form})`, bytes);
  }
  for (const [name, bytes] of Object.entries(patterns)) needles.set(name, Buffer.from(bytes));
  const found: string[] = [];
  let filesSearched = 0;
  for (const dir of dirs) {
    const control = await layControl(dir);
    try {
      const missed = new Set(control.needles.keys());
      for (const file of await filesBelow(dir, except)) {
        const content = await contentOf(file);
        if (content === null) continue;
        const isControl = file === control.file;
        if (!isControl) filesSearched += 1;
        for (const [name, needle] of isControl ? control.needles : needles) {
          if (!content.includes(needle)) continue;
          if (isControl) missed.delete(name);
          else found.push(`${file}: ${name}`);
        }
      }
      if (missed.size > 0) throw new Error(`the search of ${dir} is blind for ${[...missed].join(', ')}`);
    } finally {
      await rm(control.folder, { recursive: true });
    }
  }
  return { found, filesSearched };
}
