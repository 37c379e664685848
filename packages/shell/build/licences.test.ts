import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { licencesOf, mayBeInside, writeLicences } from './licences.ts';

const APPS = ['kiosk', 'clerk', 'server'];
const folderOf = (app: string) => join(import.meta.dirname, '../../../apps', app);

describe('licences', () => {
  it.each(APPS)('let every package be inside the %s', async (app) => {
    const licences = await licencesOf(folderOf(app));
    expect(licences.length).toBeGreaterThan(50);
    expect(licences.filter((one) => !mayBeInside(one))).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['MIT AND OFL-1.1', true],
    ['MIT AND GPL-2.0-only', false],
    ['AGPL-3.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['GPL-2.0 OR AGPL-3.0', false],
    ['', false],
  ])('weigh %j: %s', (expression, may) => {
    expect(mayBeInside({ name: 'some-package', licence: expression })).toBe(may);
  });

  it('take a library under LGPL that is loaded as a file of its own', () => {
    expect(mayBeInside({ name: '@img/sharp-libvips-linux-x64', licence: 'LGPL-3.0-or-later' })).toBe(true);
    expect(mayBeInside({ name: '@img/sharp-libvips-linux-x64', licence: 'GPL-3.0-or-later' })).toBe(false);
  });

  it('come along in words, those of fonts too', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'mado-licences-'));
    try {
      await writeLicences(folderOf('kiosk'), dir);
      const files = await readdir(dir);
      const fonts = files.filter((file) => file.includes('biz-udpgothic') || file.includes('atkinson-hyperlegible'));
      expect(fonts).toHaveLength(2);
      for (const font of fonts) expect(await readFile(join(dir, font), 'utf8')).toContain('SIL OPEN FONT LICENSE');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
