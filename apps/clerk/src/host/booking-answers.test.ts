import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAnswersKey, sealAnswers } from '@mado/e2ee';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openBooking, readAnswersKeys } from './booking-answers.ts';

const command = fileURLToPath(new URL('answers-main.ts', import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [command, ...args]);
const NUMBER = '12345678';
const ANSWERS = { 'applicant.name': '窓野　花子', 'deceased.deathDate': '2026-11-02' };

describe('answers of a booking at the clerk’s', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mado-answers-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('come from whoever sealed them with the printed key, by command', async () => {
    const [keyFile, from] = [join(dir, 'answers.key'), join(dir, 'answers.json')];
    const { stdout: made } = await run('key', '--out', keyFile);
    expect((await stat(keyFile)).mode & 0o077).toBe(0);
    await expect(run('key', '--out', keyFile)).rejects.toMatchObject({ code: 2 });
    await writeFile(from, JSON.stringify({ format: 1, answers: ANSWERS }));
    const to = made.trim().replace('public key: ', '');
    const { stdout } = await run('seal', '--to', to, '--number', NUMBER, '--from', from);
    const sealed = Buffer.from(stdout.trim(), 'base64');
    const keys = await readAnswersKeys([keyFile]);
    const older = await makeAnswersKey();
    expect(await openBooking([older.privateKey, ...keys], NUMBER, sealed)).toEqual(ANSWERS);
    expect(await openBooking(keys, '87654321', sealed)).toBeNull();
    expect(await openBooking([], NUMBER, sealed)).toBeNull();
    await writeFile(from, JSON.stringify({ format: 1, answers: { 'Not A Field': secret } }));
    const wrong = run('seal', '--to', to, '--number', NUMBER, '--from', from);
    await expect(wrong).rejects.toMatchObject({ code: 2, stderr: expect.not.stringContaining(secret) as unknown });
  });

  it('are checked when they are opened, since anybody can seal', async () => {
    const { publicKey, privateKey } = await makeAnswersKey();
    const sealed = (words: string) => sealAnswers(publicKey, NUMBER, new TextEncoder().encode(words));
    for (const words of [
      'no JSON',
      '[]',
      '{"format":2,"answers":{}}',
      '{"format":1,"answers":{"a":1}}',
      '{"format":1,"answers":{"__proto__ ":"x"}}',
      JSON.stringify({ format: 1, answers: { a: 'x'.repeat(2001) } }),
    ]) {
      expect(await openBooking([privateKey], NUMBER, await sealed(words))).toBeNull();
    }
    expect(await openBooking([privateKey], NUMBER, await sealed('{"format":1,"answers":{}}'))).toEqual({});
  });
});

const secret = '髙橋𠮷之助';
