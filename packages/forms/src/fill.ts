import { PDFDocument, PDFHeader } from '@cantoo/pdf-lib';
import { type ByHandPlace, fieldsLeft, placesByHand } from './by-hand.ts';
import type { Fonts } from './fonts/fonts.ts';
import { archive } from './paint/archive.ts';
import { saved } from './paint/saved.ts';
import { unpacked } from './paint/deflated.ts';
import { Ink } from './paint/ink.ts';
import { laySheets } from './paint/lay-sheets.ts';
import { printGeneralSheet } from './paint/print-general-sheet.ts';
import { printField } from './paint/print-field.ts';
import { rowsOf, tooManyRows } from './paint/print-table.ts';
import { continued } from './template/map.ts';
import { rowsBefore, type Sheet, sheetsOf } from './template/sheets.ts';
import type { BoundField, PageFrame, Template } from './template/template.ts';
import type { CalendarDate } from './values/calendar.ts';
import { bankCodeNotes } from './values/bank-codes.ts';
import { type Note, note } from './values/note.ts';
import { readValues } from './values/read-values.ts';

export interface FillOptions {
  readonly fonts: Fonts;
  /** The day on which the form is filled; dates still to come are noted. */
  readonly today: CalendarDate;
  /** Whether places that are left to the pen get a light frame in the print. */
  readonly markByHand?: boolean;
}

export interface Filled {
  /** The form with the values printed on it, a PDF/A-2u where the council's own PDF allows; none of the values is in its metadata. */
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly notes: readonly Note[];
  /** What is still to be written by hand, in words for the clerk: signature areas and what is needed and not printed. */
  readonly byHand: readonly string[];
  /** The same with where it stands; what has several places on the form is there several times. */
  readonly places: readonly ByHandPlace[];
}

/** What a filled form has above its own drawing, for a screen that has drawn the empty form already. */
export interface Overlay extends Omit<Filled, 'pdf'> {
  /** The sheets without the form, for the screen alone. */
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Which page of the form lies beneath each sheet, from 0. */
  readonly sheets: readonly number[];
}

/**
 * Fills a template with typed values by the key of their common field. Any string is printed or answered with a note; nothing is
 * dropped in silence and nothing is thrown for what was typed. The same values give the same bytes.
 */
export async function fill(
  template: Template,
  typed: Readonly<Record<string, string>>,
  options: FillOptions,
): Promise<Filled> {
  const { ink, sheets, ...told } = await print(template, typed, options);
  // The file itself is read again each time: a filled document must not share anything with the next citizen's.
  const document = await PDFDocument.load(template.pdf, { updateMetadata: false });
  // Object streams, which keep the file small, came with PDF 1.5; an older form must not claim less than it now is.
  document.context.header = PDFHeader.forVersion(1, 7);
  // Only what is printed is added, and pages between: a form that has room stays byte for byte what it was.
  const last = Math.max(...sheets.map(({ page }) => page));
  for (const { page } of template.general) {
    const frame = template.pages[page];
    if (frame && page <= last) document.addPage([frame.width, frame.height]);
  }
  laySheets(document, sheets);
  ink.writeTo(document);
  if (template.notArchival.length === 0) {
    archive(document, { title: template.map.title, seed: JSON.stringify([template.map.pdf.sha256, typed]) });
  }
  return { ...told, pdf: await saved(document, { updateFieldAppearances: false }) };
}

/** The same without the form itself: what a preview draws anew with every letter, above the empty form that it drew once. */
export async function fillOver(
  template: Template,
  typed: Readonly<Record<string, string>>,
  options: FillOptions,
): Promise<Overlay> {
  const { ink, sheets, ...told } = await print(template, typed, options);
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const { left, top, width, height } of framesOf(template, sheets)) {
    document.addPage([width, height]).setMediaBox(left, top - height, width, height);
  }
  ink.writeTo(document, unpacked);
  const pdf = await saved(document, { useObjectStreams: false });
  return { ...told, pdf, sheets: sheets.map(({ page }) => page) };
}

function framesOf(template: Template, sheets: readonly Sheet[]): PageFrame[] {
  return sheets.flatMap(({ page }) => template.pages[page] ?? []);
}

/** Prints every field into ink, without a document yet. */
async function print(
  template: Template,
  typed: Readonly<Record<string, string>>,
  { fonts, today, markByHand = false }: FillOptions,
): Promise<Omit<Filled, 'pdf'> & { readonly ink: Ink; readonly sheets: readonly Sheet[] }> {
  const { values, notes: valueNotes } = readValues(template.needs, typed, today, template.catalogue);
  const { fields } = template.map;
  const sheets = sheetsOf(template.pages.length, fields, (table) => rowsOf(values.get(table.value)).length);
  const ink = new Ink(framesOf(template, sheets));
  const printing = { ink, fonts, values, pageCount: sheets.length };
  for (const [index, { page }] of sheets.entries()) {
    const general = template.general.find((one) => one.page === page);
    if (general) printGeneralSheet(general, index, { ...printing, rowsBefore: 0 });
  }
  const printNotes = sheets.flatMap((sheet, index) =>
    template.bound.flatMap((bound) => {
      const place = placeOn(sheet, bound);
      const field = place && onPage(place.bound, index);
      return field ? printField(field, { ...printing, rowsBefore: place.rowsBefore }) : [];
    }),
  );
  const left = fields.flatMap((field) => (field.kind === 'table' ? tooManyRows(field, values.get(field.value)) : []));
  const empty = template.map.required.filter((key) => values.get(key)?.kind === 'empty');
  const notes = inOrder(template, [
    ...valueNotes,
    ...(await bankCodeNotes(template.needs, values, typed)),
    ...printNotes,
    ...left,
    ...empty.map((key) => note(key, 'warning', 'empty')),
  ]);
  const places = placesByHand(template, notes, sheets);
  if (markByHand) for (const { sheet, box } of places) ink.penMark(sheet, box);
  const labels = [...fieldsLeft(template, notes), ...places.filter(({ key }) => key === undefined)].map(
    ({ label }) => label,
  );
  return { ink, sheets, notes, byHand: [...new Set(labels)], places };
}

/** What of a field stands on a sheet; a list that goes on stands on its continuation sheets too. */
function placeOn({ page, copy }: Sheet, bound: BoundField): { bound: BoundField; rowsBefore: number } | undefined {
  if (bound.field.page === page) return { bound, rowsBefore: 0 };
  if (bound.kind !== 'plain' || bound.field.kind !== 'table' || bound.field.continuation?.page !== page)
    return undefined;
  const field = continued(bound.field);
  return field && { bound: { kind: 'plain', field }, rowsBefore: rowsBefore(bound.field, copy) };
}

/** The same field on a sheet of the filled form. */
function onPage(bound: BoundField, page: number): BoundField {
  switch (bound.kind) {
    case 'text':
      return { ...bound, field: { ...bound.field, page } };
    case 'comb':
      return { ...bound, field: { ...bound.field, page } };
    case 'plain':
      return { ...bound, field: { ...bound.field, page } };
  }
}

/** In the order of the fields, and the same note once, though a value may be printed in several places. */
function inOrder(template: Template, notes: readonly Note[]): Note[] {
  const order = new Map(template.needs.map(({ key }, index) => [key, index]));
  const seen = new Map(notes.map((found) => [JSON.stringify(found), found]));
  return [...seen.values()].sort((a, b) => (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0));
}
