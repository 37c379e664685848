import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVICE_KEY_FILE, loadDeviceKey, SEALED_KEY_FILE } from './device-key.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-key-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('loadDeviceKey', () => {
  it('makes a key that the owner alone can read, and the same one again', async () => {
    const data = join(dir, 'data');
    const first = await loadDeviceKey(data);
    expect(Buffer.from(first.publicKey, 'base64')).toHaveLength(32);
    expect((await stat(join(data, DEVICE_KEY_FILE))).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    expect((await loadDeviceKey(data)).publicKey).toBe(first.publicKey);
    expect(await readdir(data)).toEqual([DEVICE_KEY_FILE]);
  });

  it('signs so that the public key verifies', async () => {
    const key = await loadDeviceKey(dir);
    const text = new TextEncoder().encode('nonce');
    const x = Buffer.from(key.publicKey, 'base64').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const signature = key.sign(text);
    expect(signature).toHaveLength(64);
    expect(verify(null, text, publicKey, signature)).toBe(true);
  });

  it('agrees on one key when several processes start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadDeviceKey(dir)));
    expect(new Set(keys.map((key) => key.publicKey)).size).toBe(1);
  });

  it('refuses a key that others can read, and one that is no Ed25519 key', async () => {
    await loadDeviceKey(dir);
    const file = join(dir, DEVICE_KEY_FILE);
    await chmod(file, 0o644);
    await expect(loadDeviceKey(dir)).rejects.toMatchObject({ reason: 'too-open' });
    await chmod(file, 0o600);
    await writeFile(file, 'not a key');
    await expect(loadDeviceKey(dir)).rejects.toMatchObject({ reason: 'unreadable' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(loadDeviceKey(dir)).rejects.toMatchObject({ reason: 'not-ed25519' });
  });

  it('is sealed with the shell’s key, opened with that one alone, and nowhere in clear', async () => {
    const wrapping = randomBytes(32);
    const keys = await Promise.all(Array.from({ length: 4 }, () => loadDeviceKey(dir, wrapping)));
    expect(new Set(keys.map((key) => key.publicKey)).size).toBe(1);
    expect(await readdir(dir)).toEqual([SEALED_KEY_FILE]);
    const { publicKey } = await loadDeviceKey(dir, wrapping);
    expect(publicKey).toBe(keys[0]?.publicKey);
    await expect(loadDeviceKey(dir)).rejects.toMatchObject({ reason: 'sealed' });
    await expect(loadDeviceKey(dir, randomBytes(32))).rejects.toMatchObject({ reason: 'sealed' });
    const file = join(dir, SEALED_KEY_FILE);
    const bytes = await readFile(file);
    for (const at of [0, 20, 40, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(file, changed);
      await expect(loadDeviceKey(dir, wrapping)).rejects.toMatchObject({ reason: 'sealed' });
    }
  });

  it('seals a key that was there in clear, also when a crash left both', async () => {
    const wrapping = randomBytes(32);
    const { publicKey } = await loadDeviceKey(dir);
    const clear = await readFile(join(dir, DEVICE_KEY_FILE));
    expect((await loadDeviceKey(dir, wrapping)).publicKey).toBe(publicKey);
    expect(await readdir(dir)).toEqual([SEALED_KEY_FILE]);
    await writeFile(join(dir, DEVICE_KEY_FILE), clear, { mode: 0o600 });
    expect((await loadDeviceKey(dir, wrapping)).publicKey).toBe(publicKey);
    expect(await readdir(dir)).toEqual([SEALED_KEY_FILE]);
  });
});
