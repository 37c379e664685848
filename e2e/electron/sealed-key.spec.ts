import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import type {} from './echo-app/src/ui/main.ts';
import { type KeyRing, startKeyRing } from './key-ring.ts';
import { electronBinary, launchFolder, type LaunchedApp, NO_ELECTRON, ownedByRuntime } from './launch.ts';

const folder = join(import.meta.dirname, 'echo-app');
const A_KEY = /^[A-Za-z0-9+/]{43}=$/;
/** DER head of an Ed25519 private key (RFC 8410), which is followed by the 32 bytes of the key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

let dir = '';
let data = '';
let profile = '';
let ring: KeyRing | undefined;

test.beforeAll(async () => {
  test.skip(electronBinary() === undefined, NO_ELECTRON);
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder });
});
test.beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-sealed-'));
  data = join(dir, 'data');
  profile = await ownedByRuntime(join(dir, 'profile'));
  const serverUrl = 'wss://127.0.0.1:9/v1/signaling';
  await writeFile(join(dir, 'config.json'), JSON.stringify({ dataDir: 'data', serverUrl, shell: { mode: 'window' } }));
});
test.afterEach(async () => {
  await ring?.stop();
  ring = undefined;
  if (dir !== '') await rm(dir, { recursive: true });
});

/** `basic`: a desktop without a key ring, where Chromium seals with a key that everybody knows. */
async function withApp<T>(store: 'basic' | 'gnome-libsecret', use: (launched: LaunchedApp) => Promise<T>): Promise<T> {
  const launched = await launchFolder(folder, {
    configFile: join(dir, 'config.json'),
    args: [`--password-store=${store}`],
    env: { MADO_TEST_APP_DATA: profile, MADO_TEST_BUS: ring?.bus ?? '' },
  });
  try {
    return await use(launched);
  } finally {
    await launched.app.close();
  }
}

/** The device's public key, or why there is none. */
function ask(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { cause } = await window.echoHost.call('trouble', {});
    return cause ?? (await window.echoHost.call('whoAreYou', {})).publicKey;
  });
}

const started = (): Promise<string> => withApp('gnome-libsecret', ({ page }) => ask(page));

/** Names of all files of this device, the runtime's profile included, that hold these bytes, also as base64 or hex. */
async function filesWith(bytes: Buffer): Promise<string[]> {
  const found: string[] = [];
  for (const place of [data, profile]) {
    for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name));
      const text = content.toString('latin1').replaceAll(/\s/g, '');
      if (content.includes(bytes) || forms(bytes).some((form) => text.includes(form))) found.push(entry.name);
    }
  }
  return found;
}

/** Hex, and base64 at each of its three places, without the letters at the ends that depend on what is beside. */
function forms(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].map((at) => {
    const text = Buffer.concat([Buffer.alloc(at), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(at === 0 ? 0 : 4, -1);
  });
  return [bytes.toString('hex'), ...base64];
}

test('keeps the key under the file’s rights alone where there is no key ring, says so, and seals it when there is one', async () => {
  const key = await withApp('basic', async ({ page, said, hostPid }) => {
    const first = await ask(page);
    // What the shell said before its launcher listened is lost; it says it each time that the host starts.
    await expect.poll(hostPid).toBeDefined();
    const [before, pid] = [said().length, hostPid()];
    process.kill(pid!, 'SIGKILL');
    await expect.poll(hostPid).not.toBe(pid);
    expect(said().slice(before)).toContain(
      '"the system keeps no secrets: the device key is protected by file permissions alone"',
    );
    expect(await ask(page)).toBe(first);
    return first;
  });
  expect(await readdir(data)).toEqual(['device-key.pem']);
  const file = join(data, 'device-key.pem');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const secret = createPrivateKey(await readFile(file))
    .export({ type: 'pkcs8', format: 'der' })
    .subarray(-32);
  expect(await filesWith(secret)).toEqual(['device-key.pem']);

  ring = await startKeyRing(join(dir, 'ring'));
  expect(await started()).toBe(key);
  expect(await readdir(data)).toEqual(['device-key.sealed']);
  expect(await filesWith(secret)).toEqual([]);
  expect(await started()).toBe(key);
});

test('seals a new key with the system’s key ring, opens it after a restart, and says so when the ring is gone', async () => {
  ring = await startKeyRing(join(dir, 'ring'));
  const key = await started();
  expect(key).toMatch(A_KEY);
  expect(await readdir(data)).toEqual(['device-key.sealed']);
  expect(await readdir(join(profile, 'mado-echo'))).toContain('device-key.wrap');
  expect(await filesWith(PKCS8_HEAD)).toEqual([]);
  expect(await started()).toBe(key);

  const sealed = await readFile(join(data, 'device-key.sealed'));
  await ring.stop();
  ring = undefined;
  expect(await started()).toBe('sealed');

  // Another ring, as after the user's account was made anew: it does not open what the first one sealed.
  ring = await startKeyRing(join(dir, 'ring'));
  expect(await started()).toBe('sealed');
  expect(await readFile(join(data, 'device-key.sealed'))).toEqual(sealed);
});
