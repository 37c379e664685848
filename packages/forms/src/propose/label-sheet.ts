import type { Box } from '../template/map.ts';
import type { PrintedText } from './letters.ts';
import { darkDots, type Raster, type RuledPage } from './ruled-page.ts';
import { type InkPiece, inkPieces, signsAt } from './sign-places.ts';
import { type Dots, runsOf, withoutSpecks } from './specks.ts';

/** A picture for recognition, a byte a dot, with a line for each line of words in a box of the form. */
export interface LabelSheet {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  readonly lines: readonly SheetLine[];
}

export interface SheetLine {
  /** The form's box that the words stand in, in points of the page. */
  readonly box: Box;
  /** Where the line lies on the sheet, in dots, with half of the gap to its neighbours. */
  readonly top: number;
  readonly bottom: number;
  /** What of the page its words were made of, in points; none for words that are set downwards. */
  readonly ink: readonly InkPiece[];
}

/** What was read in a box of the form: its words at its place and, where they fit the ink of every line, each sign at its own. */
export interface ReadBox extends PrintedText {
  readonly signs?: readonly PrintedText[];
}

/** A word as it was recognised, in dots of the sheet. */
export interface SheetWord {
  readonly text: string;
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

/** Beside a box's lines, in points, no word stands. */
const RIM = 2;
/** Lower lines are dust, in points. */
const LOWEST = 3.6;
/** Gaps inside one sign (二, 三), in points. */
const IN_SIGN = 1;
/** Dots between the lines of the sheet, and around it. */
const GAP = 24;
/** Of a line's height: what is left of the gaps in words that are spread over their box, and between signs that were set downwards. */
const SPREAD = 0.25;
const DOWNWARDS = 0.15;
/** A form has a hundred lines in its boxes; of what is beyond, boxes go without names. */
const MOST_LINES = 300;
const MOST_DOTS = 12_000_000;

/**
 * Lays the words in a scanned form's boxes out as lines of a picture that can be recognised: without ruled lines and without the dots of
 * shaded boxes, words that are spread over their box close together, words that are set downwards from left to right.
 */
export function labelSheet(raster: Raster, { cells, combs, ink }: RuledPage): LabelSheet {
  const { scale } = raster;
  const dots: Dots = { dark: darkDots(raster.grey), width: raster.width, height: raster.height };
  const written = cells.filter((cell) => ink.some(({ box }) => within(box, cell)));
  const lines = written
    .filter((cell) => !combs.some(({ box }) => within(box, cell)))
    .flatMap((cell) => linesOf(cell, dots, scale))
    .slice(0, MOST_LINES);
  return laid(lines);
}

/** What was read in each box of the form, in points of the page; boxes without letters are left out. */
export function wordsOnSheet({ lines }: LabelSheet, words: readonly SheetWord[]): ReadBox[] {
  const read = new Map<Box, { text: string; signs: readonly PrintedText[] | null }>();
  for (const { box, top, bottom, ink } of lines) {
    const on = words.filter((word) => middle(word) >= top && middle(word) < bottom);
    const text = on
      .sort((a, b) => a.box.x0 - b.box.x0)
      .map((word) => word.text.normalize('NFKC').replaceAll(/\s/gu, ''))
      .join('');
    const [before, signs] = [read.get(box) ?? { text: '', signs: [] }, signsAt(text, ink)];
    const together = before.signs === null || signs === null ? null : [...before.signs, ...signs];
    read.set(box, { text: before.text + text, signs: together });
  }
  return [...read].flatMap(([box, { text, signs }]): ReadBox[] =>
    /\p{L}/u.test(text) ? [{ text, box, ...(signs === null ? {} : { signs }) }] : [],
  );
}

/** Whether words in a box are set downwards: the name of a part of the form at its side. */
export function isUpright({ width, height }: Box): boolean {
  return width < 40 && height > 1.5 * width;
}

function middle({ box }: SheetWord): number {
  return (box.y0 + box.y1) / 2;
}

interface Rect {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** Signs that become one line of the sheet. */
interface Line {
  readonly box: Box;
  readonly ink: readonly InkPiece[];
  readonly upright: boolean;
  readonly signs: readonly Rect[];
  readonly dots: Dots;
}

function linesOf(box: Box, page: Dots, scale: number): Line[] {
  const crop = cropOf(box, page, scale);
  const dots = withoutSpecks(page, crop, scale * scale);
  const rows = joined(
    runsOf(dots.height, (y) => hasInk(dots, { x1: 0, x2: dots.width, y1: y, y2: y + 1 })),
    IN_SIGN * scale,
  );
  const columns = (y1: number, y2: number) => runsOf(dots.width, (x) => hasInk(dots, { x1: x, x2: x + 1, y1, y2 }));
  if (isUpright(box)) {
    const across = columns(0, dots.height);
    const [x1, x2] = [across[0]?.from ?? 0, across.at(-1)?.to ?? 0];
    const signs = stacked(rows, x2 - x1).map(({ from, to }) => ({ x1, x2, y1: from, y2: to }));
    return signs.length === 0 ? [] : [{ box, ink: [], upright: true, signs, dots }];
  }
  return rows
    .filter(({ from, to }) => to - from >= LOWEST * scale)
    .map(({ from, to }) => {
      const signs = columns(from, to).map((run) => ({ x1: run.from, x2: run.to, y1: from, y2: to }));
      const ink = inkPieces(dots, { y1: from, y2: to }).map((piece) => onPage(piece, crop, scale));
      return { box, ink, upright: false, signs, dots };
    });
}

/** A piece of ink in points of the page. */
function onPage({ box, isDot }: InkPiece, { x1, y1 }: Rect, scale: number): InkPiece {
  const [x, y] = [(box.x + x1) / scale, (box.y + y1) / scale];
  return { box: { x, y, width: box.width / scale, height: box.height / scale }, isDot };
}

function cropOf({ x, y, width, height }: Box, page: Dots, scale: number): Rect {
  return {
    x1: Math.ceil((x + RIM) * scale),
    x2: Math.min(page.width, Math.floor((x + width - RIM) * scale)),
    y1: Math.ceil((y + RIM) * scale),
    y2: Math.min(page.height, Math.floor((y + height - RIM) * scale)),
  };
}

function hasInk({ dark, width }: Dots, { x1, x2, y1, y2 }: Rect): boolean {
  for (let y = y1; y < y2; y += 1) for (let x = x1; x < x2; x += 1) if (dark[y * width + x] === 1) return true;
  return false;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Runs with no more than `gap` between them as one. */
function joined(runs: readonly Run[], gap: number): Run[] {
  return runs.reduce<Run[]>((all, run) => {
    const last = all.at(-1);
    return last && run.from - last.to <= gap ? [...all.slice(0, -1), { from: last.from, to: run.to }] : [...all, run];
  }, []);
}

/** Strokes below each other as signs that are about as high as wide. */
function stacked(rows: readonly Run[], size: number): Run[] {
  return rows.reduce<Run[]>((all, run) => {
    const last = all.at(-1);
    const one = last !== undefined && run.to - last.from <= 1.15 * size;
    return one ? [...all.slice(0, -1), { from: last.from, to: run.to }] : [...all, run];
  }, []);
}

/** The lines below each other on a white sheet. */
function laid(lines: readonly Line[]): LabelSheet {
  let [width, height] = [2 * GAP, GAP];
  const put: { line: Line; top: number; tall: number; at: readonly number[] }[] = [];
  for (const line of lines) {
    const tall = Math.max(...line.signs.map(({ y1, y2 }) => y2 - y1));
    let x = GAP;
    const at = line.signs.map((sign, index) => {
      const before = line.signs[index - 1];
      if (before !== undefined)
        x += Math.round(line.upright ? DOWNWARDS * tall : Math.min(sign.x1 - before.x2, SPREAD * tall));
      const here = x;
      x += sign.x2 - sign.x1;
      return here;
    });
    if (Math.max(width, x + GAP) * (height + tall + GAP) > MOST_DOTS) break;
    put.push({ line, top: height, tall, at });
    width = Math.max(width, x + GAP);
    height += tall + GAP;
  }
  const grey = new Uint8Array(width * height).fill(255);
  for (const { line, top, tall, at } of put)
    for (const [index, sign] of line.signs.entries()) {
      const y = top + Math.round((tall - (sign.y2 - sign.y1)) / 2);
      copy(line.dots, sign, { grey, width, x: at[index] ?? GAP, y });
    }
  return {
    ...{ width, height, grey },
    lines: put.map(({ line, top, tall }) => ({
      box: line.box,
      ink: line.ink,
      top: top - GAP / 2,
      bottom: top + tall + GAP / 2,
    })),
  };
}

function copy(
  { dark, width }: Dots,
  sign: Rect,
  to: { readonly grey: Uint8Array; readonly width: number; readonly x: number; readonly y: number },
): void {
  for (let y = sign.y1; y < sign.y2; y += 1)
    for (let x = sign.x1; x < sign.x2; x += 1)
      if (dark[y * width + x] === 1) to.grey[(to.y + y - sign.y1) * to.width + to.x + x - sign.x1] = 0;
}

function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
