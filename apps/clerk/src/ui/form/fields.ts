import type { CommonFieldView, FieldNote, TemplateSummary } from '../../contract/index.ts';
import type { FormPaper } from '../state/call-view.ts';
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

/** The document's title in the tray: the papers' own titles, cut to what a title may hold. */
export function documentTitle(templates: readonly TemplateSummary[]): string {
  return Array.from(templates.map(({ title }) => title).join('・'))
    .slice(0, 100)
    .join('');
}

/** What is noted about a field on any of the papers, the same note once. */
export function notesOfAll(papers: readonly FormPaper[], field: string): FieldNote[] {
  const notes = papers.flatMap((paper) => notesOf(paper.notes, field));
  return [...new Map(notes.map((note) => [`${note.code} ${note.detail}`, note])).values()];
}

/** Fields of a paper's own that are needed and empty. */
export function emptyOn(paper: FormPaper): string[] {
  return paper.notes.filter(({ code }) => code === 'empty').map(({ field }) => field);
}

/** The papers on which a field is printed, the one that is looked at first. */
export function papersWith(papers: readonly FormPaper[], shown: string | null, field: string): FormPaper[] {
  const found = papers.filter(({ places }) => places.some(({ keys }) => keys.includes(field)));
  return found.toSorted((a, b) => Number(b.template.id === shown) - Number(a.template.id === shown));
}
