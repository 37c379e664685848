import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { errorCode } from '../node-error.ts';

/** The text of a control file, or null when there is none. */
export async function readControl(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return text.trim() === '' ? null : text.trim();
}

/** Replaces a control file in one step, because its reader polls; null removes it. */
export async function writeControl(file: string, text: string | null): Promise<void> {
  if (text === null) {
    await rm(file, { force: true });
    return;
  }
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, text);
  await rename(draft, file);
}
