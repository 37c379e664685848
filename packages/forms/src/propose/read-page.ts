import type { Box } from '../template/map.ts';
import type { ReadBox } from './label-sheet.ts';
import { bottomOf, holds, lettersOf, type PrintedText, rightOf, type Row, rowsOf, wordsOf } from './letters.ts';
import { UNREAD } from './ruled-page.ts';

/** What is seen of a page: its boxes and its words. */
export interface SeenPage {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }[];
  readonly cells: readonly Box[];
  readonly combs: readonly Comb[];
  readonly labels: readonly PrintedText[];
  /**
   * Of a scan: what was recognised in its boxes, each at the place of its box, some with their signs at their places. It names what is
   * proposed, adds days and words to choose from, and moves nothing.
   */
  readonly recognised?: readonly ReadBox[];
}

export interface Comb {
  readonly box: Box;
  readonly cells: number;
}

/** A box of the form with what stands in it and in no smaller box. */
export interface Cell {
  readonly box: Box;
  readonly rows: readonly Row[];
  /** All its words without gaps. */
  readonly text: string;
  /** Little boxes to tick, from the left and the top. */
  readonly checks: readonly Box[];
  readonly combs: readonly Comb[];
}

export interface ReadPage {
  readonly cells: readonly Cell[];
  /** Lines of words that stand in no box, and the boxes to tick beside them. */
  readonly open: readonly Row[];
  readonly openChecks: readonly Box[];
  /** The largest words: what the form calls itself. */
  readonly title: string;
  readonly recognised: readonly ReadBox[];
}

/** Boxes that are smaller both ways are ticked, not written into. */
const CHECK = 13;
/** Cells that are looked at; a form's page has a few hundred. */
const MOST_CELLS = 1_500;

/** Puts words, tick boxes and rows of cells into the boxes of the form that hold them. */
export function readPage(page: SeenPage): ReadPage {
  const boxes = page.cells.slice(0, MOST_CELLS);
  const combs = page.combs.slice(0, MOST_CELLS);
  const inComb = (box: Box): boolean =>
    combs.some((comb) => box.height <= comb.box.height + 1 && box.width < comb.box.width && holds(comb.box, box));
  const isCheck = (box: Box): boolean => box.width <= CHECK && box.height <= CHECK;
  const plain = boxes.filter((box) => !isCheck(box) && !inComb(box));
  const bySize = [...plain].sort((a, b) => a.width * a.height - b.width * b.height);
  const homeOf = (box: Box): Box | undefined => bySize.find((cell) => holds(cell, box));

  const letters = lettersOf(page.labels);
  const squares = letters.filter(({ text }) => /[□☐]/u.test(text)).map(({ box }) => box);
  const inside = grouped(
    letters.filter(({ text }) => !/[□☐]/u.test(text)),
    ({ box }) => homeOf(box),
  );
  const ticks = grouped([...boxes.filter((box) => isCheck(box) && !inComb(box)), ...squares], homeOf);
  const rows = grouped(combs, ({ box }) => homeOf(box));
  const cells = plain.map((box): Cell => {
    const lines = rowsOf(inside.get(box) ?? []);
    const checks = (ticks.get(box) ?? []).sort((a, b) => a.y - b.y || a.x - b.x);
    return { box, rows: lines, text: lines.map(wordsOf).join(''), checks, combs: rows.get(box) ?? [] };
  });
  const open = rowsOf(inside.get(undefined) ?? []);
  return {
    cells,
    open,
    openChecks: ticks.get(undefined) ?? [],
    title: titleOf(open),
    recognised: page.recognised ?? [],
  };
}

function titleOf(rows: readonly Row[]): string {
  const sizeOf = (row: Row): number => Math.max(...row.map(({ box }) => box.height));
  const largest = Math.max(0, ...rows.map(sizeOf));
  return rows
    .filter((row) => sizeOf(row) > largest - 0.5)
    .map(wordsOf)
    .join('');
}

function grouped<T>(all: readonly T[], homeOf: (one: T) => Box | undefined): Map<Box | undefined, T[]> {
  const groups = new Map<Box | undefined, T[]>();
  for (const one of all) {
    const home = homeOf(one);
    const group = groups.get(home);
    if (group) group.push(one);
    else groups.set(home, [one]);
  }
  return groups;
}

/** A narrow box with words set downwards at the side of what it names: 申請者, 振込先. */
export function isStrip({ box, rows }: Cell): boolean {
  return rows.length > 1 && box.width < 40 && box.height > box.width && rows.every((row) => row.length <= 2);
}

/**
 * The boxes as the form calls them: with the words that were recognised in those whose words nobody could read. What has been found in
 * them stays.
 */
export function calledCells({ recognised }: ReadPage, cells: readonly Cell[]): Map<Cell, Cell> {
  return new Map(
    cells.map((cell) => {
      const read = cell.text.includes(UNREAD) ? recognised.find(({ box }) => holds(cell.box, box)) : undefined;
      return [cell, read === undefined ? cell : { ...cell, text: read.text }];
    }),
  );
}

/** A box of a scan with the signs that were recognised in it, each at its place; undefined where they do not fit its ink. */
export function writtenCell({ recognised }: ReadPage, cell: Cell): Cell | undefined {
  if (!cell.text.includes(UNREAD)) return undefined;
  const signs = recognised.find(({ box }) => holds(cell.box, box))?.signs;
  if (signs === undefined) return undefined;
  const rows = rowsOf(lettersOf(signs));
  return { ...cell, rows, text: rows.map(wordsOf).join('') };
}

const TOUCH = 2;

/** The cell whose right edge is this one's left, with the most of its height. */
export function leftOf(cell: Cell, cells: readonly Cell[]): Cell | undefined {
  return most(cells, (other) =>
    Math.abs(rightOf(other.box) - cell.box.x) < TOUCH ? shared(cell.box, other.box, 'y', 'height') : 0,
  );
}

/** The cell right above with the same edges. */
export function aboveOf(cell: Cell, cells: readonly Cell[]): Cell | undefined {
  return cells.find(
    ({ box }) =>
      Math.abs(bottomOf(box) - cell.box.y) < TOUCH &&
      Math.abs(box.x - cell.box.x) < TOUCH &&
      Math.abs(box.width - cell.box.width) < TOUCH,
  );
}

function most(cells: readonly Cell[], of: (cell: Cell) => number): Cell | undefined {
  let [best, found]: [number, Cell | undefined] = [0.5, undefined];
  for (const cell of cells) {
    const share = of(cell);
    if (share > best) [best, found] = [share, cell];
  }
  return found;
}

/** How much of the first box the second stands beside, as a fraction. */
function shared(a: Box, b: Box, from: 'x' | 'y', size: 'width' | 'height'): number {
  return (Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from])) / a[size];
}
