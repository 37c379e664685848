import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bundleCa } from './bundle-ca.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-carried-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Runs the file as on the authority's machine: nothing of this checkout, no variable of this process. */
async function carried(...args: string[]) {
  const child = spawn(process.execPath, ['mado-ca.mjs', ...args, '--dir', 'ca', '--passphrase-fd', '3'], {
    cwd: dir,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, stdout, stderr, fd] = child.stdio;
  if (stdout === null || stderr === null || !(fd instanceof Writable)) throw new Error('no descriptor');
  fd.on('error', () => undefined);
  fd.end('窓から見える三つの山と川\n');
  const [out, said] = await Promise.all([text(stdout), text(stderr)]);
  return { out, said };
}

it('is one file that makes an authority and signs where there is nothing but Node, and the same file each time', async () => {
  const digits = await bundleCa(join(dir, 'mado-ca.mjs'));
  expect(await readdir(dir)).toEqual(['mado-ca.mjs']);
  expect((await carried('init', '--city', 'madono')).out).toMatch(/^fingerprint: (\d{5} ?){6}$/m);
  expect((await carried('publish')).out).toContain('-----BEGIN MADO REVOCATION LIST-----');
  expect((await carried('nothing')).said).toContain('usage: mado-ca init');
  expect(await bundleCa(join(dir, 'mado-ca.mjs'))).toBe(digits);
});
