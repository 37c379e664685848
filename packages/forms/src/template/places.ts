import { boundKeys } from './bind.ts';
import { around, boxesOf, type Box } from './map.ts';
import type { Template } from './template.ts';

/** Where a template prints common fields: what a screen needs to lead from a field to its place on the page and back. */
export interface FieldPlace {
  /** Keys of the common fields that are printed there, the most telling first. */
  readonly keys: readonly string[];
  /** From 0. */
  readonly page: number;
  /** As fractions of the page as it is shown, from its top left corner. */
  readonly box: Box;
}

/** One place for each field of the map that prints a common field, in the order of the map. */
export function fieldPlaces(template: Template): FieldPlace[] {
  return template.bound.flatMap((bound) => {
    const keys = boundKeys(bound);
    const page = template.pages[bound.field.page];
    if (keys.length === 0 || page === undefined) return [];
    const { x, y, width, height } = around(boxesOf(bound.field));
    const box = { x: x / page.width, y: y / page.height, width: width / page.width, height: height / page.height };
    return [{ keys: [...new Set(keys)], page: bound.field.page, box }];
  });
}
