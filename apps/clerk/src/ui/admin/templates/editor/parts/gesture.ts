import type { Box } from '@mado/forms/map';
import { MIN_SIDE } from '../model/geometry.ts';
import { frameOf, type Item, partsOf } from '../model/item.ts';
import {
  type Edges,
  type Inset,
  insetOf,
  SNAP_WITHIN,
  snapEdges,
  snapMoved,
  type Snapped,
  type Stops,
} from '../model/snap.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a pointer that is down does to the page. Points of the page throughout. */
export type Gesture =
  | { readonly kind: 'move'; readonly id: string; readonly part: string; readonly from: Box; readonly at: Point }
  | {
      readonly kind: 'resize';
      readonly id: string;
      readonly part: string;
      readonly from: Box;
      readonly at: Point;
      readonly edges: Edges;
    }
  | { readonly kind: 'draw'; readonly at: Point };

/** The corners and sides that can be taken hold of. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

export function edgesOf(handle: Handle): Edges {
  return {
    top: handle.includes('n'),
    bottom: handle.includes('s'),
    left: handle.includes('w'),
    right: handle.includes('e'),
  };
}

/** The box that a gesture would give a target, with the lines that it comes to. */
export function under(
  gesture: Exclude<Gesture, { kind: 'draw' }>,
  to: Point,
  item: Item,
  stops: Stops | null,
): Snapped {
  const [dx, dy] = [to.x - gesture.at.x, to.y - gesture.at.y];
  const { from } = gesture;
  const inset = insetOf(item.kind);
  if (gesture.kind === 'move') {
    const box = { ...from, x: from.x + dx, y: from.y + dy };
    return stops === null ? free(box) : snapMoved(box, stops, { within: SNAP_WITHIN, inset });
  }
  const { edges } = gesture;
  const left = from.x + (edges.left === true ? Math.min(dx, from.width - MIN_SIDE) : 0);
  const top = from.y + (edges.top === true ? Math.min(dy, from.height - MIN_SIDE) : 0);
  const right = from.x + from.width + (edges.right === true ? Math.max(dx, MIN_SIDE - from.width) : 0);
  const bottom = from.y + from.height + (edges.bottom === true ? Math.max(dy, MIN_SIDE - from.height) : 0);
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return stops === null ? free(box) : snapEdges(box, edges, stops, { within: SNAP_WITHIN, inset });
}

/** The box between two points. */
export function drawn(from: Point, to: Point, stops: Stops | null, inset: Inset): Snapped {
  const box = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.max(MIN_SIDE, Math.abs(to.x - from.x)),
    height: Math.max(MIN_SIDE, Math.abs(to.y - from.y)),
  };
  const all = { left: true, right: true, top: true, bottom: true };
  return stops === null ? free(box) : snapEdges(box, all, stops, { within: SNAP_WITHIN, inset });
}

/** The box that a gesture holds: the item's whole frame, or one of its parts. */
export function heldBox(item: Item, part: string): Box {
  return (part === '' ? undefined : partsOf(item).find(({ name }) => name === part)?.box) ?? frameOf(item);
}

function free(box: Box): Snapped {
  return { box, guides: { xs: [], ys: [] } };
}
