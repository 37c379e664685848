import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PROJECT } from '../stack/parts.ts';
import { electronBinary, launchApp, NO_ELECTRON } from './launch.ts';

const common = { dataDir: 'data', serverUrl: 'wss://127.0.0.1:9/v1/signaling' };
const configs = {
  kiosk: { ...common, deviceId: 'kiosk-1', booth: '北部公民館', shell: { mode: 'kiosk' } },
  clerk: {
    ...common,
    deviceId: 'clerk-1',
    name: '佐藤',
    department: '健康保険課',
    cityDir: join(PROJECT, 'procedures/sample-city'),
  },
};

test.beforeAll(() => {
  test.skip(electronBinary() === undefined, NO_ELECTRON);
});

for (const [name, config] of Object.entries(configs)) {
  test(`the ${name} starts as built, breaks no page policy, and gets its host back when it dies`, async () => {
    if (name !== 'kiosk' && name !== 'clerk') throw new Error('no such app');
    const dir = await mkdtemp(join(tmpdir(), 'mado-app-'));
    const configFile = join(dir, 'config.json');
    await writeFile(configFile, JSON.stringify(config));
    const { app, page, said, hostPid } = await launchApp(name, { configFile });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    try {
      await page.reload();
      expect(page.url()).toBe('app://mado/');
      await expect.poll(() => page.evaluate(() => document.body.innerText.trim().length)).toBeGreaterThan(0);
      await expect.poll(hostPid).toBeDefined();
      await page.evaluate(() => Reflect.set(window, 'mark', 'not reloaded'));
      const first = hostPid()!;
      process.kill(first, 'SIGKILL');
      await expect.poll(hostPid).not.toBe(first);
      expect(await page.evaluate(() => Reflect.get(window, 'mark') as unknown)).toBe('not reloaded');
      expect(complaints).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
    } finally {
      await app.close();
      await test.info().attach('said', { body: said(), contentType: 'text/plain' });
      await rm(dir, { recursive: true });
    }
  });
}
