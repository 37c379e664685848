import { around, type Box, type ByHand, type Field, type TemplateMap } from '@mado/forms/map';

/** An area for the pen, as something that is drawn and moved like a field. Its id lives in the editor only. */
export type HandArea = ByHand & { readonly kind: 'by-hand'; readonly id: string };
/** Whatever has a place on the form. */
export type Item = Field | HandArea;
export type ItemKind = Item['kind'];
export const ITEM_KINDS = [
  ...(['text', 'comb', 'era-date', 'western-date', 'choice', 'check', 'table'] as const),
  ...(['stamp', 'page-number', 'by-hand'] as const),
] satisfies readonly ItemKind[];

/** The template under work: the field map with everything that has a place in one list. */
export interface Draft {
  readonly head: Pick<TemplateMap, 'id' | 'version' | 'title' | 'department' | 'procedures' | 'pdf'>;
  readonly items: readonly Item[];
  /** Keys of common fields without which the office cannot accept the form. */
  readonly required: readonly string[];
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** One box of an item; `name` is empty for the only one, else `year`, `group:0`, `mark:reiwa`, `column:2`. */
export interface Part {
  readonly name: string;
  readonly box: Box;
}

export function draftOf(map: TemplateMap): Draft {
  const { fields, byHand, required, id, version, title, department, procedures, pdf } = map;
  const head = { id, version, title, department, procedures, pdf };
  const items: Item[] = [...fields];
  for (const area of byHand) items.push({ kind: 'by-hand', id: freshId('hand', items), ...area });
  return { head, items, required };
}

/** The draft as a field map, always in the newest format. */
export function mapOf({ head, items, required }: Draft): TemplateMap {
  return {
    ...head,
    format: 4,
    procedures: [...head.procedures],
    fields: items.flatMap((item) => (item.kind === 'by-hand' ? [] : [item])),
    required: [...required],
    byHand: items.flatMap((item) =>
      item.kind === 'by-hand' ? [{ label: item.label, page: item.page, box: item.box }] : [],
    ),
  };
}

/** `base`, or `base-2`, `base-3` … where it is taken; always an id that a field map can have. */
export function freshId(base: string, items: readonly Pick<Item, 'id'>[]): string {
  const taken = new Set(items.map(({ id }) => id));
  const plain = base
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const stem = plain === '' ? 'field' : plain.slice(0, 54);
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

export function partsOf(item: Item): Part[] {
  switch (item.kind) {
    case 'comb':
      return item.groups.map(({ box }, index) => ({ name: `group:${index}`, box }));
    case 'era-date':
      return [
        ...(item.era.kind === 'circle' ? marksOf(item.era.marks) : []),
        ...(['year', 'month', 'day'] as const).map((name) => ({ name, box: item[name] })),
      ];
    case 'western-date':
      return (['year', 'month', 'day'] as const).map((name) => ({ name, box: item[name] }));
    case 'choice':
      return marksOf(item.marks);
    case 'table':
      return item.columns.map(({ x, width }, index) => ({
        name: `column:${index}`,
        box: { x, y: item.y, width, height: item.rowHeight * item.rows },
      }));
    default:
      return [{ name: '', box: item.box }];
  }
}

function marksOf(marks: Readonly<Record<string, Box>>): Part[] {
  return Object.entries(marks).map(([name, box]) => ({ name: `mark:${name}`, box }));
}

/** The smallest box around all of an item. */
export function frameOf(item: Item): Box {
  return around(partsOf(item).map(({ box }) => box));
}

/** The item with each of its boxes put where `place` says. The height of a table's columns is that of its rows together. */
export function placed(item: Item, place: (box: Box, name: string) => Box): Item {
  const marks = <M extends Readonly<Record<string, Box>>>(from: M): M => {
    const next: Record<string, Box> = { ...from };
    for (const [name, box] of Object.entries(from)) next[name] = place(box, `mark:${name}`);
    return next as M;
  };
  const day = () => ({
    year: place(item.kind === 'era-date' || item.kind === 'western-date' ? item.year : NOWHERE, 'year'),
    month: place(item.kind === 'era-date' || item.kind === 'western-date' ? item.month : NOWHERE, 'month'),
    day: place(item.kind === 'era-date' || item.kind === 'western-date' ? item.day : NOWHERE, 'day'),
  });
  switch (item.kind) {
    case 'comb':
      return {
        ...item,
        groups: item.groups.map((group, index) => ({ ...group, box: place(group.box, `group:${index}`) })),
      };
    case 'era-date': {
      const era = item.era.kind === 'circle' ? { ...item.era, marks: marks(item.era.marks) } : item.era;
      return { ...item, era, ...day() };
    }
    case 'western-date':
      return { ...item, ...day() };
    case 'choice':
      return { ...item, marks: marks(item.marks) };
    case 'table': {
      const boxes = partsOf(item).map(({ box, name }) => place(box, name));
      const columns = item.columns.map((column, index) => ({
        ...column,
        x: boxes[index]?.x ?? column.x,
        width: boxes[index]?.width ?? column.width,
      }));
      const [first] = boxes;
      const together = first !== undefined && boxes.every(({ y, height }) => y === first.y && height === first.height);
      return together
        ? { ...item, columns, y: first.y, rowHeight: Math.max(1, first.height / item.rows) }
        : { ...item, columns };
    }
    default:
      return { ...item, box: place(item.box, '') };
  }
}

const NOWHERE: Box = { x: 0, y: 0, width: 1, height: 1 };
