import { boundKeys } from './bind.ts';
import { around, boxesOf, continued, type Box } from './map.ts';
import type { Template } from './template.ts';

/** Where a template prints common fields: what a screen needs to lead from a field to its place on the page and back. */
export interface FieldPlace {
  /** Keys of the common fields that are printed there, the most telling first. */
  readonly keys: readonly string[];
  /** Of the template, from 0; which sheets show it `Overlay.sheets` says. */
  readonly page: number;
  /** As fractions of the page as it is shown, from its top left corner. */
  readonly box: Box;
}

/** One place for each field of the map that prints a common field, in the order of the map; a list that goes on has one on its sheet too. */
export function fieldPlaces(template: Template): FieldPlace[] {
  return template.bound.flatMap((bound) => {
    const keys = boundKeys(bound);
    const more = bound.field.kind === 'table' ? continued(bound.field) : undefined;
    return [bound.field, ...(more ? [more] : [])].flatMap((part) => {
      const page = template.pages[part.page];
      if (keys.length === 0 || page === undefined) return [];
      const { x, y, width, height } = around(boxesOf(part));
      const box = { x: x / page.width, y: y / page.height, width: width / page.width, height: height / page.height };
      return [{ keys: [...new Set(keys)], page: part.page, box }];
    });
  });
}
