import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type {} from './echo-app/src/ui/main.ts';
import { type KeyRing, startKeyRing } from './key-ring.ts';
import { electronBinary, launchFolder, type LaunchedApp, NO_ELECTRON, ownedByRuntime } from './launch.ts';

const folder = join(import.meta.dirname, 'echo-app');
/** DER head of an Ed25519 private key (RFC 8410): a key in clear begins with it. */
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

function launch(): Promise<LaunchedApp> {
  const store = ring === undefined ? 'basic' : 'gnome-libsecret';
  return launchFolder(folder, {
    configFile: join(dir, 'config.json'),
    args: [`--password-store=${store}`],
    env: { MADO_TEST_APP_DATA: profile, MADO_TEST_BUS: ring?.bus ?? '' },
  });
}

/** The device's public key, or why there is none; the app is ended again. */
async function keyOf(): Promise<{ key: string; said: string }> {
  const { app, page, said } = await launch();
  try {
    const key = await page.evaluate(async () => {
      const { cause } = await window.echoHost.call('trouble', {});
      return cause ?? (await window.echoHost.call('whoAreYou', {})).publicKey;
    });
    return { key, said: said() };
  } finally {
    await app.close();
  }
}

/** Everything that lies on the disk of this device, the runtime's profile included. */
async function onDisk(): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const place of [data, profile]) {
    for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      found.set(file, await readFile(file));
    }
  }
  return found;
}

test('seals the device key with the system’s key ring, opens it after a restart, and says so when the ring is gone', async () => {
  ring = await startKeyRing(dir);
  const first = await keyOf();
  expect(first.key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect((await keyOf()).key).toBe(first.key);
  expect(await readdir(data)).toEqual(['device-key.sealed']);
  const files = await onDisk();
  expect([...files.keys()].some((file) => file.endsWith('device-key.wrap'))).toBe(true);
  for (const [file, bytes] of files) {
    const clear =
      bytes.includes(PKCS8_HEAD) ||
      bytes.includes('PRIVATE KEY') ||
      bytes.includes(PKCS8_HEAD.toString('base64').slice(0, 20));
    expect(clear, file).toBe(false);
  }

  const sealed = await readFile(join(data, 'device-key.sealed'));
  await ring.stop();
  ring = undefined;
  expect((await keyOf()).key).toBe('sealed');
  expect(await readFile(join(data, 'device-key.sealed'))).toEqual(sealed);

  // Another ring, as after the user's account was made anew: it does not open what the first one sealed.
  ring = await startKeyRing(dir);
  expect((await keyOf()).key).toBe('sealed');
  expect(await readFile(join(data, 'device-key.sealed'))).toEqual(sealed);
  // A technician puts the sealed key aside: the next start makes a key of its own, under the new ring.
  await rm(join(data, 'device-key.sealed'));
  const anew = await keyOf();
  expect(anew.key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(anew.key).not.toBe(first.key);
  expect((await keyOf()).key).toBe(anew.key);
});

test('warns where the system keeps no secrets, and protects the key by the file’s rights alone', async () => {
  const { key, said } = await keyOf();
  expect(said).toContain('the system keeps no secrets');
  expect(await readdir(data)).toEqual(['device-key.pem']);
  expect((await keyOf()).key).toBe(key);
});
