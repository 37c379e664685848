import type { Box } from '../template/map.ts';

/** Words that a form prints, in points from the top left corner of the page as shown. */
export interface PrintedText {
  readonly text: string;
  readonly box: Box;
}

/** One printed sign. */
export interface Letter {
  readonly text: string;
  readonly box: Box;
}

/** Letters that stand on one line, from the left. */
export type Row = readonly Letter[];

/** More than any page of a form prints; what is beyond is not read. */
const MOST_LETTERS = 12_000;

/** Single signs with their places. Half-width ones are taken as half as wide as the others of the same piece. */
export function lettersOf(texts: readonly PrintedText[]): Letter[] {
  const letters: Letter[] = [];
  for (const { text, box } of texts) {
    const signs = Array.from(text);
    const widths = signs.map((sign) => (/[ -~｡-ﾟ]/u.test(sign) ? 0.5 : 1));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    let x = box.x;
    for (const [index, sign] of signs.entries()) {
      const width = (box.width * (widths[index] ?? 1)) / whole;
      if (sign.trim() !== '') letters.push({ text: sign, box: { ...box, x, width } });
      if (letters.length >= MOST_LETTERS) return letters;
      x += width;
    }
  }
  return letters;
}

/** Letters as lines, from the top. */
export function rowsOf(letters: readonly Letter[]): Row[] {
  const rows: Letter[][] = [];
  for (const letter of [...letters].sort((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const last = rows.at(-1);
    const [first] = last ?? [];
    if (last && first && middleOf(letter.box) - middleOf(first.box) < first.box.height / 2) last.push(letter);
    else rows.push([letter]);
  }
  return rows.map((row) => row.sort((a, b) => a.box.x - b.box.x));
}

/** A line's pieces: letters with no more than `gap` times their height between them. */
export function piecesOf(row: Row, gap: number): Row[] {
  const pieces: Letter[][] = [];
  for (const letter of row) {
    const before = pieces.at(-1)?.at(-1);
    if (before && letter.box.x - rightOf(before.box) <= gap * letter.box.height) pieces.at(-1)?.push(letter);
    else pieces.push([letter]);
  }
  return pieces;
}

export function wordsOf(row: Row): string {
  return row.map(({ text }) => text).join('');
}

export function rightOf({ x, width }: Box): number {
  return x + width;
}

export function bottomOf({ y, height }: Box): number {
  return y + height;
}

export function middleOf({ y, height }: Box): number {
  return y + height / 2;
}

/** Whether the middle of a box lies in another. */
export function holds(outer: Box, { x, y, width, height }: Box): boolean {
  const [across, down] = [x + width / 2, y + height / 2];
  return across > outer.x && across < rightOf(outer) && down > outer.y && down < bottomOf(outer);
}
