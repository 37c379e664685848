import type { Box } from '../src/template/map.ts';
import { column, type Content, PRINT } from './content.ts';
import { Draft, type Heading, type Medium } from './draft.ts';

/** Where everything stands between: left and right edge of what is printed, and the width of a part's name. Points. */
export const PAGE = { left: 42, right: 553.28, part: 20 } as const;
/** The line around what the citizen fills in, and the rules within, points. */
const BOLD = 1.4;
const THIN = 0.5;

/** A cell of a table: its content, or rows of its own. A width of 0 takes what the others leave. */
export interface Cell {
  readonly width: number;
  readonly ground?: number;
  readonly content?: Content;
  readonly rows?: readonly Row[];
}

export interface Row {
  readonly height: number;
  readonly cells: readonly Cell[];
}

/** Something that takes the page's whole width; draws itself from `y` and tells where the next begins. */
export type Block = (draft: Draft, y: number) => number;

/** A form as data: who it is for, and what stands on each page from the top down. */
export interface Form {
  readonly heading: Heading;
  readonly medium: Medium;
  readonly pages: readonly (readonly Block[])[];
}

/** Upper edge of the first block, points. */
const TOP = 32;

export function draw({ heading, medium, pages }: Form): Draft {
  const draft = new Draft(heading, medium);
  pages.forEach((blocks, index) => {
    if (index > 0) draft.nextPage();
    blocks.reduce((y, block) => block(draft, y), TOP);
  });
  return draft;
}

export const row = (height: number, ...cells: readonly Cell[]): Row => ({ height, cells });
export const cell = (width: number, content?: Content): Cell => ({ width, ...(content && { content }) });
/** Rows of their own beside a taller cell. */
export const rows = (width: number, ...own: readonly Row[]): Cell => ({ width, rows: own });

/** A grey cell with its label spread over it, a line for each. */
export function label(width: number, ...words: readonly string[]): Cell {
  return {
    width,
    ground: 0.93,
    content: ({ sheet }, box) => {
      const size = words.length > 2 ? PRINT.small : PRINT.label;
      const pitch = size * 1.3;
      const first = box.y + box.height / 2 - ((words.length - 1) * pitch) / 2;
      words.forEach((line, index) => {
        const middle = first + index * pitch;
        const side = Math.min(6, box.width / 8);
        const place = { x: box.x + side, y: middle - size, width: box.width - 2 * side, height: size * 2 };
        sheet.spread(line, place, size);
      });
    },
  };
}

/** A grey cell with its words in the middle, as at the head of a list. */
export const heading = (width: number, words: string): Cell => ({
  width,
  ground: 0.93,
  content: ({ sheet }, box) => {
    sheet.text(words, box, { size: PRINT.label, align: 'centre' });
  },
});

/** A grey cell with its words downwards. */
export const upright = (width: number, words: string): Cell => ({ width, ground: 0.93, content: column(words) });

/** A table over the page's width. */
export const table =
  (...own: readonly Row[]): Block =>
  (draft, y) => {
    const end = drawRows(draft, own, PAGE.left, y, PAGE.right - PAGE.left);
    draft.sheet.frame({ x: PAGE.left, y, width: PAGE.right - PAGE.left, height: end - y }, 0.7);
    return end;
  };

/** A table with its name downwards at the left and a bold line around it: a part that the citizen fills in. */
export function part(title: string, ...own: readonly Row[]): Block {
  return (draft, y) => {
    const x = PAGE.left + PAGE.part;
    const end = drawRows(draft, own, x, y, PAGE.right - x);
    const name = { x: PAGE.left, y, width: PAGE.part, height: end - y };
    draft.sheet.ground(name, 0.86);
    draft.sheet.frame(name, THIN);
    draft.sheet.column(title, name, PRINT.label, Math.min(12, (end - y) / (title.length + 0.5)));
    draft.sheet.frame({ ...name, width: PAGE.right - PAGE.left }, BOLD);
    return end;
  };
}

/** A line of the given height without a frame; contents stand as the given widths say. */
export const line =
  (height: number, content: Content): Block =>
  (draft, y) => {
    content(draft, { x: PAGE.left, y, width: PAGE.right - PAGE.left, height });
    return y + height;
  };

export const gap =
  (height: number): Block =>
  (_draft, y) =>
    y + height;

/** Something beside the flow, at its own place on the page. */
export const at =
  (box: Box, content: Content): Block =>
  (draft, y) => {
    content(draft, box);
    return y;
  };

/** The number that the city's rules give the form, and its title. `keeper`: words at the right edge, as who keeps the sheet. */
export const title =
  (number: string, words: string, size = 17, keeper = ''): Block =>
  ({ sheet }, y) => {
    const place = { x: PAGE.left, y, width: PAGE.right - PAGE.left, height: 10 };
    sheet.text(number, place, { size: 8 });
    sheet.text(keeper, place, { size: 8, align: 'right' });
    const style = { size, face: 'bold', align: 'centre', spacing: size > 15 ? 3 : 1 } as const;
    sheet.text(words, { ...place, y: y + 14, height: 26 }, style);
    return y + 42;
  };

/** A broken line over the whole page between two forms on one sheet, with a word on it. */
export const cutLine =
  (words: string): Block =>
  ({ sheet }, y) => {
    const middle = y + 5;
    const half = sheet.width(words, { size: PRINT.small }) / 2 + 6;
    const centre = (PAGE.left + PAGE.right) / 2;
    sheet.rule(20, middle, centre - half, middle, 0.5, [4, 2.5]);
    sheet.rule(centre + half, middle, PAGE.left + PAGE.right - 20, middle, 0.5, [4, 2.5]);
    sheet.text(
      words,
      { x: PAGE.left, y, width: PAGE.right - PAGE.left, height: 10 },
      { size: PRINT.small, align: 'centre' },
    );
    return y + 14;
  };

/** Advice in small print under its heading. */
export const advice =
  (heading: string, words: readonly string[]): Block =>
  ({ sheet }, y) => {
    const place = { x: PAGE.left, y, width: PAGE.right - PAGE.left, height: 10 };
    sheet.text(heading, place, { size: PRINT.small, face: 'bold' });
    sheet.paragraph(words, { ...place, x: PAGE.left + 6, y: y + 12 }, PRINT.small, 1.42);
    return y + 12 + words.length * PRINT.small * 1.42;
  };

/** What the office writes: rows at the left, places for seals at the right. */
export function office(height: number, own: readonly Row[], seals: readonly string[], sealWidth = 50): Block {
  const width = seals.length * sealWidth;
  return table(
    row(
      height,
      upright(PAGE.part, '事務処理欄'),
      rows(0, ...own),
      rows(
        width,
        row(
          15,
          ...seals.map((seal) =>
            cell(sealWidth, ({ sheet }, box) => {
              sheet.text(seal, box, { size: 7.5, align: 'centre' });
            }),
          ),
        ),
        row(height - 15, ...seals.map(() => cell(sealWidth))),
      ),
    ),
  );
}

/** The office that answers for the form, at the foot of the page. */
export const foot =
  (words: string, content?: Content): Block =>
  (draft, y) => {
    const place = { x: PAGE.left, y: 818, width: PAGE.right - PAGE.left, height: 10 };
    draft.sheet.text(words, place, { size: PRINT.small, align: 'right' });
    content?.(draft, place);
    return y;
  };

function drawRows(draft: Draft, own: readonly Row[], x: number, y: number, width: number): number {
  let top = y;
  for (const { height, cells } of own) {
    const fixed = cells.reduce((sum, one) => sum + one.width, 0);
    let left = x;
    for (const one of cells) {
      const box = { x: left, y: top, width: one.width > 0 ? one.width : width - fixed, height };
      drawCell(draft, one, box);
      left += box.width;
    }
    top += height;
  }
  return top;
}

function drawCell(draft: Draft, { ground, content, rows: own }: Cell, box: Box): void {
  if (ground !== undefined) draft.sheet.ground(box, ground);
  if (own) drawRows(draft, own, box.x, box.y, box.width);
  else draft.sheet.frame(box, THIN);
  content?.(draft, box);
}
