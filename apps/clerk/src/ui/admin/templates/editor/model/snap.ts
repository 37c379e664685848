import type { Box } from '@mado/forms/map';
import type { PageGeometry } from '../workbench-port.ts';
import { contains, overlap, round } from './geometry.ts';
import type { ItemKind } from './item.ts';

/** A line to snap to: at `at` across one axis, reaching `from`–`to` along the other. */
export interface Stop {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What a page has to snap to: lines going up (`xs`) and lines going across (`ys`). */
export interface Stops {
  readonly xs: readonly Stop[];
  readonly ys: readonly Stop[];
}

export interface SnapOptions {
  /** How near an edge must come, in points. */
  readonly within: number;
  /** How far inside of a line the edge stops, in points, so that print does not touch it. */
  readonly inset: Inset;
}
export interface Inset {
  readonly x: number;
  readonly y: number;
}

/** A box after snapping, and the lines that it has come to, for the eye. */
export interface Snapped {
  readonly box: Box;
  readonly guides: { readonly xs: readonly number[]; readonly ys: readonly number[] };
}

/** Points from a line within which an edge jumps to it. */
export const SNAP_WITHIN = 4;

/** Marks and cells are the form's own boxes; text keeps a little away from the lines around it. */
export function insetOf(kind: ItemKind): Inset {
  return kind === 'text' || kind === 'by-hand' || kind === 'page-number' ? { x: 3, y: 1 } : { x: 0, y: 0 };
}

/** The form's own lines and the edges of its boxes. */
export function stopsOf({ lines, cells }: Pick<PageGeometry, 'lines' | 'cells'>): Stops {
  const xs: Stop[] = [];
  const ys: Stop[] = [];
  for (const { x1, y1, x2, y2 } of lines) {
    if (x2 - x1 < y2 - y1) xs.push({ at: (x1 + x2) / 2, from: y1, to: y2 });
    else ys.push({ at: (y1 + y2) / 2, from: x1, to: x2 });
  }
  for (const { x, y, width, height } of cells) {
    for (const at of [x, x + width]) xs.push({ at, from: y, to: y + height });
    for (const at of [y, y + height]) ys.push({ at, from: x, to: x + width });
  }
  return { xs, ys };
}

/** A box that is moved: it jumps as a whole, along each axis by the edge that is nearest to a line. */
export function snapMoved(box: Box, stops: Stops, { within, inset }: SnapOptions): Snapped {
  const across = nearest(stops.xs, [box.y, box.y + box.height], within, [
    { at: box.x, inset: inset.x },
    { at: box.x + box.width, inset: -inset.x },
  ]);
  const down = nearest(stops.ys, [box.x, box.x + box.width], within, [
    { at: box.y, inset: inset.y },
    { at: box.y + box.height, inset: -inset.y },
  ]);
  return {
    box: { ...box, x: round(box.x + (across?.by ?? 0)), y: round(box.y + (down?.by ?? 0)) },
    guides: { xs: across ? [across.line] : [], ys: down ? [down.line] : [] },
  };
}

/** Which edges of a box are under the hand. */
export interface Edges {
  readonly left?: boolean;
  readonly right?: boolean;
  readonly top?: boolean;
  readonly bottom?: boolean;
}

/** A box whose edges are dragged: each of them jumps on its own, the others stay. */
export function snapEdges(box: Box, edges: Edges, stops: Stops, { within, inset }: SnapOptions): Snapped {
  const rows = [box.y, box.y + box.height] as const;
  const line = [box.x, box.x + box.width] as const;
  const find = (
    on: boolean | undefined,
    list: readonly Stop[],
    span: readonly [number, number],
    at: number,
    by: number,
  ) => (on === true ? nearest(list, span, within, [{ at, inset: by }]) : undefined);
  const left = find(edges.left, stops.xs, rows, box.x, inset.x);
  const right = find(edges.right, stops.xs, rows, box.x + box.width, -inset.x);
  const top = find(edges.top, stops.ys, line, box.y, inset.y);
  const bottom = find(edges.bottom, stops.ys, line, box.y + box.height, -inset.y);
  const x = round(box.x + (left?.by ?? 0));
  const y = round(box.y + (top?.by ?? 0));
  const width = round(box.x + box.width + (right?.by ?? 0) - x);
  const height = round(box.y + box.height + (bottom?.by ?? 0) - y);
  const found = (hits: readonly (Hit | undefined)[]): number[] => hits.flatMap((hit) => (hit ? [hit.line] : []));
  if (width <= 0 || height <= 0) return { box, guides: { xs: [], ys: [] } };
  return { box: { x, y, width, height }, guides: { xs: found([left, right]), ys: found([top, bottom]) } };
}

interface Hit {
  readonly by: number;
  readonly line: number;
}

function nearest(
  stops: readonly Stop[],
  [from, to]: readonly [number, number],
  within: number,
  edges: readonly { readonly at: number; readonly inset: number }[],
): Hit | undefined {
  let best: Hit | undefined;
  for (const stop of stops) {
    // A line beside the box, not above or below it.
    if (stop.to < from || stop.from > to) continue;
    for (const { at, inset } of edges) {
      const by = stop.at + inset - at;
      if (Math.abs(by) > within || (best && Math.abs(best.by) <= Math.abs(by))) continue;
      best = { by, line: stop.at };
    }
  }
  return best;
}

/** The smallest box of the form around a point. */
export function cellAt(cells: readonly Box[], point: { readonly x: number; readonly y: number }): Box | null {
  const around = cells.filter((cell) => contains(cell, point));
  return around.sort((a, b) => a.width * a.height - b.width * b.height)[0] ?? null;
}

/** A cell less the inset: where a field that fills it prints. */
export function insideOf(cell: Box, inset: Inset): Box {
  const x = Math.min(inset.x, cell.width / 4);
  const y = Math.min(inset.y, cell.height / 4);
  return {
    x: round(cell.x + x),
    y: round(cell.y + y),
    width: round(cell.width - 2 * x),
    height: round(cell.height - 2 * y),
  };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next box of the form in a direction, for the arrow keys: the nearest one, straight ahead before aslant. */
export function cellTowards(cells: readonly Box[], from: Box, direction: Direction): Box | null {
  const level = direction === 'left' || direction === 'right';
  const rated = cells.flatMap((cell) => {
    const gap = {
      left: from.x - (cell.x + cell.width),
      right: cell.x - (from.x + from.width),
      up: from.y - (cell.y + cell.height),
      down: cell.y - (from.y + from.height),
    }[direction];
    if (gap < -2) return [];
    const [near, far] = level
      ? [Math.max(cell.y, from.y), Math.min(cell.y + cell.height, from.y + from.height)]
      : [Math.max(cell.x, from.x), Math.min(cell.x + cell.width, from.x + from.width)];
    // Boxes that stand in the same row or column come before all others.
    const aside = far - near > 1 ? 0 : 1000 + (near - far) * 3;
    const offset = level ? Math.abs(cell.y - from.y) : Math.abs(cell.x - from.x);
    return [{ cell, cost: Math.max(0, gap) + aside + offset / 100 }];
  });
  return rated.sort((a, b) => a.cost - b.cost)[0]?.cell ?? null;
}

/** The form's boxes that no field stands in yet, from the top. */
export function freeCells(cells: readonly Box[], taken: readonly Box[]): Box[] {
  return cells
    .filter((cell) => cell.width >= 8 && cell.height >= 7 && !taken.some((box) => overlap(box, cell)))
    .sort((a, b) => a.y - b.y || a.x - b.x);
}
