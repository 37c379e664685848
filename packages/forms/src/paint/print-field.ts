import type { Fonts } from '../fonts/fonts.ts';
import type { Box, ChoiceField, CombField, EraDateField, Size, TextField } from '../template/map.ts';
import { boundKeys } from '../template/bind.ts';
import type { BoundField } from '../template/template.ts';
import { fitText, LINE_PITCH } from '../text/fit.ts';
import { type SetText, setText } from '../text/units.ts';
import { dateInWords, eraName, eraYearText, toEra } from '../values/calendar.ts';
import { evaluate } from '../values/expression.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import type { Ink } from './ink.ts';

export interface FieldPrinting {
  readonly ink: Ink;
  readonly fonts: Fonts;
  readonly values: ReadonlyMap<string, FieldValue>;
}

/** Prints one field; an empty one prints nothing. Whatever does not come out as typed comes back as a note, never as an error. */
export function printField(bound: BoundField, printing: FieldPrinting): Note[] {
  const key =
    boundKeys(bound).find((name) => isTyped(printing.values.get(name))) ?? boundKeys(bound)[0] ?? bound.field.id;
  switch (bound.kind) {
    case 'text':
      return printText(bound.field, evaluate(bound.value, textIn(printing)), key, printing);
    case 'comb':
      return printComb(bound.field, evaluate(bound.value, textIn(printing)), key, printing);
    case 'era-date':
      return printEraDate(bound.field, printing.values.get(key), key, printing);
    case 'choice':
      return printChoice(bound.field, printing.values.get(key), key, printing);
  }
}

function isTyped(value: FieldValue | undefined): boolean {
  return value !== undefined && value.kind !== 'empty';
}

const textIn =
  ({ values }: FieldPrinting) =>
  (key: string): string =>
    textOf(values.get(key));

/** How a value reads where a form has one box for it. */
function textOf(value: FieldValue | undefined): string {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'date':
      return dateInWords(value.date);
    case 'choice':
      return value.label;
    case 'empty':
    case 'unusable':
    case undefined:
      return '';
  }
}

function printText(field: TextField, text: string, key: string, printing: FieldPrinting): Note[] {
  return printInBox(
    field.page,
    field.box,
    text,
    { size: field.size, align: field.align, lines: field.lines },
    key,
    printing,
  );
}

interface Setting {
  readonly size: Size;
  readonly align: 'left' | 'centre' | 'right';
  readonly lines: number;
}

function printInBox(
  page: number,
  box: Box,
  text: string,
  setting: Setting,
  key: string,
  { ink, fonts }: FieldPrinting,
): Note[] {
  if (text === '') return [];
  const set = setText(text, fonts);
  const fit = fitText(set.units, box.width, box.height, setting.size, setting.lines);
  if (fit.kind === 'too-long') return [note(key, 'error', 'does-not-fit', text)];
  const first = box.y + box.height / 2 - ((fit.lines.length - 1) * LINE_PITCH * fit.size) / 2;
  fit.lines.forEach((line, index) => {
    ink.alignedLine(page, line, box, first + index * LINE_PITCH * fit.size, fit.size, setting.align);
  });
  return [...glyphNotes(set, key), ...(fit.kind === 'small' ? [note(key, 'warning', 'small-print')] : [])];
}

function glyphNotes({ absent, usualShape }: SetText, key: string): Note[] {
  const once = (pieces: readonly string[]): string =>
    [...new Set(pieces)].map((piece) => piece.toWellFormed()).join('');
  return [
    ...(absent.length > 0 ? [note(key, 'warning', 'no-glyph', once(absent))] : []),
    ...(usualShape.length > 0 ? [note(key, 'warning', 'usual-shape', once(usualShape))] : []),
  ];
}

function printComb(field: CombField, text: string, key: string, { ink, fonts }: FieldPrinting): Note[] {
  const set = setText(text.replace(/[-\s]/gu, ''), fonts);
  const cells = field.groups.flatMap(({ box, cells: count }) => split(box, count));
  if (set.units.length > cells.length) return [note(key, 'error', 'does-not-fit', text)];
  const start = field.align === 'right' ? cells.length - set.units.length : 0;
  const notes = glyphNotes(set, key);
  set.units.forEach((unit, index) => {
    const cell = cells[start + index];
    if (!cell) return;
    const fit = fitText([unit], cell.width, cell.height, field.size, 1);
    if (fit.kind === 'too-long') notes.push(note(key, 'error', 'does-not-fit', unit.text));
    else ink.alignedLine(field.page, [unit], cell, cell.y + cell.height / 2, fit.size, 'centre');
  });
  return notes;
}

/** The equal cells of a row. */
function split(box: Box, count: number): Box[] {
  const width = box.width / count;
  return Array.from({ length: count }, (_, index) => ({ ...box, x: box.x + index * width, width }));
}

function printEraDate(
  field: EraDateField,
  value: FieldValue | undefined,
  key: string,
  printing: FieldPrinting,
): Note[] {
  if (value?.kind !== 'date') return [];
  const date = toEra(value.date);
  if (!date) return [note(key, 'error', 'date-before-solar-calendar', dateInWords(value.date))];
  if (field.era.kind === 'circle') {
    const mark = field.era.marks[date.era];
    if (!mark) return [note(key, 'error', 'era-not-on-form', eraName(date.era))];
    printing.ink.circle(field.page, mark);
  } else if (field.era.era !== date.era) return [note(key, 'error', 'era-not-on-form', eraName(date.era))];
  const setting: Setting = { size: field.size, align: 'centre', lines: 1 };
  return [
    ...printInBox(field.page, field.year, eraYearText(date.year), setting, key, printing),
    ...printInBox(field.page, field.month, String(date.month), setting, key, printing),
    ...printInBox(field.page, field.day, String(date.day), setting, key, printing),
  ];
}

function printChoice(field: ChoiceField, value: FieldValue | undefined, key: string, { ink }: FieldPrinting): Note[] {
  if (value?.kind !== 'choice') return [];
  const mark = field.marks[value.value];
  if (!mark) return [note(key, 'error', 'choice-not-on-form', value.label)];
  ink.circle(field.page, mark);
  return [];
}
