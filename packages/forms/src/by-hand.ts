import { boundKeys } from './template/bind.ts';
import { around, type Box, boxesOf, continued, type Field } from './template/map.ts';
import type { Sheet } from './template/sheets.ts';
import type { Template } from './template/template.ts';
import type { Note } from './values/note.ts';

/** Something that is left to the pen. */
export interface ByHandPlace {
  /** In words for the clerk: the common field's label, or the area's. */
  readonly label: string;
  /** The common field whose value is missing; none for an area that is always written by hand. */
  readonly key?: string;
  /** Sheet of the filled form, from 0. */
  readonly sheet: number;
  /** Points from the top left of the sheet. */
  readonly box: Box;
}

/** Codes of notes after which something is left for the pen. */
const LEFT_TO_THE_PEN = new Set<Note['code']>([
  'empty',
  'not-a-date',
  'not-a-postal-code',
  'not-digits',
  'not-a-choice',
  'date-before-solar-calendar',
  'era-not-on-form',
  'choice-not-on-form',
  'does-not-fit',
  'too-many-rows',
]);

/** Common fields of which something is still to be written, in the order of the conversation. */
export function fieldsLeft(template: Template, notes: readonly Note[]): { key: string; label: string }[] {
  const keys = new Set(notes.filter(({ code }) => LEFT_TO_THE_PEN.has(code)).map(({ field }) => field));
  return template.needs.filter(({ key }) => keys.has(key)).map(({ key, label }) => ({ key, label }));
}

/** Every place of the printed sheets that waits for the pen: what was not printed, then the areas for signatures and the like. */
export function placesByHand(template: Template, notes: readonly Note[], sheets: readonly Sheet[]): ByHandPlace[] {
  const left = fieldsLeft(template, notes).flatMap(({ key, label }) =>
    template.bound
      .filter((bound) => boundKeys(bound).includes(key))
      .flatMap(({ field }) =>
        partsOf(field).flatMap((part) =>
          onSheets(sheets, part.page).map((sheet) => ({ label, key, sheet, box: placeOf(part) })),
        ),
      ),
  );
  const areas = template.map.byHand.flatMap(({ label, page, box }) =>
    onSheets(sheets, page).map((sheet) => ({ label, sheet, box })),
  );
  return [...left, ...areas];
}

function onSheets(sheets: readonly Sheet[], page: number): number[] {
  return sheets.flatMap((sheet, index) => (sheet.page === page ? [index] : []));
}

/** A field, and what of it stands on continuation sheets. */
function partsOf(field: Field): Field[] {
  const more = field.kind === 'table' ? continued(field) : undefined;
  return more ? [field, more] : [field];
}

function placeOf(field: Field): Box {
  return around(boxesOf(field));
}
