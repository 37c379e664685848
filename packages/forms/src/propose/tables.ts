import { type Box } from '../template/map.ts';
import { bottomOf, rightOf } from './letters.ts';
import { UNREAD } from './ruled-page.ts';
import { type Cell, leftOf } from './read-page.ts';

/** A list: rows of empty boxes below headings. */
export interface TablePlace {
  readonly columns: readonly Box[];
  readonly rows: number;
  readonly headings: readonly string[];
  readonly cells: ReadonlySet<Cell>;
}

const SAME = 1.5;
/** Fewer rows are fields of their own. */
const FEWEST_ROWS = 3;
/** 1, 第2希望, ③, 4人目: what stands before a row of a list. */
const ORDINAL = /^(第?[0-9０-９]{1,2}(希望|人目|位|回|番)?|[①-⑳]|[一二三四五六七八九十])$/u;

/** Lists of the page, from the top. */
export function tablesIn(cells: readonly Cell[]): TablePlace[] {
  const isEmpty = ({ text, checks, combs, box }: Cell): boolean =>
    text === '' && checks.length === 0 && combs.length === 0 && box.width > 14;
  const rows: Cell[][] = [];
  for (const cell of cells.filter(isEmpty).sort((a, b) => a.box.y - b.box.y)) {
    const row = rows.slice(-6).find(([first]) => sameRow(cell.box, first?.box));
    if (row) row.push(cell);
    else rows.push([cell]);
  }
  // Boxes of a row that touch each other.
  const runs = rows.flatMap((row) => {
    const found: Cell[][] = [];
    for (const cell of row.sort((a, b) => a.box.x - b.box.x)) {
      const last = found.at(-1)?.at(-1);
      if (last && Math.abs(rightOf(last.box) - cell.box.x) < SAME) found.at(-1)?.push(cell);
      else found.push([cell]);
    }
    return found.filter((run) => run.length > 1);
  });
  runs.sort((a, b) => (a[0]?.box.y ?? 0) - (b[0]?.box.y ?? 0));
  const open = new Set(runs);
  return runs.flatMap((run): TablePlace[] => {
    if (!open.has(run)) return [];
    const stack = [run];
    for (;;) {
      const under = runs.find((other) => open.has(other) && isUnder(other, stack.at(-1) ?? run));
      if (under === undefined) break;
      stack.push(under);
    }
    if (stack.length < FEWEST_ROWS) return [];
    const headings = run.map(({ box }) => headingOf(cells, box)?.text ?? '');
    const before = run[0] && leftOf(run[0], cells);
    const named = before !== undefined && before.text !== '' && sameRow(before.box, run[0]?.box);
    const ordinal = before !== undefined && (ORDINAL.test(before.text) || isShort(before));
    if (headings.every((heading) => heading === '') || (named && !ordinal)) return [];
    for (const one of stack) open.delete(one);
    return [{ columns: run.map(({ box }) => box), rows: stack.length, headings, cells: new Set(stack.flat()) }];
  });
}

/** The box above a column with words in it. */
export function headingOf(cells: readonly Cell[], column: Box): Cell | undefined {
  return cells.find((cell) => cell.text !== '' && isHeading(cell.box, column));
}

/** What cannot be read and is as short as a number. */
function isShort({ text, box }: Cell): boolean {
  return text === UNREAD && box.width < 32;
}

function sameRow(a: Box, b: Box | undefined): boolean {
  return b !== undefined && Math.abs(a.y - b.y) < SAME && Math.abs(a.height - b.height) < SAME;
}

function isHeading(heading: Box, { x, y, width }: Box): boolean {
  return (
    Math.abs(bottomOf(heading) - y) < SAME && Math.abs(heading.x - x) < SAME && Math.abs(heading.width - width) < SAME
  );
}

function isUnder(lower: readonly Cell[], upper: readonly Cell[]): boolean {
  return (
    lower.length === upper.length &&
    lower.every(({ box }, index) => {
      const above = upper[index]?.box;
      return (
        above !== undefined &&
        Math.abs(box.y - bottomOf(above)) < SAME &&
        Math.abs(box.height - above.height) < SAME &&
        Math.abs(box.x - above.x) < SAME &&
        Math.abs(box.width - above.width) < SAME
      );
    })
  );
}
