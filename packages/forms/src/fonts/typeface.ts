import { readCharacterMap } from './character-map.ts';
import { type FontSource, FontTables } from './font-tables.ts';
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
 * Reads a TrueType font: what says how it measures and which characters it has. Outlines are read when a subset is made of them.
 * @throws FontError when the bytes are no font, a collection of fonts or an OpenType font with CFF outlines.
 */
export function openTypeface(source: FontSource, name: string): Typeface {
  const tables = open(source, name);
  try {
    return typefaceOf(tables);
  } catch (cause) {
    throw new FontError('unreadable', `${name} (${cause instanceof Error ? cause.message : 'no font'})`);
  }
}

function typefaceOf(tables: FontTables): Typeface {
  const [head, hhea, cmap] = [tables.view('head'), tables.view('hhea'), tables.view('cmap')];
  const scale = 1000 / head.getUint16(18);
  const hmtx = tables.view('hmtx');
  const metrics = hhea.getUint16(34);
  const ascent = hhea.getInt16(4) * scale;
  const os2 = tables.table('OS/2') && tables.view('OS/2');
  // Height of capitals came with version 2 of the table.
  const capHeight = os2 && os2.getUint16(0) >= 2 ? os2.getInt16(88) * scale : 0;
  const glyphOf = readCharacterMap(cmap);
  const glyphs = new Map<number, number>();
  return {
    name: postscriptName(tables) ?? 'Unnamed',
    measures: {
      ascent,
      descent: hhea.getInt16(6) * scale,
      capHeight: capHeight || ascent,
      italicAngle: tables.table('post') ? tables.view('post').getInt32(4) / 65536 : 0,
      box: [head.getInt16(36) * scale, head.getInt16(38) * scale, head.getInt16(40) * scale, head.getInt16(42) * scale],
    },
    glyphOf: (codePoint) => remembered(glyphs, codePoint, () => glyphOf(codePoint)),
    variantOf: readVariationSequences(cmap),
    // The last width of the table goes for all glyphs after it.
    widthOf: (glyph) => hmtx.getUint16(Math.min(glyph, metrics - 1) * 4) * scale,
    subset: () => subsetOf(tables),
  };
}

function open(source: FontSource, name: string): FontTables {
  let kind: number;
  let tables: FontTables | undefined;
  try {
    const head = source.read(0, 4);
    kind = new DataView(head.buffer, head.byteOffset).getUint32(0);
    // Four bytes at the head name the kind of outlines: 0x00010000 and `true` are TrueType (OpenType specification, "otff").
    if (kind === 0x00010000 || kind === 0x74727565) tables = new FontTables(source);
  } catch (cause) {
    throw new FontError('unreadable', `${name} (${cause instanceof Error ? cause.message : 'no font'})`);
  }
  if (tables) return tables;
  if (kind === 0x74746366) throw new FontError('collection', name);
  throw new FontError(kind === 0x4f54544f ? 'not-truetype' : 'unreadable', name);
}

/** Name 6 of the table `name`, in letters that a PDF name can have. */
function postscriptName(tables: FontTables): string | undefined {
  const table = tables.table('name');
  if (!table) return undefined;
  const view = tables.view('name');
  const strings = view.getUint16(4);
  for (let record = 6; record < 6 + view.getUint16(2) * 12; record += 12) {
    if (view.getUint16(record + 6) !== 6) continue;
    const start = strings + view.getUint16(record + 10);
    const text = Buffer.from(table.subarray(start, start + view.getUint16(record + 8))).toString('latin1');
    // Platforms 0 and 3 write two bytes a letter, of which the first is 0 here.
    return text.replace(/[^!-~]|[()<>[\]{}/%]/g, '');
  }
  return undefined;
}

function remembered(known: Map<number, number>, key: number, find: () => number): number {
  const value = known.get(key);
  if (value !== undefined) return value;
  const found = find();
  known.set(key, found);
  return found;
}
