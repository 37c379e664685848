import { type Box, boxesOf, type Field, type TemplateMap } from '../template/map.ts';
import { keysOf, parseExpression } from '../values/expression.ts';
import type { DrawnField } from '../propose/propose-drawn.ts';

/** How well proposals meet the map that people made of the same form. */
export interface Recall {
  readonly fields: number;
  /** Fields all of whose boxes are proposed by one proposal. */
  readonly placed: number;
  /** Those of them whose proposal prints a common field that the map's field prints as well. */
  readonly bound: number;
  /** Identifiers of those whose proposal prints another common field. */
  readonly wrong: readonly string[];
  readonly proposals: number;
  /** Proposals at the place of a field or of an area for the pen. */
  readonly useful: number;
  /** Identifiers of fields that were not proposed. */
  readonly missed: readonly string[];
}

/**
 * A box is met when intersection over union is at least this. At a half, each edge of a box that is as wide as its column may be off by
 * a few points and no line of the form is crossed; a box that covers a neighbour as well is not met.
 */
const MET = 0.5;

/** Compares what was proposed with the map of the form. */
export function recallOf(proposals: readonly DrawnField[], map: TemplateMap): Recall {
  const used = new Set<DrawnField>();
  const [missed, wrong]: [string[], string[]] = [[], []];
  let bound = 0;
  for (const field of map.fields) {
    const wanted = placesOf(field);
    const found = proposals.find(
      ({ page, parts }) =>
        page === field.page && wanted.every((box) => parts.some((part) => overlap(part.box, box) >= MET)),
    );
    if (found === undefined) {
      missed.push(field.id);
      continue;
    }
    used.add(found);
    if (found.value === undefined) continue;
    if ('value' in field && keysOf(parseExpression(field.value)).includes(found.value)) bound += 1;
    else wrong.push(field.id);
  }
  for (const proposal of proposals)
    if (
      map.byHand.some(({ page, box }) => page === proposal.page && proposal.parts.some((part) => covers(box, part.box)))
    )
      used.add(proposal);
  const placed = map.fields.length - missed.length;
  return { fields: map.fields.length, placed, bound, wrong, proposals: proposals.length, useful: used.size, missed };
}

/** A table's places are its columns. */
function placesOf(field: Field): Box[] {
  if (field.kind !== 'table') return boxesOf(field);
  return field.columns.map(({ x, width }) => ({ x, width, y: field.y, height: field.rowHeight * field.rows }));
}

function shared(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

function overlap(a: Box, b: Box): number {
  const both = shared(a, b);
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Whether most of a place lies in an area. */
function covers(area: Box, place: Box): boolean {
  return shared(area, place) > 0.5 * place.width * place.height;
}
