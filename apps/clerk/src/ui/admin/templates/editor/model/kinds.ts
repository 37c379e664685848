import { type Box, FieldKey, type Size } from '@mado/forms/map';
import { UNBOUND } from '../workbench-port.ts';
import { frameOf, type Item, type ItemKind, partsOf } from './item.ts';

/** Words that a new item of some kinds cannot do without; they come from the message catalogue. */
export interface KindWords {
  readonly above: string;
  readonly below: string;
  readonly pen: string;
}

export interface NewItem {
  readonly id: string;
  readonly page: number;
  readonly box: Box;
  readonly words: KindWords;
  /** Cells of a comb, when the form shows them. */
  readonly cells?: number;
  readonly value?: string;
  readonly size?: Size;
}

/** An item of a kind that fills the box, with what most forms have; everything can be changed afterwards. */
export function newItem(kind: ItemKind, { id, page, box, words, cells, ...given }: NewItem): Item {
  const value = given.value ?? UNBOUND;
  const key = FieldKey.safeParse(value).success ? value : UNBOUND;
  const size = given.size ?? sizeFor(box.height);
  switch (kind) {
    case 'text':
      return { kind, id, page, box, value, size, align: 'left', lines: 1 };
    case 'comb': {
      const count = cells ?? Math.max(1, Math.min(40, Math.round(box.width / Math.max(box.height, 8))));
      return { kind, id, page, groups: [{ box, cells: count }], value, size, align: 'left' };
    }
    case 'era-date': {
      const [year, month, day] = thirds(box);
      return { kind, id, page, value: key, era: { kind: 'printed', era: 'reiwa' }, year, month, day, size };
    }
    case 'western-date': {
      const [year, month, day] = thirds(box);
      return { kind, id, page, value: key, year, month, day, size };
    }
    case 'choice': {
      const [left, right] = columns(box, 2);
      return { kind, id, page, value: key, marks: { '1': left ?? box, '2': right ?? box }, mark: 'ring' };
    }
    case 'check':
      return { kind, id, page, box, value: key };
    case 'table': {
      const rows = Math.max(1, Math.min(60, Math.round(box.height / 20)));
      const parts = columns(box, 2).map(({ x, width }) => ({ x, width, lines: 1 }));
      return { kind, id, page, value: key, y: box.y, rowHeight: box.height / rows, rows, columns: parts, size };
    }
    case 'stamp':
      return { kind, id, page, box, value: key, above: words.above.slice(0, 12), below: words.below.slice(0, 12) };
    case 'page-number':
      return { kind, id, page, box, size };
    case 'by-hand':
      return { kind, id, page, box, label: words.pen };
  }
}

/** The same place and, where the kinds let it, the same value and size as another kind of item. */
export function changedKind(item: Item, kind: ItemKind, words: KindWords): Item {
  if (item.kind === kind) return item;
  const dated = (one: ItemKind): boolean => one === 'era-date' || one === 'western-date';
  const value = valueOf(item);
  const made = newItem(kind, {
    id: item.id,
    page: item.page,
    box: frameOf(item),
    words,
    ...(value === null ? {} : { value }),
    ...('size' in item ? { size: item.size } : {}),
  });
  // The three boxes of a day are the same, whichever the calendar.
  if (dated(item.kind) && dated(kind) && 'year' in item && 'year' in made)
    return { ...made, year: item.year, month: item.month, day: item.day };
  if (item.kind === 'comb' && kind === 'choice' && made.kind === 'choice')
    return { ...made, marks: Object.fromEntries(partsOf(item).map(({ box }, index) => [String(index + 1), box])) };
  return made;
}

/** What the item prints: a key or an expression; null for kinds that print nothing of a citizen's. */
export function valueOf(item: Item): string | null {
  return 'value' in item ? item.value : null;
}

/** Kinds that print an expression; the others take the key of a common field. */
export function takesExpression(kind: ItemKind): boolean {
  return kind === 'text' || kind === 'comb';
}

/** Type that fills a box without touching its lines, in points. */
export function sizeFor(height: number): Size {
  const max = Math.max(5, Math.min(12, Math.floor(height * 0.8)));
  return { max, min: Math.min(7, max) };
}

/** Equal columns next to each other. */
export function columns(box: Box, count: number): Box[] {
  const width = box.width / count;
  return Array.from({ length: count }, (_, index) => ({ ...box, x: box.x + width * index, width }));
}

function thirds(box: Box): [Box, Box, Box] {
  const [year = box, month = box, day = box] = columns(box, 3);
  return [year, month, day];
}
