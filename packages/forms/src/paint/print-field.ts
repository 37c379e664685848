import { boundKeys } from '../template/bind.ts';
import type { Box, CombField } from '../template/map.ts';
import type { BoundField, PlainField } from '../template/template.ts';
import { fitText } from '../text/fit.ts';
import { setText } from '../text/units.ts';
import { evaluate, type Reading } from '../values/expression.ts';
import { type Note, note } from '../values/note.ts';
import { dateOf, type FieldValue, textOf } from '../values/read-value.ts';
import { printEraDate, printStamp, printWesternDate } from './print-date.ts';
import { type FieldPrinting, glyphNotes, printInBox } from './print-in-box.ts';
import { printCheck, printChoice } from './print-mark.ts';
import { printTable } from './print-table.ts';

/** Prints one field; an empty one prints nothing. Whatever does not come out as typed comes back as a note, never as an error. */
export function printField(bound: BoundField, printing: FieldPrinting): Note[] {
  const keys = boundKeys(bound);
  const key = keys.find((name) => isTyped(printing.values.get(name))) ?? keys[0] ?? bound.field.id;
  switch (bound.kind) {
    case 'text':
      return printInBox(
        bound.field.page,
        bound.field.box,
        evaluate(bound.value, reading(printing)),
        bound.field,
        key,
        printing,
      );
    case 'comb':
      return printComb(bound.field, evaluate(bound.value, reading(printing)), key, printing);
    case 'plain':
      return printPlain(bound.field, printing.values.get(key), key, printing);
  }
}

function printPlain(field: PlainField, value: FieldValue | undefined, key: string, printing: FieldPrinting): Note[] {
  switch (field.kind) {
    case 'era-date':
      return printEraDate(field, value, key, printing);
    case 'western-date':
      return printWesternDate(field, value, key, printing);
    case 'choice':
      return printChoice(field, value, key, printing);
    case 'check':
      return printCheck(field, value, printing);
    case 'table':
      return printTable(field, value, key, printing);
    case 'stamp':
      return printStamp(field, value, key, printing);
    case 'page-number': {
      const text = `${field.page + 1}/${printing.pageCount}`;
      return printInBox(field.page, field.box, text, { size: field.size, align: 'centre', lines: 1 }, key, printing);
    }
  }
}

function isTyped(value: FieldValue | undefined): boolean {
  return value !== undefined && value.kind !== 'empty';
}

function reading({ values }: FieldPrinting): Reading {
  return {
    textOf: (key) => textOf(values.get(key)),
    dateOf: (key) => dateOf(values.get(key)),
  };
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
