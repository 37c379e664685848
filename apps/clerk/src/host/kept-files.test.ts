import { afterEach, describe, expect, it } from '@jest/globals';
import { MAX_FILE_BYTES, MAX_KEPT_BYTES, PART_BYTES } from '../contract/kept-files.ts';
import { KeptFiles } from './kept-files.ts';

const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
const context = { signal: new AbortController().signal };
let files = new KeptFiles();
const { keep, began, kept, part, drop } = {
  keep: (request: Parameters<KeptFiles['handlers']['file.keep']>[0]) => files.handlers['file.keep'](request, context),
  began: (fileId: string, documentId: string) => files.handlers['file.began']({ fileId, documentId }, context),
  kept: async (sessionId = 's1') => (await files.handlers['file.kept']({ sessionId }, context)).files,
  part: async (fileId: string, offset: number) => (await files.handlers['file.part']({ fileId, offset }, context)).part,
  drop: (fileId: string) => files.handlers['file.drop']({ fileId }, context),
};
const part1 = (bytes: number) => new Uint8Array(bytes).fill(1);
const about = (fileId: string, bytes: number) => ({ sessionId: 's1', fileId, name: `${fileId}.pdf`, bytes });

afterEach(() => {
  files.clear();
  files = new KeptFiles();
});

describe('files on their way', () => {
  it('are given back whole, with the document that was begun, until they are dropped', async () => {
    const bytes = PART_BYTES + 3;
    expect(await keep({ ...about(one, bytes), offset: 0, part: part1(PART_BYTES) })).toEqual({ kept: true });
    expect(await kept()).toEqual([]);
    await keep({ ...about(one, bytes), offset: PART_BYTES, part: Uint8Array.of(7, 8, 9) });
    await keep({ ...about(two, 2), offset: 0, part: Uint8Array.of(5, 6) });
    await began(two, 'd2');
    expect(await kept()).toEqual([
      { fileId: one, name: `${one}.pdf`, bytes, documentId: null },
      { fileId: two, name: `${two}.pdf`, bytes: 2, documentId: 'd2' },
    ]);
    expect(Buffer.from(await part(one, 0)).equals(part1(PART_BYTES))).toBe(true);
    expect(await part(one, PART_BYTES)).toEqual(Uint8Array.of(7, 8, 9));
    await expect(part(one, bytes)).rejects.toMatchObject({ code: 'unknown-file' });
    await drop(one);
    await expect(part(one, 0)).rejects.toMatchObject({ code: 'unknown-file' });
    expect(await kept()).toHaveLength(1);
  });

  it('are kept whole or not at all', async () => {
    expect(await keep({ ...about(one, 4), offset: 2, part: part1(2) })).toEqual({ kept: false });
    await keep({ ...about(one, 4), offset: 0, part: part1(2) });
    expect(await keep({ ...about(one, 4), offset: 3, part: part1(1) })).toEqual({ kept: false });
    await keep({ ...about(one, 4), offset: 0, part: part1(2) });
    expect(await keep({ ...about(one, 4), offset: 2, part: part1(3) })).toEqual({ kept: false });
    expect(await kept()).toEqual([]);
  });

  it('take no more memory than there is for them', async () => {
    const large = MAX_FILE_BYTES;
    expect(MAX_KEPT_BYTES).toBe(2 * large);
    await keep({ ...about(one, large), offset: 0, part: part1(1) });
    await keep({ ...about(two, large), offset: 0, part: part1(1) });
    const three = crypto.randomUUID();
    expect(await keep({ ...about(three, 1), offset: 0, part: part1(1) })).toEqual({ kept: false });
    await drop(one);
    expect(await keep({ ...about(three, 1), offset: 0, part: part1(1) })).toEqual({ kept: true });
  });

  it('of another session are forgotten', async () => {
    await keep({ ...about(one, 1), offset: 0, part: part1(1) });
    expect(await kept('s2')).toEqual([]);
    expect(await kept('s1')).toEqual([]);
  });

  it('are forgotten when nobody says anything of them for long', async () => {
    files = new KeptFiles({ forgetAfterMs: 30 });
    await keep({ ...about(one, 1), offset: 0, part: part1(1) });
    expect(await kept()).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await kept()).toEqual([]);
  });
});
