import { create, type Font } from '@cantoo/fontkit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { bytesSource, FontTables } from './font-tables.ts';
import { bundledMincho } from './fonts.ts';
import { subsetOf } from './subset.ts';

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await readFile(bundledMincho());
});

function single(font: Uint8Array): Font {
  const found = create(font);
  if ('fonts' in found) throw new Error('a collection');
  return found;
}

describe('cutting a subset out of a font', () => {
  it('keeps outline and width of every glyph', () => {
    const whole = single(bytes);
    const subset = subsetOf(new FontTables(bytesSource(bytes)));
    const pairs = Array.from('窓野髙﨑アé Åg。', (letter) => {
      const id = whole.glyphForCodePoint(letter.codePointAt(0) ?? 0)?.id ?? 0;
      return { id, number: subset.includeGlyph(id) };
    });
    const cut = single(subset.encode());
    for (const { id, number } of pairs) {
      expect(id).toBeGreaterThan(0);
      expect(cut.getGlyph(number)).not.toBeNull();
      expect(cut.getGlyph(number)?.path.toSVG()).toBe(whole.getGlyph(id)?.path.toSVG());
      expect(cut.getGlyph(number)?.advanceWidth).toBe(whole.getGlyph(id)?.advanceWidth);
    }
  });

  it('gives a glyph one number, the first after the one for no character', () => {
    const subset = subsetOf(new FontTables(bytesSource(bytes)));
    expect([7, 9, 7, 0].map((glyph) => subset.includeGlyph(glyph))).toEqual([1, 2, 1, 0]);
  });
});
