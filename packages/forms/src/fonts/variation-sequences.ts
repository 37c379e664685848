/**
 * How a font answers to one variation sequence (a base character and a variation selector, Unicode Technical Standard 37):
 * with a glyph of its own, with the glyph that the base character has anyway, or not at all.
 */
export type VariantAnswer =
  { readonly kind: 'glyph'; readonly glyph: number } | { readonly kind: 'default' } | { readonly kind: 'unknown' };

export type VariationSequences = (base: number, selector: number) => VariantAnswer;

const UNKNOWN: VariantAnswer = { kind: 'unknown' };
const DEFAULT: VariantAnswer = { kind: 'default' };

/**
 * Reads the variation sequences of an OpenType font: its `cmap` subtable of format 14 (OpenType specification, "cmap").
 * A font engine that only maps characters to glyphs cannot tell "the base glyph is the wanted shape" from "this font does
 * not know the sequence"; a name on a council's paper depends on that difference.
 *
 * @param view the table `cmap`
 */
export function readVariationSequences(view: DataView): VariationSequences {
  const table = findFormat14(view);
  if (table === undefined) return () => UNKNOWN;
  const selectors = readSelectors(view, table);
  return (base, selector) => {
    const entry = selectors.get(selector);
    if (!entry) return UNKNOWN;
    if (entry.defaults !== 0 && inRanges(view, entry.defaults, base)) return DEFAULT;
    const glyph = entry.mappings === 0 ? 0 : mapped(view, entry.mappings, base);
    return glyph === 0 ? UNKNOWN : { kind: 'glyph', glyph };
  };
}

/** Offset of the format 14 subtable. */
function findFormat14(view: DataView): number | undefined {
  const count = view.getUint16(2);
  for (let i = 0; i < count; i++) {
    const subtable = view.getUint32(4 + i * 8 + 4);
    if (view.getUint16(subtable) === 14) return subtable;
  }
  return undefined;
}

/** Offsets in the table of one selector's two tables; 0 where it has none. */
interface Selector {
  readonly defaults: number;
  readonly mappings: number;
}

function readSelectors(view: DataView, table: number): Map<number, Selector> {
  const selectors = new Map<number, Selector>();
  const count = view.getUint32(table + 6);
  for (let i = 0; i < count; i++) {
    const record = table + 10 + i * 11;
    const defaults = view.getUint32(record + 3);
    const mappings = view.getUint32(record + 7);
    selectors.set(uint24(view, record), {
      defaults: defaults === 0 ? 0 : table + defaults,
      mappings: mappings === 0 ? 0 : table + mappings,
    });
  }
  return selectors;
}

function inRanges(view: DataView, ranges: number, base: number): boolean {
  let low = 0;
  let high = view.getUint32(ranges) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = uint24(view, ranges + 4 + middle * 4);
    const more = view.getUint8(ranges + 4 + middle * 4 + 3);
    if (base < start) high = middle - 1;
    else if (base > start + more) low = middle + 1;
    else return true;
  }
  return false;
}

function mapped(view: DataView, mappings: number, base: number): number {
  let low = 0;
  let high = view.getUint32(mappings) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const record = mappings + 4 + middle * 5;
    const value = uint24(view, record);
    if (base < value) high = middle - 1;
    else if (base > value) low = middle + 1;
    else return view.getUint16(record + 3);
  }
  return 0;
}

function uint24(view: DataView, offset: number): number {
  return (view.getUint16(offset) << 8) | view.getUint8(offset + 2);
}
