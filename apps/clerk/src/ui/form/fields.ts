import type { CommonFieldView, FieldNote, TemplateSummary } from '../../contract/index.ts';
import type { Values } from './draft.ts';

export interface FieldGroup {
  readonly name: string;
  readonly fields: readonly CommonFieldView[];
}

/** Fields under their group's heading, groups and fields in the order of conversation in which the host lists them. */
export function grouped(fields: readonly CommonFieldView[]): FieldGroup[] {
  const groups = new Map<string, CommonFieldView[]>();
  for (const field of fields) {
    const group = groups.get(field.group);
    if (group) group.push(field);
    else groups.set(field.group, [field]);
  }
  return [...groups].map(([name, members]) => ({ name, fields: members }));
}

/** Templates of the procedure first, as the host lists them; the rest stay reachable below. */
export function byProcedure(
  templates: readonly TemplateSummary[],
  procedure: string | null,
): { fitting: TemplateSummary[]; others: TemplateSummary[] } {
  const fits = (template: TemplateSummary) => procedure !== null && template.procedures.includes(procedure);
  return { fitting: templates.filter(fits), others: templates.filter((template) => !fits(template)) };
}

/** How many fields that must not be empty are empty still. */
export function missing(fields: readonly CommonFieldView[], values: Values): CommonFieldView[] {
  return fields.filter((field) => field.required && (values[field.key] ?? '').trim() === '');
}

/** The notes to show at a field. That it is empty the clerk sees; the count of what is missing says how many are. */
export function notesOf(notes: readonly FieldNote[], field: string): FieldNote[] {
  return notes.filter((note) => note.field === field && note.code !== 'empty');
}

/** What the citizen's pen is left for by the form itself. A field that is merely not typed yet is not of it. */
export function leftForThePen(byHand: readonly string[], fields: readonly CommonFieldView[], values: Values): string[] {
  const untyped = new Set(fields.filter(({ key }) => (values[key] ?? '') === '').map(({ label }) => label));
  return byHand.filter((label) => !untyped.has(label));
}

/** The document's title in the tray: the form's own title, cut to what a title may hold. */
export function documentTitle(template: TemplateSummary): string {
  return Array.from(template.title).slice(0, 100).join('');
}
