import type { Box } from '@mado/forms/map';
import { inside } from './model/geometry.ts';
import { frameOf, type Item, type ItemKind, type PageSize } from './model/item.ts';
import { cellTowards, type Direction, freeCells, insetOf, insideOf } from './model/snap.ts';
import type { PageGeometry } from './workbench-port.ts';

/** Where a new field would come, while a hand at the keys looks for its place. */
export interface Place {
  /** The box that the field would get. */
  readonly box: Box;
  /** The form's box that it fills; null in the open. */
  readonly cell: Box | null;
}

/** Size of a field that fits no box of the form, in points. */
const FREE = { width: 120, height: 18 };
/** Points that an arrow key moves a place in the open, alone and with Shift. */
const STEP = 10;
const SMALL_STEP = 1;

/** Begins in the first empty box of the form, from where the last chosen field is on; without boxes beside that field. */
export function firstPlace(geometry: PageGeometry, items: readonly Item[], near: Item | null, kind: ItemKind): Place {
  const empty = freeCells(geometry.cells, items.map(frameOf));
  const from = near === null ? null : frameOf(near);
  const cell =
    (from === null ? undefined : empty.find(({ y, x }) => y > from.y || (y >= from.y - 4 && x > from.x))) ?? empty[0];
  if (cell !== undefined) return inCell(cell, kind);
  return inOpen(from === null ? { x: 60, y: 60, ...FREE } : { ...from, y: from.y + from.height + 4 }, geometry);
}

/** One press of an arrow key further: from box to box of the form, or a little in the open. */
export function nextPlace(
  place: Place,
  direction: Direction,
  how: { readonly geometry: PageGeometry; readonly kind: ItemKind; readonly snap: boolean; readonly small: boolean },
): Place {
  const { geometry, kind, snap, small } = how;
  if (snap && geometry.cells.length > 0) {
    const next = cellTowards(geometry.cells, place.cell ?? place.box, direction);
    return next === null ? place : inCell(next, kind);
  }
  const step = small ? SMALL_STEP : STEP;
  const { x, y, width, height } = place.box;
  const [dx, dy] = { left: [-step, 0], right: [step, 0], up: [0, -step], down: [0, step] }[direction] as [
    number,
    number,
  ];
  return inOpen({ x: x + dx, y: y + dy, width, height }, geometry);
}

export function inCell(cell: Box, kind: ItemKind): Place {
  return { box: insideOf(cell, insetOf(kind)), cell };
}

function inOpen(box: Box, page: PageSize): Place {
  return { box: inside(box, page), cell: null };
}

/** The comb that the form prints around a box, when there is one. */
export function combAround(geometry: PageGeometry, box: Box): PageGeometry['combs'][number] | null {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return (
    geometry.combs.find(
      ({ box: comb }) => x >= comb.x && x <= comb.x + comb.width && y >= comb.y && y <= comb.y + comb.height,
    ) ?? null
  );
}
