import type { Box } from '../template/map.ts';
import { ERA_IDS, type EraId } from '../values/calendar.ts';
import { bottomOf, type Letter, middleOf, piecesOf, rightOf, type Row, wordsOf } from './letters.ts';

/** A day that a line asks for: boxes for year, month and day between its words, and the eras that it prints before them. */
export interface DatePlace {
  readonly year: Box;
  readonly month: Box;
  readonly day: Box;
  readonly eras: Partial<Record<EraId, Box>>;
  readonly western: boolean;
  /** What stands before the eras on the line. */
  readonly before: Row;
}

/** A word that can be chosen. */
export interface Option {
  readonly words: string;
  /** Where the ring goes, or the box to tick. */
  readonly box: Box;
}

/** Eras as forms print them. */
export const ERA_NAMES: Readonly<Record<EraId, string>> = {
  meiji: '明治',
  taisho: '大正',
  showa: '昭和',
  heisei: '平成',
  reiwa: '令和',
};
/** Room for one or two digits, in points. */
const ROOM = 8;
/** Around a word that gets a ring, in points. */
const RING = 3;

/** Days that a line asks for, from the left. `within`: the top and the height that their boxes may have. */
export function datesIn(row: Row, within: { readonly y: number; readonly height: number }): DatePlace[] {
  const found: DatePlace[] = [];
  let from = 0;
  for (let at = 0; at < row.length; at += 1) {
    if (row[at]?.text !== '年') continue;
    const month = next(row, at, '月');
    const day = month === undefined ? undefined : next(row, month, '日');
    const before = row[at - 1];
    const [year, after, last] = [row[at], row[month ?? -1], row[day ?? -1]];
    if (year === undefined || after === undefined || last === undefined || day === undefined) continue;
    if (before !== undefined && isSpread([before, year, after, last])) continue;
    const head = row.slice(from, at);
    const eras = erasIn(head);
    const start = before === undefined ? Math.max(0, year.box.x - 30) : rightOf(before.box) + (eras.ringed ? RING : 1);
    if (year.box.x - start < ROOM) continue;
    const box = (x: number, end: number): Box => ({ x, width: Math.max(1, end - x), ...within });
    found.push({
      year: box(Math.max(start, year.box.x - 60), year.box.x - 1),
      month: box(rightOf(year.box) + 1, after.box.x - 1),
      day: box(rightOf(after.box) + 1, last.box.x - 1),
      eras: eras.marks,
      western: eras.western,
      before: head.slice(0, eras.from),
    });
    from = day + 1;
    at = day;
  }
  return found;
}

/** Whether signs are one word set widely, as 生年月日 in the box of its name: equal gaps, and no era before them. */
function isSpread(letters: Row): boolean {
  const [first] = letters;
  if (first === undefined || /[和成正治暦明大昭平令（(]/u.test(first.text)) return false;
  const gaps = letters.slice(1).map(({ box }, index) => box.x - rightOf(letters[index]?.box ?? box));
  return Math.max(...gaps) - Math.min(...gaps) < 1.5 && Math.max(...gaps) < 2.5 * first.box.height;
}

/** The place of the next sign with room for digits before it and nothing between. */
function next(row: Row, at: number, sign: string): number | undefined {
  const [here, there] = [row[at], row[at + 1]];
  if (here === undefined || there?.text !== sign) return undefined;
  return there.box.x - rightOf(here.box) >= ROOM ? at + 1 : undefined;
}

/** Eras at the end of a line's words, whole (昭和) or by their first sign (昭) with a dot, a comma or a gap between. */
function erasIn(head: Row): { marks: DatePlace['eras']; western: boolean; ringed: boolean; from: number } {
  const marks: Partial<Record<EraId, Box>> = {};
  let from = head.length;
  for (let at = head.length - 1; at >= 0;) {
    const sign = head[at]?.text ?? '';
    if (/[・･、,，/／（(]/u.test(sign)) {
      at -= 1;
      continue;
    }
    const two = wordsOf(head.slice(Math.max(0, at - 1), at + 1));
    if (two === '西暦') return { marks, western: true, ringed: false, from: at - 1 };
    const whole = ERA_IDS.find((era) => ERA_NAMES[era] === two);
    const short = ERA_IDS.find((era) => ERA_NAMES[era].startsWith(sign));
    const era = whole ?? short;
    if (era === undefined) break;
    const letters = head.slice(whole === undefined ? at : at - 1, at + 1);
    marks[era] = ringed(letters);
    at -= letters.length;
    from = at + 1;
  }
  return { marks, western: false, ringed: Object.keys(marks).length > 1, from };
}

/** Words with a dot between, with a gap on both sides of it: 普通 ・ 当座. `tight`: also without gaps. */
export function optionsIn(row: Row, tight: boolean): Option[][] {
  return piecesOf(row, 2).flatMap((piece): Option[][] => {
    const dots = piece.flatMap((letter, at) => (isDot(piece, letter, at, tight) ? [at] : []));
    if (dots.length === 0) return [];
    const words = [-1, ...dots].map((dot, index) => piece.slice(dot + 1, dots[index] ?? piece.length));
    const kept = words.map((letters, index) => {
      const parts = piecesOf(letters, 1.1);
      return (index === 0 ? parts.at(-1) : parts[0]) ?? [];
    });
    if (kept.some((letters) => letters.length === 0 || letters.length > 30)) return [];
    const options = kept.filter((letters) => !/^[（(]/u.test(wordsOf(letters)));
    if (options.every((letters) => isEra(wordsOf(letters)))) return [];
    return options.length < 2 ? [] : [options.map((letters) => ({ words: wordsOf(letters), box: ringed(letters) }))];
  });
}

function isEra(words: string): boolean {
  return ERA_IDS.some((era) => ERA_NAMES[era] === words || ERA_NAMES[era].startsWith(words));
}

/** Whether words stand close together, other than those of a name that is spread over its box. */
export function isClose(row: Row): boolean {
  return row.some(({ box }, index) => {
    const before = row[index - 1]?.box;
    return before !== undefined && box.x - rightOf(before) < 0.15 * box.height;
  });
}

function isDot(row: Row, { text, box }: Letter, at: number, tight: boolean): boolean {
  if (!/[・･/／]/u.test(text)) return false;
  const [before, after] = [row[at - 1], row[at + 1]];
  if (before === undefined || after === undefined) return false;
  const gap = box.height * 0.25;
  return tight || (box.x - rightOf(before.box) > gap && after.box.x - rightOf(box) > gap);
}

/** Words behind boxes to tick, each up to the next box of its line. */
export function ticksIn(checks: readonly Box[], rows: readonly Row[]): Option[] {
  return checks.map((box) => {
    const row = rows.find(
      (letters) => letters[0] !== undefined && Math.abs(middleOf(letters[0].box) - middleOf(box)) < box.height,
    );
    const ends = checks
      .filter((other) => other.x > box.x && Math.abs(middleOf(other) - middleOf(box)) < box.height)
      .map(({ x }) => x);
    const end = Math.min(...ends, Infinity);
    const letters = row?.filter((letter) => letter.box.x >= rightOf(box) - 1 && letter.box.x < end) ?? [];
    return { words: wordsOf(piecesOf(letters, 1.2)[0] ?? []), box };
  });
}

/** The box of a ring around letters. */
function ringed(letters: Row): Box {
  const [first, last] = [letters[0], letters.at(-1)];
  if (first === undefined || last === undefined) return { x: 0, y: 0, width: 1, height: 1 };
  const top = Math.min(...letters.map(({ box }) => box.y));
  const bottom = Math.max(...letters.map(({ box }) => bottomOf(box)));
  return {
    x: Math.max(0, first.box.x - RING),
    y: Math.max(0, top - RING),
    width: rightOf(last.box) - first.box.x + 2 * RING,
    height: bottom - top + 2 * RING,
  };
}
