import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStoreError } from '../store/store-error.ts';
import { deviceInTrouble, troubleOf } from './trouble.ts';

const keyError = (reason: string) => Object.assign(new Error(reason), { name: 'DeviceKeyError', reason });
const diskError = (code: string, path?: string) =>
  Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) });

let dir = '';
let restarts = 0;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-trouble-'));
  restarts = 0;
});
afterEach(() => rm(dir, { recursive: true }));

function inTrouble(error: unknown, dataDir = dir) {
  return deviceInTrouble(error, {
    device: { deviceId: 'booth-1', role: 'kiosk', name: '東公民館' },
    dataDir,
    keyFiles: ['device-key.sealed', 'device-key.pem'],
    jobsFile: 'kiosk.sqlite',
    refuse: (code) => new Error(code),
    restart: () => (restarts += 1),
    onChange: () => undefined,
    now: () => Date.parse('2026-11-27T03:00:00Z'),
  });
}

describe('what a host says of a store that cannot be used', () => {
  it.each([
    [keyError('sealed'), 'key-sealed'],
    [keyError('unreadable'), 'key-damaged'],
    [keyError('not-ed25519'), 'key-damaged'],
    [keyError('too-open'), 'key-open'],
    [new DeviceStoreError('other-key', 'x'), 'other-key'],
    [new DeviceStoreError('enrolment-damaged', 'x'), 'enrolment-damaged'],
    [new DeviceStoreError('revocations-damaged', 'x'), 'revocations-damaged'],
    [diskError('EACCES'), 'no-rights'],
    [diskError('EROFS'), 'no-rights'],
    [diskError('SQLITE_READONLY_DIRECTORY'), 'no-rights'],
    [diskError('ENOSPC'), 'disk-full'],
    [diskError('SQLITE_FULL'), 'disk-full'],
    [diskError('SQLITE_IOERR_WRITE'), 'disk-failed'],
    [diskError('SQLITE_NOTADB'), 'jobs-damaged'],
    [diskError('SQLITE_CORRUPT_VTAB'), 'jobs-damaged'],
    [diskError('EACCES', '/data/enrolment.json'), 'no-rights'],
    [diskError('EACCES', '/'), 'no-rights'],
    [diskError('EACCES', '/forms/city.json'), null],
    [diskError('ECONNREFUSED'), null],
    [new RangeError('something else'), null],
  ] as const)('is by cause: %s is %s', (error, cause) => {
    expect(troubleOf(error, '/data')).toBe(cause);
    expect(inTrouble(error, '/data') === null).toBe(cause === null);
  });

  it('puts a key aside with all that belongs to it, and keeps the rest, when a person says so', async () => {
    const files = [
      'device-key.sealed',
      'enrolment.json',
      'enrolment-request.bin',
      'revocations-0a1b.bin',
      'kiosk.sqlite',
    ];
    for (const name of files) await writeFile(join(dir, name), name);
    const calls = inTrouble(keyError('sealed'));
    expect(await calls?.['device.trouble']({})).toEqual({
      trouble: { cause: 'key-sealed', deviceId: 'booth-1', name: '東公民館', folder: dir, canSetAside: true },
    });
    expect((await readdir(dir)).toSorted()).toEqual(files.toSorted());
    void calls?.['device.restart']({ setAside: true });
    while (restarts === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await readdir(dir)).toSorted()).toEqual(['kiosk.sqlite', 'set-aside-2026-11-27T030000.000Z']);
    const aside = join(dir, 'set-aside-2026-11-27T030000.000Z');
    expect((await readdir(aside)).toSorted()).toEqual(files.slice(0, 4).toSorted());
    expect(await readFile(join(aside, 'device-key.sealed'), 'utf8')).toBe('device-key.sealed');
  });

  it('keeps a good key when the record of the enrolment is damaged, and forgets a list of jobs', async () => {
    for (const name of ['device-key.pem', 'enrolment.json', 'kiosk.sqlite', 'kiosk.sqlite-wal'])
      await writeFile(join(dir, name), name);
    void inTrouble(new DeviceStoreError('enrolment-damaged', 'x'))?.['device.restart']({ setAside: true });
    while (restarts < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await readdir(dir)).toContain('device-key.pem');
    expect(await readdir(dir)).not.toContain('enrolment.json');
    void inTrouble(diskError('SQLITE_NOTADB'))?.['device.restart']({ setAside: true });
    while (restarts < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await readdir(dir)).toSorted()).toEqual(['device-key.pem', 'set-aside-2026-11-27T030000.000Z']);
  });

  it('puts nothing aside where only a repair helps, reads again when asked, and says when it could not', async () => {
    await writeFile(join(dir, 'enrolment.json'), '{}');
    const full = inTrouble(diskError('ENOSPC'));
    expect(await full?.['device.trouble']({})).toMatchObject({ trouble: { cause: 'disk-full', canSetAside: false } });
    await expect(full?.['device.restart']({ setAside: true })).rejects.toThrow('not-set-aside');
    expect([await readdir(dir), restarts]).toEqual([['enrolment.json'], 0]);
    void full?.['device.restart']({ setAside: false });
    expect(restarts).toBe(1);
    const gone = inTrouble(keyError('sealed'), join(dir, 'gone'));
    await expect(gone?.['device.restart']({ setAside: true })).rejects.toThrow('not-set-aside');
    expect(restarts).toBe(1);
  });
});
