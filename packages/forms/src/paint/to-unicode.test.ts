import { describe, expect, it } from '@jest/globals';
import { toUnicodeMap } from './to-unicode.ts';

describe('the map back to Unicode', () => {
  it('carries a selector and both halves of a pair with their code', () => {
    const map = toUnicodeMap(['葛\u{E0100}', '𠮷']);
    expect(map).toContain('<0001> <845bdb40dd00>');
    expect(map).toContain('<0002> <d842dfb7>');
  });

  it('writes at most a hundred codes in a block', () => {
    const map = toUnicodeMap(Array.from({ length: 205 }, (_, n) => String.fromCharCode(0x4e00 + n)));
    expect(map.match(/^\d+ beginbfchar$/gm)).toEqual(['100 beginbfchar', '100 beginbfchar', '5 beginbfchar']);
  });

  it('puts a replacement character for half a pair', () => {
    expect(toUnicodeMap(['\ud842'])).toContain('<0001> <fffd>');
  });
});
