import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plantedForms } from './planted-forms.ts';

/** Every regular file below a folder. */
async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Searches the bytes of every file below the folders for the planted strings, in every form of `plantedForms`, and for
 * byte patterns.
 * Returns what was found, as `file: which`; empty means that nothing is left.
 */
export async function residue(
  dirs: readonly string[],
  planted: readonly string[],
  patterns: Readonly<Record<string, Uint8Array>> = {},
): Promise<{ found: string[]; filesSearched: number }> {
  const needles = new Map<string, Buffer>();
  for (const text of planted) {
    for (const [form, bytes] of plantedForms(text)) needles.set(`${text} (${form})`, bytes);
  }
  for (const [name, bytes] of Object.entries(patterns)) needles.set(name, Buffer.from(bytes));
  const found: string[] = [];
  let filesSearched = 0;
  for (const dir of dirs) {
    for (const file of await filesBelow(dir)) {
      const content = await readFile(file);
      filesSearched += 1;
      for (const [name, needle] of needles) if (content.includes(needle)) found.push(`${file}: ${name}`);
    }
  }
  return { found, filesSearched };
}
