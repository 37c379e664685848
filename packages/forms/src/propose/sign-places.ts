import { ERA_IDS } from '../values/calendar.ts';
import type { Box } from '../template/map.ts';
import type { PrintedText } from './letters.ts';
import { ERA_NAMES } from './patterns.ts';
import { type Dots, runsOf } from './specks.ts';

/** Ink of a line that hangs together: signs close to each other, or the dot between two words. */
export interface InkPiece {
  readonly box: Box;
  readonly isDot: boolean;
}

/** Of the height of a line's signs: a gap that parts pieces, how small the dot between words is, how far it stands from both. */
const GAP = 0.6;
const DOT = 0.4;
const DOT_GAP = 0.25;
/** Ink of a sign, of the room that it has. */
const INK = 0.92;
/** How far words may be from as many signs as their ink has room for. */
const FIT = [1, 0.95, 1.05, 0.9, 1.1, 0.85, 1.15] as const;
/** Signs for which recognition takes the dot between words. */
const DOTS = /[・･·•*＊^＾:;.,，．：；'"`°~-]+/u;

/**
 * The pieces of a line of words from the left, in dots of the picture.
 * @param line its top and the first row below it
 */
export function inkPieces(dots: Dots, line: { readonly y1: number; readonly y2: number }): InkPiece[] {
  const isDark = (x: number, y: number): boolean => dots.dark[y * dots.width + x] === 1;
  const tall = line.y2 - line.y1;
  const columns = runsOf(dots.width, (x) => {
    for (let y = line.y1; y < line.y2; y += 1) if (isDark(x, y)) return true;
    return false;
  });
  const runs = columns.map(({ from, to }): Box => {
    const rows = runsOf(tall, (y) => {
      for (let x = from; x < to; x += 1) if (isDark(x, line.y1 + y)) return true;
      return false;
    });
    const [top, bottom] = [rows[0]?.from ?? 0, rows.at(-1)?.to ?? 0];
    return { x: from, y: line.y1 + top, width: to - from, height: bottom - top };
  });
  const pieces: InkPiece[] = [];
  for (const [index, run] of runs.entries()) {
    const [before, after] = [runs[index - 1], runs[index + 1]];
    const left = before === undefined ? 0 : run.x - before.x - before.width;
    const right = after === undefined ? 0 : after.x - run.x - run.width;
    const isMiddle = Math.abs(run.y + run.height / 2 - line.y1 - tall / 2) < 0.2 * tall;
    const isSmall = run.width < DOT * tall && run.height < DOT * tall;
    const isDot = isSmall && isMiddle && Math.min(left, right) > DOT_GAP * tall;
    const last = pieces.at(-1);
    if (isDot || last === undefined || last.isDot || left >= GAP * tall) {
      pieces.push({ box: { ...run, y: line.y1, height: tall }, isDot });
      continue;
    }
    pieces[pieces.length - 1] = { ...last, box: { ...last.box, width: run.x + run.width - last.box.x } };
  }
  return pieces;
}

/**
 * Where each sign of recognised words stands, by the pieces of ink that they were read from; null where words and ink do not fit together.
 * Between words stand the dots that the ink shows, whatever was read there, and eras in their order are what they can only be.
 */
export function signsAt(text: string, pieces: readonly InkPiece[]): PrintedText[] | null {
  const parts: InkPiece[][] = [[]];
  for (const piece of pieces) {
    if (piece.isDot) parts.push([]);
    else parts.at(-1)?.push(piece);
  }
  const read = text.split(DOTS).filter((word) => word !== '');
  const said = read.length === parts.length ? read : wordsBy(read.join(''), parts);
  const words = said && erasMended(said);
  if (words === null || parts.some((part) => part.length === 0)) return null;
  const dots = pieces.filter(({ isDot }) => isDot);
  const signs: PrintedText[] = [];
  for (const [index, word] of words.entries()) {
    const placed = wordAt(Array.from(word), parts[index] ?? []);
    if (placed === null) return null;
    signs.push(...placed);
    const dot = dots[index];
    if (dot === undefined) continue;
    const { x, y, width, height } = dot.box;
    const room = height / INK;
    signs.push({ text: '・', box: { x: x + width / 2 - room / 2, y, width: room, height } });
  }
  return signs;
}

/** Signs as the words that the ink shows, where a dot was not read: はいいいえ・わからない. */
function wordsBy(text: string, parts: readonly (readonly InkPiece[])[]): string[] | null {
  const signs = Array.from(text);
  const counts = countsFor(
    parts.map((part) => part.map(({ box }) => box)),
    signs.length,
  );
  if (counts === null) return null;
  let next = 0;
  return counts.map((each) => {
    const count = each.reduce((sum, one) => sum + one, 0);
    next += count;
    return signs.slice(next - count, next).join('');
  });
}

/** How many signs stand in each piece of each part, when there are so many in all. */
function countsFor(parts: readonly (readonly Box[])[], all: number): number[][] | null {
  const tries = FIT.map((fit) => parts.map((part) => part.map((box) => roomFor(box, fit))));
  return tries.find((counts) => counts.flat().reduce((sum, count) => sum + count, 0) === all) ?? null;
}

/** The signs of a word over its pieces, each piece with as many as have room in it. */
function wordAt(signs: readonly string[], pieces: readonly InkPiece[]): PrintedText[] | null {
  const counts = countsFor([pieces.map(({ box }) => box)], signs.length)?.[0];
  if (counts === undefined) return null;
  let next = 0;
  return pieces.flatMap(({ box: { x, y, width, height } }, index) => {
    const count = counts[index] ?? 1;
    // Ink does not fill the room of its sign: 日 is narrow, and as wide as any other.
    const room = height / INK;
    const bare = count === 1 ? (room - width) / 2 : (room - height) / 2;
    const each = (width + 2 * bare) / count;
    return Array.from({ length: count }, (_, at): PrintedText => {
      const sign = signs[next] ?? '';
      next += 1;
      return { text: sign, box: { x: x - bare + at * each, y, width: each, height } };
    });
  });
}

function roomFor({ width, height }: Box, fit: number): number {
  return Math.max(1, Math.round((width / height) * INK * fit + 0.1));
}

/**
 * Words before 年月日 that are eras in their order, though up to half of them were misread: 犬・昭・平年月日. Null where it is not clear which;
 * other words as they are.
 */
function erasMended(words: readonly string[]): readonly string[] | null {
  const last = /^(.{1,2}?)(年月日.*)$/u.exec(words.at(-1) ?? '');
  if (words.length < 2 || last === null) return words;
  const read = [...words.slice(0, -1), last[1] ?? ''];
  const size = read[0]?.length ?? 0;
  if (size > 2 || read.some((word) => word.length !== size)) return words;
  const runs = ERA_IDS.flatMap((_, from) => {
    const run = ERA_IDS.slice(from, from + read.length).map((era) => ERA_NAMES[era].slice(0, size));
    const right = run.filter((name, index) => name === read[index]).length;
    return run.length === read.length && 2 * right >= read.length ? [run] : [];
  });
  const [only] = runs;
  if (only === undefined || runs.length > 1) return null;
  return [...only.slice(0, -1), `${only.at(-1) ?? ''}${last[2] ?? ''}`];
}
