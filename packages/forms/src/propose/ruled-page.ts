import type { Box } from '../template/map.ts';
import { cellsOfLines, combsOf } from '../workbench/cells.ts';
import type { Line } from '../workbench/line.ts';
import type { PrintedText } from './letters.ts';
import { skewOf } from './skew.ts';

/** A page as a picture, row by row, a byte a dot: 0 black, 255 white. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array | Uint8ClampedArray;
  /** Dots a point. */
  readonly scale: number;
}

/** What a picture of a page shows: its ruled lines, the boxes that they make, and where something stands in them. */
export interface RuledPage {
  readonly lines: readonly Line[];
  readonly cells: readonly Box[];
  readonly combs: readonly { readonly box: Box; readonly cells: number }[];
  /** A sign that cannot be read for each box with something in it, at its place. */
  readonly ink: readonly PrintedText[];
}

/** Stands for words that cannot be read. */
export const UNREAD = '\uFFFD';

/** Shorter strokes belong to letters, in points. */
const SHORTEST = 11;
/** Thicker ones are filled areas, in points. */
const THICKEST = 3.5;
/** Light dots that a line may be broken for. */
const BREAK = 4;
/** How much of a light dot each dark one behind it makes up for: in a shade of dots breaks add up, and it is no line. */
const MENDED = 0.25;
const MOST_LINES = 3_000;
/** Around a box's lines, in points, nothing is taken for ink. */
const RIM = 2;
/** Dark dots, as a fraction, that a scanner leaves in an empty box. */
const SPECKS = 0.004;

/**
 * Finds the ruled lines of a picture of a page, also one that lies askew by up to two degrees, and the boxes that they make: runs of dark
 * dots along the lines' direction, joined over neighbouring rows. One pass over the dots for each direction.
 */
export function ruledPage({ width, height, grey, scale }: Raster): RuledPage {
  const dark = darkDots(grey);
  const tilt = skewOf(dark, width, height);
  const across = strokes({
    dark,
    along: width,
    over: height,
    step: 1,
    stride: width,
    rise: riseOf(width, tilt),
    scale,
  });
  const down = strokes({
    dark,
    along: height,
    over: width,
    step: width,
    stride: 1,
    rise: riseOf(height, -tilt),
    scale,
  });
  const straight = [
    ...across.map(({ at, from, to }) => ({ x1: from, x2: to, y1: at, y2: at })),
    ...down.map(({ at, from, to }) => ({ x1: at, x2: at, y1: from, y2: to })),
  ].map((line) => inPoints(line, scale));
  // Boxes are closed where the page is straightened about its middle; then they go back to where they stand.
  const [middle, centre] = [width / 2 / scale, height / 2 / scale];
  const back = (x: number, y: number) => ({ dx: (centre - y) * tilt, dy: (x - middle) * tilt });
  const found = cellsOfLines(straight).filter((box) => box.width >= SHORTEST || box.height >= SHORTEST);
  const cells = found.map((box) => {
    const { dx, dy } = back(box.x + box.width / 2, box.y + box.height / 2);
    return round({ ...box, x: Math.max(0, box.x + dx), y: Math.max(0, box.y + dy) });
  });
  const lines = straight.map(({ x1, x2, y1, y2 }): Line => {
    const { dx, dy } = back((x1 + x2) / 2, (y1 + y2) / 2);
    const isFlat = x2 - x1 >= y2 - y1;
    return isFlat ? { x1, x2, y1: y1 + dy, y2: y2 + dy } : { x1: x1 + dx, x2: x2 + dx, y1, y2 };
  });
  const combs = combsOf(cells);
  const ink = cells.flatMap(
    (cell) =>
      inkIn(
        cell,
        combs.map(({ box }) => box),
        { dark, width, height, scale },
      ) ?? [],
  );
  return { lines, cells, combs, ink };
}

/** One where a dot is dark: darker than the middle between paper and print, as the picture's own greys part best (Otsu, 1979). */
export function darkDots(grey: Uint8Array | Uint8ClampedArray): Uint8Array {
  const counts = new Float64Array(256);
  // Every so many dots tell as much as all.
  const every = Math.max(1, Math.floor(grey.length / 200_000) | 1);
  for (let index = 0; index < grey.length; index += every) {
    const value = grey[index] ?? 255;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let [sum, all] = [0, 0];
  for (const [value, count] of counts.entries()) {
    sum += value * count;
    all += count;
  }
  let [best, limit, below, belowSum] = [-1, 128, 0, 0];
  for (const [value, count] of counts.entries()) {
    below += count;
    belowSum += value * count;
    if (below === 0 || below === all) continue;
    const apart = belowSum / below - (sum - belowSum) / (all - below);
    const spread = below * (all - below) * apart * apart;
    if (spread > best) [best, limit] = [spread, value];
  }
  const threshold = Math.max(60, Math.min(200, limit));
  const dark = new Uint8Array(grey.length);
  for (let index = 0; index < grey.length; index += 1) if ((grey[index] ?? 255) <= threshold) dark[index] = 1;
  return dark;
}

interface Sweep {
  readonly dark: Uint8Array;
  /** Dots along the lines, and over them. */
  readonly along: number;
  readonly over: number;
  /** From one dot to the next along and over. */
  readonly step: number;
  readonly stride: number;
  /** How far a line has risen at each dot along it. */
  readonly rise: Int32Array;
  readonly scale: number;
}

interface Stroke {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Band {
  first: number;
  last: number;
  from: number;
  to: number;
}

/** Thin dark strokes along one direction, in dots, as they would lie on the page turned straight about its middle. */
function strokes(sweep: Sweep): Stroke[] {
  const { over, scale } = sweep;
  const done: Stroke[] = [];
  let open: Band[] = [];
  for (let row = 0; row <= over; row += 1) {
    const runs = row === over ? [] : runsOf(sweep, row);
    const still: Band[] = [];
    for (const run of runs) {
      const band = open.find(({ from, to }) => run.from <= to && run.to >= from);
      if (band === undefined) still.push({ first: row, last: row, ...run });
      else {
        band.last = row;
        band.from = Math.min(band.from, run.from);
        band.to = Math.max(band.to, run.to);
      }
    }
    for (const band of open) {
      if (band.last === row) still.push(band);
      else if (band.last - band.first < THICKEST * scale && done.length < MOST_LINES)
        done.push({ at: (band.first + band.last + 1) / 2, from: band.from, to: band.to });
    }
    open = still;
  }
  return done.filter((one) => !done.some((other) => isEdge(one, other, scale)));
}

/** Whether a stroke is the rough edge of a longer one beside it. */
function isEdge(one: Stroke, other: Stroke, scale: number): boolean {
  return (
    one.to - one.from < other.to - other.from &&
    Math.abs(one.at - other.at) < 1.5 * scale &&
    one.from >= other.from - scale &&
    one.to <= other.to + scale
  );
}

function riseOf(along: number, tilt: number): Int32Array {
  return Int32Array.from({ length: along }, (_, at) => Math.round((at - along / 2) * tilt));
}

function runsOf({ dark, along, over, step, stride, rise, scale }: Sweep, row: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  const shortest = SHORTEST * scale;
  let [start, sound, missing] = [-1, -1, 0];
  const close = (): void => {
    if (start >= 0 && sound - start + 1 >= shortest) runs.push({ from: start, to: sound + 1 });
    start = -1;
  };
  for (let at = 0; at < along; at += 1) {
    const line = row + (rise[at] ?? 0);
    if (line >= 0 && line < over && dark[line * stride + at * step] === 1) {
      if (start < 0) {
        start = at;
        missing = 0;
      } else if (missing > 0) missing -= Math.min(missing, MENDED);
      if (missing === 0) sound = at;
    } else if (start >= 0) {
      missing += 1;
      if (missing > BREAK) close();
    }
  }
  close();
  return runs;
}

interface Dots {
  readonly dark: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Where something stands in a box, other than rows of cells; null for an empty one. */
function inkIn(cell: Box, combs: readonly Box[], { dark, width, height, scale }: Dots): PrintedText | null {
  if (combs.some((comb) => cell.height <= comb.height + 1 && cell.width < comb.width && within(cell, comb)))
    return null;
  const inner = combs.filter((comb) => comb.width < cell.width && within(comb, cell));
  const [left, right] = [
    Math.ceil((cell.x + RIM) * scale),
    Math.min(width, Math.floor((cell.x + cell.width - RIM) * scale)),
  ];
  const [top, bottom] = [
    Math.ceil((cell.y + RIM) * scale),
    Math.min(height, Math.floor((cell.y + cell.height - RIM) * scale)),
  ];
  let [count, x1, x2, y1, y2] = [0, right, left, bottom, top];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      if (dark[y * width + x] !== 1) continue;
      if (inner.some((comb) => near(comb, x / scale, y / scale))) continue;
      count += 1;
      [x1, x2] = [Math.min(x1, x), Math.max(x2, x + 1)];
      [y1, y2] = [Math.min(y1, y), Math.max(y2, y + 1)];
    }
  if (count <= SPECKS * Math.max(1, (right - left) * (bottom - top))) return null;
  return { text: UNREAD, box: { x: x1 / scale, y: y1 / scale, width: (x2 - x1) / scale, height: (y2 - y1) / scale } };
}

function within(inner: Box, outer: Box): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x > outer.x && x < outer.x + outer.width && y > outer.y && y < outer.y + outer.height;
}

function near({ x, y, width, height }: Box, across: number, down: number): boolean {
  return across > x - RIM && across < x + width + RIM && down > y - RIM && down < y + height + RIM;
}

function inPoints({ x1, x2, y1, y2 }: Line, scale: number): Line {
  return { x1: x1 / scale, x2: x2 / scale, y1: y1 / scale, y2: y2 / scale };
}

function round({ x, y, width, height }: Box): Box {
  const to = (value: number): number => Math.round(value * 100) / 100;
  return { x: to(x), y: to(y), width: to(width), height: to(height) };
}
