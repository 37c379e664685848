import { PAGE, type Block, cell, type Cell, heading, label, part, row } from './layout.ts';

/** Height of a list's head row, points. */
const HEAD = 16;

export interface List {
  /** Field's id, and the multi-line common field whose lines are the rows. */
  readonly id: string;
  readonly value: string;
  readonly rows: number;
  /** Height of a row, points. */
  readonly height: number;
  /** Type size in points to which a value shrinks before it takes its column's second line; 6 when left out. */
  readonly smallest?: number;
  /** Words before each row, as 第１希望, and their column's width. */
  readonly ordinals?: { readonly width: number; readonly words: (row: number) => string };
  /** A last column for the pen, which takes the rest of the width; without it the last column of the list does. */
  readonly penned?: string;
  /** No more rows than these: the list never goes on on another sheet. */
  readonly fixed?: boolean;
}

export interface Column {
  readonly words: string;
  readonly width: number;
  readonly lines: number;
}

/** A list with a head row, its name downwards at the left: the columns take cells of a multi-line common field. */
export function list(
  name: string,
  { id, value, rows, height, smallest, ordinals, penned, fixed }: List,
  columns: readonly Column[],
): Block {
  return (draft, y) => {
    const left = PAGE.left + PAGE.part;
    const first = left + (ordinals?.width ?? 0);
    const rest = PAGE.right - first - columns.reduce((sum, { width }) => sum + width, 0);
    const own = columns.map((one) => ({ ...one, width: one.width > 0 ? one.width : rest }));
    const cells: readonly { words: string; width: number }[] =
      penned === undefined ? own : [...own, { words: penned, width: rest }];
    const ordinal = (words: string): Cell[] => (ordinals ? [label(ordinals.width, words)] : []);
    const end = part(
      name,
      row(HEAD, ...ordinal(''), ...cells.map(({ words, width }) => heading(width, words))),
      ...Array.from({ length: rows }, (_, index) =>
        row(height, ...ordinal(ordinals?.words(index) ?? ''), ...cells.map(({ width }) => cell(width))),
      ),
    )(draft, y);
    let x = first;
    const places = own.map(({ width, lines, words }) => {
      const place = { x, width, lines, label: words.replace(/\s/gu, '') };
      x += width;
      return place;
    });
    draft.table(id, value, { x: first, y: y + HEAD, width: x - first, height: rows * height }, rows, places, {
      smallest,
      fixed,
    });
    if (penned !== undefined) {
      const place = { x: x + 2, y: y + HEAD + 2, width: rest - 4, height: rows * height - 4 };
      draft.byHand(`${name}の${penned.replace(/\s/gu, '')}`, place);
    }
    return end;
  };
}
