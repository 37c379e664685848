import { around, type Box, boxesOf, type TemplateMap } from '../template/map.ts';

/** Two fields of a map that would print over each other. */
export interface Overlap {
  /** The later one of the map, as it is probably the one that was put wrongly. */
  readonly field: string;
  readonly other: string;
}

/** Boxes that share less than this both ways, in points, only touch: a ring's edge, a box drawn by hand. */
const SLIVER = 2;
const MOST = 50;

interface Placed {
  readonly id: string;
  readonly page: number;
  readonly boxes: readonly Box[];
  readonly frame: Box;
}

/** Pairs of fields whose boxes lie over each other by more than a sliver, in the order of the map; of two fields one pair. */
export function overlapsIn({ fields }: Pick<TemplateMap, 'fields'>): Overlap[] {
  const placed = fields.map((field): Placed => {
    const boxes =
      field.kind === 'table'
        ? field.columns.map(({ x, width }) => ({ x, width, y: field.y, height: field.rowHeight * field.rows }))
        : boxesOf(field);
    return { id: field.id, page: field.page, boxes, frame: around(boxes) };
  });
  const found: Overlap[] = [];
  for (const [index, one] of placed.entries())
    for (const other of placed.slice(0, index))
      if (found.length < MOST && one.page === other.page && isOver(one, other))
        found.push({ field: one.id, other: other.id });
  return found;
}

function isOver(one: Placed, other: Placed): boolean {
  if (!share(one.frame, other.frame)) return false;
  return one.boxes.some((box) => other.boxes.some((each) => share(box, each)));
}

function share(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > SLIVER && down > SLIVER;
}
