import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const run = promisify(execFile);
const xdotool = async (...args: readonly string[]): Promise<string> =>
  (await run('xdotool', [...args], { timeout: 10_000 })).stdout.trim();

/** Narrower ones of GTK's are no dialogues. In pixels. */
const LEAST_WIDTH = 400;

/** Names a file in the system's own dialogue (GTK), on the keyboard as a person does, and answers it. */
export async function nameFile(path: string): Promise<void> {
  await expect.poll(dialogue).toBeDefined();
  // There is no window manager that would do it.
  await xdotool('windowfocus', '--sync', (await dialogue()) ?? '');
  await xdotool('key', '--clearmodifiers', 'ctrl+a');
  await xdotool('type', '--delay', '20', path);
  await xdotool('key', 'Return');
  await expect.poll(dialogue).toBeUndefined();
}

/** The X window of the dialogue that is open; the app's own windows are of another class. */
async function dialogue(): Promise<string | undefined> {
  const found = await xdotool('search', '--onlyvisible', '--class', '^Electron$').catch(() => '');
  for (const id of found.split('\n').filter((line) => line !== '')) {
    const size = await xdotool('getwindowgeometry', '--shell', id).catch(() => '');
    if (Number(/^WIDTH=(\d+)$/m.exec(size)?.[1]) >= LEAST_WIDTH) return id;
  }
  return undefined;
}
