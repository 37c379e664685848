import { describe, expect, it } from '@jest/globals';
import { create } from '@cantoo/fontkit';
import { readFile } from 'node:fs/promises';
import { bytesSource, fileSource } from './font-tables.ts';
import { bundledMincho, systemIpamjMincho } from './fonts.ts';
import { FontError, openTypeface } from './typeface.ts';

const KATSURA = 0x845b;

describe('typefaces', () => {
  it('tells a variant of its own from the usual shape and from an unknown sequence', () => {
    const mincho = openTypeface(fileSource(bundledMincho()), 'main');
    expect(mincho.variantOf(KATSURA, 0xe0100).kind).toBe('glyph');
    expect(mincho.variantOf(KATSURA, 0xe0101).kind).toBe('default');
    expect(mincho.variantOf(KATSURA, 0xe01ef).kind).toBe('unknown');
    expect(mincho.variantOf(0x41, 0xe0100).kind).toBe('unknown');
    expect(mincho.glyphOf(0x20bb7)).toBe(0);
    expect(mincho.widthOf(mincho.glyphOf(KATSURA))).toBe(1000);
    expect(mincho.widthOf(mincho.glyphOf(0x41))).toBe(500);
  });

  it('finds the characters of the family registers in the second font', () => {
    const ipamj = openTypeface(fileSource(systemIpamjMincho), 'fallback');
    expect(ipamj.glyphOf(0x20bb7)).toBeGreaterThan(0);
    // The registers' own sequences (Moji_Joho) begin after those of Adobe-Japan1, which the main font has.
    expect(ipamj.variantOf(KATSURA, 0xe0102).kind).not.toBe('unknown');
    // 邉 has more registered shapes than any other character of a name.
    const shapes = Array.from({ length: 40 }, (_, n) => ipamj.variantOf(0x9089, 0xe0100 + n)).filter(
      ({ kind }) => kind !== 'unknown',
    );
    expect(shapes.length).toBeGreaterThanOrEqual(15);
  });

  it.each([bundledMincho(), systemIpamjMincho])('reads what another reader reads: %s', async (file) => {
    const own = openTypeface(fileSource(file), file);
    const other = create(await readFile(file));
    if ('fonts' in other) throw new Error('a collection');
    const scale = 1000 / other.unitsPerEm;
    const { minX, minY, maxX, maxY } = other.bbox;
    expect(own.name).toBe(other.postscriptName);
    expect(own.measures).toEqual({
      ascent: other.ascent * scale,
      descent: other.descent * scale,
      capHeight: (other.capHeight || other.ascent) * scale,
      italicAngle: other.italicAngle,
      box: [minX, minY, maxX, maxY].map((side) => side * scale),
    });
    const differing = other.characterSet.filter((codePoint) => {
      const glyph = other.glyphForCodePoint(codePoint)?.id ?? 0;
      return own.glyphOf(codePoint) !== glyph;
    });
    expect(differing).toEqual([]);
    for (let glyph = 0; glyph < other.numGlyphs; glyph += 97)
      expect([glyph, own.widthOf(glyph)]).toEqual([glyph, (other.getGlyph(glyph)?.advanceWidth ?? 0) * scale]);
  });

  it('refuses what is no font', () => {
    expect(() => openTypeface(bytesSource(new Uint8Array(100)), 'zeros')).toThrow(FontError);
    const reason = (letters: string): unknown => {
      try {
        return openTypeface(bytesSource(new TextEncoder().encode(letters.padEnd(100))), 'font').name;
      } catch (error) {
        return error instanceof FontError ? error.reason : error;
      }
    };
    expect(['ttcf', 'OTTO', 'true', ''].map(reason)).toEqual([
      'collection',
      'not-truetype',
      'unreadable',
      'unreadable',
    ]);
    expect(() => openTypeface(bytesSource(new TextEncoder().encode('%PDF-1.7 and so on')), 'pdf')).toThrow(FontError);
  });
});
