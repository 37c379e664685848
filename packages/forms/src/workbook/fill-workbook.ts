import type { Workbook } from 'exceljs';
import { bankCodeNotes } from '../values/bank-codes.ts';
import type { CalendarDate } from '../values/calendar.ts';
import { evaluate, keysOf } from '../values/expression.ts';
import { type Note, note } from '../values/note.ts';
import { dateOf, textOf } from '../values/read-value.ts';
import { readValues } from '../values/read-values.ts';
import { type WorkbookTemplate, openWorkbook } from './load-workbook.ts';
import { type SheetView, sheetViews } from './sheet-view.ts';

export interface FilledWorkbook {
  readonly xlsx: Uint8Array<ArrayBuffer>;
  readonly notes: readonly Note[];
}

/** A filled workbook as a screen shows it. */
export interface WorkbookPreview {
  readonly sheets: readonly SheetView[];
  readonly notes: readonly Note[];
}

interface WorkbookOptions {
  readonly today: CalendarDate;
}

type Typed = Readonly<Record<string, string>>;

/**
 * Fills a workbook cell by cell. Formats, merged cells and formulas stay; Excel works its formulas out anew when it opens the file. Text goes
 * in as text: what begins with = is no formula.
 */
export async function fillWorkbook(
  template: WorkbookTemplate,
  typed: Typed,
  options: WorkbookOptions,
): Promise<FilledWorkbook> {
  const { workbook, notes } = await fillCells(template, typed, options);
  const bytes = await workbook.xlsx.writeBuffer();
  return { xlsx: Uint8Array.from(new Uint8Array(bytes)), notes };
}

/** What `fillWorkbook` would write, as tables of cells. */
export async function previewWorkbook(
  template: WorkbookTemplate,
  typed: Typed,
  options: WorkbookOptions,
): Promise<WorkbookPreview> {
  const { workbook, notes } = await fillCells(template, typed, options);
  const keysAt = new Map(template.cells.map(({ sheet, cell, expression }) => [`${sheet}!${cell}`, keysOf(expression)]));
  return { sheets: sheetViews(workbook, keysAt), notes };
}

async function fillCells(
  template: WorkbookTemplate,
  typed: Typed,
  { today }: WorkbookOptions,
): Promise<{ workbook: Workbook; notes: readonly Note[] }> {
  const { values, notes: valueNotes } = readValues(template.needs, typed, today, template.catalogue);
  const notes = [...valueNotes, ...(await bankCodeNotes(template.needs, values, typed))];
  const workbook = await openWorkbook(template.xlsx, template.map.id);
  const reading = {
    textOf: (key: string) => textOf(values.get(key)),
    dateOf: (key: string) => dateOf(values.get(key)),
  };
  for (const { sheet, cell: address, as, expression } of template.cells) {
    const cell = workbook.getWorksheet(sheet)?.getCell(address);
    const text = evaluate(expression, reading);
    if (!cell || text === '') continue;
    const date = as === 'date' ? reading.dateOf(keysOf(expression)[0] ?? '') : undefined;
    // Excel knows no time zone; the library takes a day's midnight in UTC.
    if (date) cell.value = new Date(Date.UTC(date.year, date.month - 1, date.day));
    else cell.value = as === 'number' && Number.isSafeInteger(Number(text)) ? Number(text) : text;
    // Lines that were typed stay lines only where the cell wraps.
    if (text.includes('\n')) cell.alignment = { ...cell.alignment, wrapText: true };
  }
  workbook.calcProperties.fullCalcOnLoad = true;
  const empty = template.map.required.filter((key) => values.get(key)?.kind === 'empty');
  return { workbook, notes: [...notes, ...empty.map((key) => note(key, 'warning', 'empty'))] };
}
