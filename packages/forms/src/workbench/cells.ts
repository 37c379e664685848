import type { Box } from '../template/map.ts';
import type { Line } from './line.ts';

/** Ends of lines that are nearer than this, in points, meet. */
const NEAR = 1.2;
/** Smaller boxes are no place for a value. */
const SMALLEST = 6;
const FEWEST_CELLS = 3;
/** More boxes than any form's page has; what is beyond is left out. */
const MOST_CELLS = 5_000;

interface Span {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The boxes that lines make, each with no line through it: cells of tables, frames, the little boxes of rows and checks. */
export function cellsOfLines(lines: readonly Line[]): Box[] {
  const across = joined(lines.filter(isAcross).map(({ y1, x1, x2 }) => ({ at: y1, from: x1, to: x2 })));
  const upright = joined(
    lines.filter((line) => !isAcross(line)).map(({ x1, y1, y2 }) => ({ at: x1, from: y1, to: y2 })),
  );
  const cells: Box[] = [];
  for (const [row, top] of across.entries()) {
    // The lines that hang down from this one, from the left.
    const hanging = upright
      .filter(({ at, from, to }) => reaches(top, at) && from <= top.at + NEAR && to >= top.at + SMALLEST)
      .sort((a, b) => a.at - b.at);
    for (const [index, left] of hanging.entries()) {
      const right = next(hanging, index, ({ at }) => at - left.at > NEAR);
      if (right === undefined || right.at - left.at < SMALLEST) continue;
      const bottom = next(
        across,
        row,
        ({ at, from, to }) => at - top.at > SMALLEST && from <= left.at + NEAR && to >= right.at - NEAR,
      );
      if (bottom === undefined || left.to < bottom.at - NEAR || right.to < bottom.at - NEAR) continue;
      cells.push({ x: left.at, y: top.at, width: right.at - left.at, height: bottom.at - top.at });
      // Nothing more is looked for, so that a page that is all lines costs no more than one that is full.
      if (cells.length === MOST_CELLS) return cells;
    }
  }
  return cells;
}

/** The first behind a place that fits. */
function next(spans: readonly Span[], after: number, fits: (span: Span) => boolean): Span | undefined {
  for (let at = after + 1; at < spans.length; at += 1) {
    const span = spans[at];
    if (span !== undefined && fits(span)) return span;
  }
  return undefined;
}

/** Rows of equal boxes side by side: one character each. */
export function combsOf(cells: readonly Box[]): { box: Box; cells: number }[] {
  const rows = new Map<string, Box[]>();
  for (const cell of cells) {
    // Boxes for single characters are about as wide as high.
    if (cell.width > 30 || cell.width > cell.height * 2) continue;
    const key = `${Math.round(cell.y)}/${Math.round(cell.height)}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  return [...rows.values()].flatMap((row) => {
    const runs: Box[][] = [];
    for (const cell of row.sort((a, b) => a.x - b.x)) {
      const last = runs.at(-1)?.at(-1);
      const goes = last && Math.abs(last.x + last.width - cell.x) < NEAR && Math.abs(last.width - cell.width) < NEAR;
      if (goes === true) runs.at(-1)?.push(cell);
      else runs.push([cell]);
    }
    return runs.flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined || run.length < FEWEST_CELLS) return [];
      return [{ box: { ...first, width: last.x + last.width - first.x }, cells: run.length }];
    });
  });
}

function isAcross({ x1, x2, y1, y2 }: Line): boolean {
  return x2 - x1 >= y2 - y1;
}

function reaches({ from, to }: Span, at: number): boolean {
  return from <= at + NEAR && to >= at - NEAR;
}

/** Pieces of one line as one, from the top or the left. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of [...spans].sort((a, b) => Math.round(a.at) - Math.round(b.at) || a.from - b.from)) {
    const index = whole.findLastIndex(
      (last) => Math.abs(last.at - span.at) < NEAR && span.from <= last.to + NEAR && span.to >= last.from - NEAR,
    );
    const last = whole[index];
    if (last === undefined) whole.push(span);
    else whole[index] = { ...last, from: Math.min(last.from, span.from), to: Math.max(last.to, span.to) };
  }
  return whole.sort((a, b) => a.at - b.at || a.from - b.from);
}
