import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { nameFile } from './dialogue.ts';
import { electronBinary, launchFolder, NO_ELECTRON, ownedByRuntime } from './launch.ts';

const folder = join(import.meta.dirname, 'echo-app');

test('lets a person choose a file and a place to save one in the system’s own dialogues', async () => {
  test.skip(electronBinary() === undefined, NO_ELECTRON);
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder });
  const dir = await mkdtemp(join(tmpdir(), 'mado-files-'));
  const own = await ownedByRuntime(join(dir, 'own'));
  const letter = join(dir, 'letter.txt');
  await writeFile(letter, '窓へ', { mode: 0o644 });
  const serverUrl = 'wss://127.0.0.1:9/v1/signaling';
  await writeFile(join(dir, 'config.json'), JSON.stringify({ dataDir: 'data', serverUrl, shell: { mode: 'window' } }));
  const { app, page, said } = await launchFolder(folder, { configFile: join(dir, 'config.json') });
  try {
    await page.locator('#choose').click();
    await nameFile(letter);
    const chosen = () => page.evaluate(() => document.querySelector<HTMLInputElement>('#file')?.files?.[0]?.text());
    await expect.poll(chosen).toBe('窓へ');

    const saved = join(own, 'kept.txt');
    await app.evaluate(({ session }) => {
      session.fromPartition('mado-echo').once('will-download', (_event, item) => {
        Reflect.set(globalThis, 'asked', item.getSaveDialogOptions());
      });
    });
    await page.locator('#save').click();
    await nameFile(saved);
    const asked: unknown = await app.evaluate(() => Reflect.get(globalThis, 'asked') as unknown);
    const { title, defaultPath } = z.object({ title: z.string(), defaultPath: z.string() }).parse(asked);
    expect(title).toBe('保存する場所');
    expect(basename(defaultPath)).toBe('saved.txt');
    await expect.poll(() => readFile(saved, 'utf8').catch(() => '')).toBe('窓から');
    expect(said()).not.toContain('download refused');
  } finally {
    await app.close();
    await rm(dir, { recursive: true });
  }
});
