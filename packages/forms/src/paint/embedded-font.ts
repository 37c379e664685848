import { PDFName, type PDFContext, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';
import type { Typeface } from '../fonts/typeface.ts';
import type { Unit } from '../text/units.ts';
import type { Stream } from './deflated.ts';
import { toUnicodeMap } from './to-unicode.ts';

/**
 * The part of one typeface that one document uses. Every distinct piece of text gets a character identifier (CID) of its
 * own, even when two pieces share a glyph. So the document's map back to Unicode holds exactly what was typed: a character
 * with its variation selector, a compatibility ideograph beside its unified twin, a kana whose voicing mark was typed apart.
 */
export class EmbeddedFont {
  readonly #typeface: Typeface;
  /** Text and glyph of a CID; the CID is the place in the list plus one, because 0 means "no character". */
  readonly #units: Unit[] = [];
  readonly #cids = new Map<string, number>();

  constructor(typeface: Typeface) {
    this.#typeface = typeface;
  }

  /** Character codes of the units as a PDF hex string's digits. Each unit must be of this typeface. */
  encode(units: readonly Unit[]): string {
    return units.map((unit) => this.#cidOf(unit).toString(16).padStart(4, '0')).join('');
  }

  /** Writes subset, widths and maps into the document and tells the font dictionary (Type 0, ISO 32000-2, 9.7). */
  embed(context: PDFContext, stream: Stream): PDFRef {
    const subset = this.#typeface.subset();
    const glyphs = this.#units.map((unit) => subset.includeGlyph(unit.glyph));
    const bytes = subset.encode();
    const name = `${subsetTag(bytes)}+${this.#typeface.name}`;
    const { ascent, descent, capHeight, italicAngle, box } = this.#typeface.measures;
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: name,
        // Symbolic (bit 3): the codes are this document's own, no standard character set.
        Flags: 4,
        FontBBox: box.map(Math.round),
        ItalicAngle: italicAngle,
        Ascent: Math.round(ascent),
        Descent: Math.round(descent),
        CapHeight: Math.round(capHeight),
        StemV: 80,
        FontFile2: context.register(stream(context, bytes, { Length1: bytes.byteLength })),
      }),
    );
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: name,
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: 1000,
        W: [1, this.#units.map((unit) => Math.round(unit.width * 10) / 10)],
        CIDToGIDMap: context.register(stream(context, glyphMap(glyphs))),
      }),
    );
    return context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: name,
        Encoding: PDFName.of('Identity-H'),
        DescendantFonts: [descendant],
        ToUnicode: context.register(stream(context, toUnicodeMap(this.#units.map((unit) => unit.text)))),
      }),
    );
  }

  #cidOf(unit: Unit): number {
    const key = `${unit.glyph} ${unit.text}`;
    const known = this.#cids.get(key);
    if (known !== undefined) return known;
    const cid = this.#units.push(unit);
    this.#cids.set(key, cid);
    return cid;
  }
}

/** Two bytes for each CID, CID 0 (no character) first. */
function glyphMap(glyphs: readonly number[]): Uint8Array {
  const map = new DataView(new ArrayBuffer((glyphs.length + 1) * 2));
  glyphs.forEach((glyph, index) => map.setUint16((index + 1) * 2, glyph));
  return new Uint8Array(map.buffer);
}

/** Six capital letters that differ when the subsets do (ISO 32000-2, 9.9.2); the same subset gets the same, so files compare equal. */
function subsetTag(bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest();
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}
