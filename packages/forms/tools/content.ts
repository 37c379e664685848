import type { Box, Size } from '../src/template/map.ts';
import type { EraId } from '../src/values/calendar.ts';
import { type Draft, inset } from './draft.ts';
import type { TextStyle } from './sheet.ts';

/** Sizes of what the form prints itself: small print, labels. Points. */
export const PRINT = { tiny: 6.5, small: 7, label: 9 } as const;
/** Room between a cell's rules and what stands in it, points. */
const PADDING = { x: 6, y: 2 } as const;

/** Room under a line to sign on, points. */
const SIGN = 3;

/** What stands in a cell: draws itself into the box between the cell's rules. */
export type Content = (draft: Draft, cell: Box) => void;

/** All eras in which a person alive today, or lately, was born. */
export const BIRTH_ERAS: readonly EraId[] = ['meiji', 'taisho', 'showa', 'heisei', 'reiwa'];
export const RECENT_ERAS: readonly EraId[] = ['heisei', 'reiwa'];

interface TextPlace {
  readonly size?: Size;
  readonly lines?: number;
  readonly align?: 'left' | 'centre' | 'right';
  /** Words that the form prints at the left and at the right of the value. */
  readonly before?: string;
  readonly after?: string;
}

/** A value as text. */
export function text(id: string, value: string, place: TextPlace = {}): Content {
  return (draft, cell) => {
    const { before = '', after = '', ...more } = place;
    const box = inset(cell, PADDING.x, PADDING.y);
    const style: TextStyle = { size: PRINT.label };
    const [left, right] = [before, after].map((word) => (word === '' ? 0 : draft.sheet.width(word, style) + 3));
    draft.sheet.text(before, box, style);
    draft.sheet.text(after, box, { ...style, align: 'right' });
    draft.text(id, value, { ...box, x: box.x + (left ?? 0), width: box.width - (left ?? 0) - (right ?? 0) }, more);
  };
}

/** A name as large as the cell allows. */
export const name = (id: string, value: string, more: TextPlace = {}): Content =>
  text(id, value, { size: { max: 15, min: 9 }, lines: 2, ...more });

export const kana = (id: string, value: string): Content => text(id, value, { size: { max: 9, min: 5 }, lines: 2 });

/** 〒 with its seven cells, and under it an address on two lines. `of` turns `address` into the expression of the value. */
export function address(id: string, of: (field: 'postalCode' | 'address') => string): Content {
  return (draft, cell) => {
    draft.sheet.text('〒', { x: cell.x + 6, y: cell.y + 3, width: 12, height: 13 }, { size: 10 });
    const cells = { x: cell.x + 19, y: cell.y + 3, cell: 12, height: 13 };
    draft.comb(`${id}-postal-code`, of('postalCode'), [3, 4], cells);
    const rest = { x: cell.x + 6, y: cell.y + 18, width: cell.width - 12, height: cell.height - 22 };
    draft.text(`${id}-address`, of('address'), rest, { size: { max: 12, min: 9 }, lines: 2 });
  };
}

/** A value that belongs to a person of the common fields: `applicant.address`. */
export const person =
  (prefix: string) =>
  (field: string): string =>
    `${prefix}.${field}`;

/** The heirs' representative, who is the person at the counter unless another was named. */
export const heir = (field: string): string => `if(heir.name, heir.${field}, applicant.${field})`;

export const date =
  (id: string, value: string, eras: readonly EraId[], short = true): Content =>
  (draft, cell) => {
    draft.eraDate(id, value, inset(cell, PADDING.x, PADDING.y), eras, short);
  };

export const westernDate =
  (id: string, value: string): Content =>
  (draft, cell) => {
    draft.westernDate(id, value, inset(cell, PADDING.x, PADDING.y));
  };

/** Words of which one is ringed, or all but one are struck out. */
export const choice =
  (
    id: string,
    value: string,
    words: Readonly<Record<string, string>>,
    more: { size?: number; mark?: 'ring' | 'strike' } = {},
  ): Content =>
  (draft, cell) => {
    draft.choice(id, value, words, cell, more);
  };

/** Words with boxes of which one is checked. */
export const boxes =
  (id: string, value: string, words: Readonly<Record<string, string>>, size: number = PRINT.label): Content =>
  (draft, cell) => {
    draft.boxes(id, value, words, inset(cell, PADDING.x, 0), size);
  };

/** A word whose box is checked by itself, among others that are left to the pen. */
export function checks(
  items: readonly (string | { id: string; value: string; word: string; when?: readonly string[] })[],
  size: number = PRINT.label,
): Content {
  return (draft, cell) => {
    let x = cell.x + PADDING.x;
    for (const item of items) {
      if (typeof item === 'string') x = draft.sheet.check(item, x, cell.y + cell.height / 2, size);
      else x = draft.check(item.id, item.value, item.word, { ...cell, x }, item.when, size);
    }
  };
}

/** One character a cell, in the middle of the box. `side`: width of a cell. */
export function comb(
  id: string,
  value: string,
  groups: readonly number[],
  side: number,
  align: 'left' | 'right' = 'left',
): Content {
  return (draft, cell) => {
    draft.comb(id, value, groups, middleOf(cell, groups, side), align);
  };
}

/** Cells that only the citizen writes into. */
export function cellsByHand(label: string, groups: readonly number[], side: number): Content {
  return (draft, cell) => {
    const drawn = draft.cells(groups, middleOf(cell, groups, side));
    const [first, last] = [drawn[0], drawn.at(-1)];
    if (first && last) {
      draft.byHand(label, { ...first.box, width: last.box.x + last.box.width - first.box.x });
    }
  };
}

/** Printed words, and the place around them for the pen. */
export const byHand =
  (label: string, words = '', style: Partial<TextStyle> = {}): Content =>
  (draft, cell) => {
    if (words !== '') draft.sheet.text(words, inset(cell, PADDING.x, 0), { size: PRINT.label, ...style });
    draft.byHand(label, inset(cell, 3, PADDING.y));
  };

/** A line to sign on, its words at the left. */
export const signature =
  (label: string, words: string): Content =>
  (draft, cell) => {
    const width = draft.sheet.width(words, { size: 10 }) + 8;
    draft.sheet.text(words, cell, { size: 10 });
    const line = { ...cell, x: cell.x + width, width: cell.width - width - SIGN };
    const foot = cell.y + cell.height - SIGN;
    draft.sheet.rule(line.x, foot, line.x + line.width, foot, 0.8);
    draft.byHand(label, inset(line, 0, SIGN));
  };

/** Printed words. */
export const print =
  (words: string, style: Partial<TextStyle> = {}): Content =>
  (draft, cell) => {
    draft.sheet.text(words, inset(cell, PADDING.x, 0), { size: PRINT.label, ...style });
  };

/** Printed lines from the top of the cell. */
export const lines =
  (words: readonly string[], size: number = PRINT.small, leading = 1.42): Content =>
  (draft, cell) => {
    draft.sheet.paragraph(words, inset(cell, PADDING.x, PADDING.y), size, leading);
  };

/** Words downwards in the middle of the cell. */
export const column =
  (words: string, size: number = PRINT.label): Content =>
  (draft, cell) => {
    draft.sheet.column(words, cell, size, Math.min(size * 1.35, cell.height / words.length));
  };

/** Contents side by side without a rule between them; a width of 0 takes what is left. */
export function across(...parts: readonly (readonly [width: number, content: Content])[]): Content {
  return (draft, cell) => {
    const fixed = parts.reduce((sum, [width]) => sum + width, 0);
    let x = cell.x;
    for (const [width, content] of parts) {
      const own = width > 0 ? width : cell.width - fixed;
      content(draft, { ...cell, x, width: own });
      x += own;
    }
  };
}

/** Contents under each other without a rule between them, at equal heights. */
export function down(...parts: readonly Content[]): Content {
  return (draft, cell) => {
    const height = cell.height / parts.length;
    parts.forEach((content, index) => {
      content(draft, { ...cell, y: cell.y + index * height, height });
    });
  };
}

/** A place for the office's seal of receipt or of a bank, in broken lines. */
export const sealPlace =
  (words: string): Content =>
  (draft, cell) => {
    draft.sheet.frame(cell, 0.4, [2, 1.6]);
    draft.sheet.text(words, { ...cell, height: 14 }, { size: PRINT.small, align: 'centre' });
  };

/** A round date stamp with the city's words. */
export const stamp =
  (id: string, value: string, above: string, below: string): Content =>
  (draft, cell) => {
    draft.stamp(id, value, cell, above, below);
  };

/** The page's number in the middle, as in 1/2. */
export const pageNumber = (): Content => (draft, cell) => {
  draft.pageNumber({ ...cell, x: cell.x + cell.width / 2 - 20, width: 40 });
};

function middleOf(
  cell: Box,
  groups: readonly number[],
  side: number,
): { x: number; y: number; cell: number; height: number } {
  const gap = 9;
  const width = groups.reduce((sum, cells) => sum + cells * side, 0) + (groups.length - 1) * gap;
  const height = Math.min(cell.height - 6, side * 1.15);
  return { x: cell.x + (cell.width - width) / 2, y: cell.y + (cell.height - height) / 2, cell: side, height };
}
