import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residue } from '../../e2e/stack/residue.ts';

const planted = '髙橋﨑 葛󠄀城 𠮷田 "4711"';

/** The text as different programs leave it in a file, among other things. */
const written: Record<string, string | Buffer> = {
  'UTF-8': `before ${planted} after`,
  'UTF-16LE': Buffer.from(`before ${planted} after`, 'utf16le'),
  hex: Buffer.from(`before ${planted} after`).toString('hex'),
  URL: `?q=${encodeURIComponent(planted)}&x`,
  'base64, shifted by 0': Buffer.from(`abc${planted} after`).toString('base64'),
  'base64, shifted by 1': Buffer.from(`a${planted} after`).toString('base64'),
  'base64, shifted by 2': Buffer.from(`ab${planted} after`).toString('base64'),
};

describe('the search for what is left', () => {
  it.each(Object.entries(written))('finds a planted text as %s', async (form, content) => {
    const folder = await mkdtemp(join(tmpdir(), 'mado-residue-'));
    try {
      await writeFile(join(folder, 'file'), content);
      const { found, filesSearched } = await residue([folder], [planted]);
      expect(found).toContain(`${join(folder, 'file')}: ${planted} (${form})`);
      expect(filesSearched).toBe(1);
      expect((await residue([folder], ['窓野太郎'])).found).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('finds a planted text as JSON escapes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mado-residue-'));
    try {
      await writeFile(join(folder, 'file'), '{"name":"\\u9ad9\\u6a4b \\ud842\\udfb7\\u7530"}');
      expect((await residue([folder], ['髙橋 𠮷田'])).found).toEqual([
        `${join(folder, 'file')}: 髙橋 𠮷田 (JSON escapes)`,
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('fails when it cannot find what it has laid down itself, and leaves nothing of that behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mado-residue-'));
    try {
      await writeFile(join(folder, 'file'), planted);
      await expect(residue([folder], [planted], {}, [folder])).rejects.toThrow('is blind for');
      expect((await residue([folder], ['窓野太郎'])).filesSearched).toBe(1);
      expect(await readdir(folder)).toEqual(['file']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
