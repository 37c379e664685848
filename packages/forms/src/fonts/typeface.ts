import { create, type Font } from '@cantoo/fontkit';
import { type Subset, subsetOf } from './subset.ts';
import { readVariationSequences, type VariationSequences } from './variation-sequences.ts';

/** Why a font file cannot be used. */
export class FontError extends Error {
  override readonly name = 'FontError';
  readonly reason: 'unreadable' | 'collection' | 'not-truetype';
  constructor(reason: FontError['reason'], detail: string) {
    super(`font ${detail}: ${reason}`);
    this.reason = reason;
  }
}

/** Measures of a whole font in thousandths of the type size, as a PDF font descriptor wants them (ISO 32000-2, 9.8). */
export interface FontMeasures {
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly italicAngle: number;
  readonly box: readonly [number, number, number, number];
}

/** One TrueType font, loaded once and kept: which glyph a character has, how wide it is, and a subset of it. */
export interface Typeface {
  /** PostScript name, e.g. `BIZUDMincho-Regular`. */
  readonly name: string;
  readonly measures: FontMeasures;
  /** Glyph of a character, 0 when the font has none. */
  glyphOf(codePoint: number): number;
  readonly variantOf: VariationSequences;
  /** Advance width in thousandths of the type size. */
  widthOf(glyph: number): number;
  subset(): Subset;
}

/**
 * Reads a TrueType font.
 * @throws FontError when the bytes are no font, a collection of fonts or an OpenType font with CFF outlines.
 */
export function openTypeface(bytes: Uint8Array, source: string): Typeface {
  const font = parse(bytes, source);
  const scale = 1000 / font.unitsPerEm;
  const glyphs = new Map<number, number>();
  const widths = new Map<number, number>();
  return {
    name: font.postscriptName ?? 'Unnamed',
    measures: {
      ascent: font.ascent * scale,
      descent: font.descent * scale,
      capHeight: (font.capHeight || font.ascent) * scale,
      italicAngle: font.italicAngle,
      box: [font.bbox.minX * scale, font.bbox.minY * scale, font.bbox.maxX * scale, font.bbox.maxY * scale],
    },
    glyphOf: (codePoint) => remembered(glyphs, codePoint, () => font.glyphForCodePoint(codePoint)?.id ?? 0),
    variantOf: readVariationSequences(bytes),
    widthOf: (glyph) => remembered(widths, glyph, () => (font.getGlyph(glyph)?.advanceWidth ?? 0) * scale),
    subset: () => subsetOf(bytes),
  };
}

function parse(bytes: Uint8Array, source: string): Font {
  let found;
  try {
    found = create(bytes);
  } catch (cause) {
    throw new FontError('unreadable', `${source} (${cause instanceof Error ? cause.message : 'no font'})`);
  }
  if ('fonts' in found) throw new FontError('collection', source);
  // Four bytes at the head name the kind of outlines: 0x00010000 and `true` are TrueType (OpenType specification, "otff").
  const kind = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (kind !== 0x00010000 && kind !== 0x74727565) throw new FontError('not-truetype', source);
  return found;
}

function remembered(known: Map<number, number>, key: number, find: () => number): number {
  const value = known.get(key);
  if (value !== undefined) return value;
  const found = find();
  known.set(key, found);
  return found;
}
