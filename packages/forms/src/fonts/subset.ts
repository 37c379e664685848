import type { FontTables } from './font-tables.ts';

/** Tables of a TrueType font that a PDF's embedded one needs (ISO 32000-2, 9.9.1), copied as they are. */
const COPIED = ['cvt ', 'fpgm', 'prep'];
/** Flags of a part of a composite glyph (OpenType specification, "glyf"). */
const WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const TWO_BY_TWO = 0x0080;

/** A font with only the glyphs asked for, renumbered; glyph 0 stays what stands for "no character". */
export interface Subset {
  /** @returns the glyph's number in the subset */
  includeGlyph(glyph: number): number;
  encode(): Uint8Array;
}

/**
 * Cuts a subset out of a TrueType font by copying each glyph's bytes: nothing is parsed but the references of composite glyphs.
 * @param tables of a sound font with TrueType outlines
 */
export function subsetOf(tables: FontTables): Subset {
  const numbers = new Map<number, number>();
  const glyphs: number[] = [];
  const include = (glyph: number): number => {
    const known = numbers.get(glyph);
    if (known !== undefined) return known;
    numbers.set(glyph, glyphs.length);
    return glyphs.push(glyph) - 1;
  };
  include(0);
  return {
    includeGlyph: include,
    encode: () => {
      const outlines: Uint8Array[] = [];
      // The list grows while it is read: parts of composites come after what asked for them.
      for (const glyph of glyphs) outlines.push(outlineOf(tables, glyph, include));
      return assemble(tables, glyphs, outlines);
    },
  };
}

/** A glyph's own copy of its bytes, the parts of a composite renumbered. */
function outlineOf(tables: FontTables, glyph: number, include: (glyph: number) => number): Uint8Array {
  const loca = tables.view('loca');
  const long = tables.view('head').getInt16(50) === 1;
  const offset = (index: number): number => (long ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2);
  const outline = tables.outline(offset(glyph), offset(glyph + 1));
  if (outline.byteLength < 12) return outline;
  const view = new DataView(outline.buffer);
  if (view.getInt16(0) >= 0) return outline;
  let flags = MORE;
  for (let at = 10; (flags & MORE) !== 0;) {
    flags = view.getUint16(at);
    view.setUint16(at + 2, include(view.getUint16(at + 2)));
    at += 4 + ((flags & WORDS) === 0 ? 2 : 4);
    if ((flags & SCALE) !== 0) at += 2;
    else if ((flags & TWO_SCALES) !== 0) at += 4;
    else if ((flags & TWO_BY_TWO) !== 0) at += 8;
  }
  return outline;
}

function assemble(tables: FontTables, glyphs: readonly number[], outlines: readonly Uint8Array[]): Uint8Array {
  const padded = (length: number): number => (length + 3) & ~3;
  const glyf = new Uint8Array(outlines.reduce((sum, { byteLength }) => sum + padded(byteLength), 0));
  const loca = new DataView(new ArrayBuffer((outlines.length + 1) * 4));
  let end = 0;
  outlines.forEach((outline, index) => {
    glyf.set(outline, end);
    end += padded(outline.byteLength);
    loca.setUint32((index + 1) * 4, end);
  });
  const written: [string, Uint8Array][] = [
    ['glyf', glyf],
    ['head', changed(tables, 'head', withLongOffsets)],
    ['hhea', changed(tables, 'hhea', (view) => view.setUint16(34, glyphs.length))],
    ['hmtx', metrics(tables, glyphs)],
    ['loca', new Uint8Array(loca.buffer)],
    ['maxp', changed(tables, 'maxp', (view) => view.setUint16(4, glyphs.length))],
  ];
  for (const tag of COPIED) {
    const table = tables.table(tag);
    if (table) written.push([tag, table]);
  }
  return fontFile(written.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** No checksum of a whole that is no more, and offsets of four bytes. */
function withLongOffsets(head: DataView): void {
  head.setUint32(8, 0);
  head.setInt16(50, 1);
}

function changed(tables: FontTables, tag: string, change: (view: DataView) => void): Uint8Array {
  const { buffer, byteOffset, byteLength } = tables.view(tag);
  const copy = new Uint8Array(buffer, byteOffset, byteLength).slice();
  change(new DataView(copy.buffer));
  return copy;
}

/** Advance width and left bearing of each glyph; the last width of the font goes for all after it. */
function metrics(tables: FontTables, glyphs: readonly number[]): Uint8Array {
  const hmtx = tables.view('hmtx');
  const full = tables.view('hhea').getUint16(34);
  const made = new DataView(new ArrayBuffer(glyphs.length * 4));
  glyphs.forEach((glyph, index) => {
    const bearing = glyph < full ? glyph * 4 + 2 : full * 4 + (glyph - full) * 2;
    made.setUint16(index * 4, hmtx.getUint16(Math.min(glyph, full - 1) * 4));
    made.setInt16(index * 4 + 2, hmtx.getInt16(bearing));
  });
  return new Uint8Array(made.buffer);
}

/** Puts tables, already in the order of their tags, behind a directory. */
function fontFile(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const padded = (length: number): number => (length + 3) & ~3;
  const head = 12 + tables.length * 16;
  const file = new Uint8Array(tables.reduce((sum, [, { byteLength }]) => sum + padded(byteLength), head));
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 << power);
  view.setUint16(8, power);
  view.setUint16(10, tables.length * 16 - (16 << power));
  let at = head;
  tables.forEach(([tag, table], index) => {
    const record = 12 + index * 16;
    for (let letter = 0; letter < 4; letter++) view.setUint8(record + letter, tag.charCodeAt(letter));
    file.set(table, at);
    view.setUint32(record + 4, checksum(view, at, padded(table.byteLength)));
    view.setUint32(record + 8, at);
    view.setUint32(record + 12, table.byteLength);
    at += padded(table.byteLength);
  });
  return file;
}

function checksum(view: DataView, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
