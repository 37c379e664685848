import { type CalendarDate, compareDates } from './calendar.ts';
import type { Catalogue, CommonField } from './catalogue.ts';
import { type Note, note } from './note.ts';
import { type FieldValue, readValue } from './read-value.ts';

export interface ReadValues {
  readonly values: ReadonlyMap<string, FieldValue>;
  readonly notes: readonly Note[];
}

/** Understands the typed values of the given fields and compares the dates with each other. Values of other fields are ignored. */
export function readValues(
  fields: readonly CommonField[],
  typed: Readonly<Record<string, string>>,
  today: CalendarDate,
  catalogue: Catalogue,
): ReadValues {
  const values = new Map<string, FieldValue>();
  const notes: Note[] = [];
  for (const field of fields) {
    const read = readValue(field, typed[field.key] ?? '', today);
    values.set(field.key, read.value);
    notes.push(...read.notes);
  }
  return { values, notes: [...notes, ...fields.flatMap((field) => orderOfDays(field, values, catalogue))] };
}

function orderOfDays(field: CommonField, values: ReadonlyMap<string, FieldValue>, catalogue: Catalogue): Note[] {
  if (field.notBefore === undefined) return [];
  const own = values.get(field.key);
  const other = values.get(field.notBefore);
  if (own?.kind !== 'date' || other?.kind !== 'date' || compareDates(own.date, other.date) >= 0) return [];
  return [note(field.key, 'warning', 'date-too-early', catalogue.get(field.notBefore)?.label ?? field.notBefore)];
}
