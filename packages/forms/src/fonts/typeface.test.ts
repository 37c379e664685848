import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { bundledMincho, systemIpamjMincho } from './fonts.ts';
import { FontError, openTypeface } from './typeface.ts';

const KATSURA = 0x845b;

describe('typefaces', () => {
  it('tells a variant of its own from the usual shape and from an unknown sequence', async () => {
    const mincho = openTypeface(await readFile(bundledMincho()), 'main');
    expect(mincho.variantOf(KATSURA, 0xe0100).kind).toBe('glyph');
    expect(mincho.variantOf(KATSURA, 0xe0101).kind).toBe('default');
    expect(mincho.variantOf(KATSURA, 0xe01ef).kind).toBe('unknown');
    expect(mincho.variantOf(0x41, 0xe0100).kind).toBe('unknown');
    expect(mincho.glyphOf(0x20bb7)).toBe(0);
    expect(mincho.widthOf(mincho.glyphOf(KATSURA))).toBe(1000);
    expect(mincho.widthOf(mincho.glyphOf(0x41))).toBe(500);
  });

  it('finds the characters of the family registers in the second font', async () => {
    const ipamj = openTypeface(await readFile(systemIpamjMincho), 'fallback');
    expect(ipamj.glyphOf(0x20bb7)).toBeGreaterThan(0);
    // The registers' own sequences (Moji_Joho) begin after those of Adobe-Japan1, which the main font has.
    expect(ipamj.variantOf(KATSURA, 0xe0102).kind).not.toBe('unknown');
    // 邉 has more registered shapes than any other character of a name.
    const shapes = Array.from({ length: 40 }, (_, n) => ipamj.variantOf(0x9089, 0xe0100 + n)).filter(
      ({ kind }) => kind !== 'unknown',
    );
    expect(shapes.length).toBeGreaterThanOrEqual(15);
  });

  it('refuses what is no font', () => {
    expect(() => openTypeface(new Uint8Array(100), 'zeros')).toThrow(FontError);
    expect(() => openTypeface(new TextEncoder().encode('%PDF-1.7 and so on'), 'pdf')).toThrow(FontError);
  });
});
