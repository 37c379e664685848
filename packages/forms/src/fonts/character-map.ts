/** The glyph of a character, 0 when the font has none. */
export type CharacterMap = (codePoint: number) => number;

/** Tables of all of Unicode, then those of its first plane: platform and encoding (OpenType specification, "cmap"). */
const PREFERRED = ['3 10', '0 6', '0 4', '3 1', '0 3', '0 2', '0 1', '0 0'];

/**
 * Reads a font's table from characters to glyphs, formats 12 and 4.
 * @param view the table `cmap`
 * @throws RangeError when there is none of these formats
 */
export function readCharacterMap(view: DataView): CharacterMap {
  const found = new Map<string, number>();
  for (let record = 4; record < 4 + view.getUint16(2) * 8; record += 8) {
    const at = view.getUint32(record + 4);
    const format = view.getUint16(at);
    const name = `${view.getUint16(record)} ${view.getUint16(record + 2)}`;
    if (format === 12 || format === 4) found.set(name, at);
  }
  const best = PREFERRED.find((name) => found.has(name));
  const at = best === undefined ? undefined : found.get(best);
  if (at === undefined) throw new RangeError('font without a table of characters');
  return view.getUint16(at) === 12 ? groups(view, at) : segments(view, at);
}

function groups(view: DataView, table: number): CharacterMap {
  const count = view.getUint32(table + 12);
  return (codePoint) => {
    let [low, high] = [0, count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = table + 16 + middle * 12;
      const first = view.getUint32(group);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
      else return view.getUint32(group + 8) + codePoint - first;
    }
    return 0;
  };
}

function segments(view: DataView, table: number): CharacterMap {
  const size = view.getUint16(table + 6);
  const [ends, starts] = [table + 14, table + 16 + size];
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let segment = 0; segment < size; segment += 2) {
      if (codePoint > view.getUint16(ends + segment)) continue;
      const start = view.getUint16(starts + segment);
      if (codePoint < start) return 0;
      const delta = view.getUint16(starts + size + segment);
      const place = starts + 2 * size + segment;
      const range = view.getUint16(place);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(place + range + (codePoint - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
