import { bankCodeNotes } from '../values/bank-codes.ts';
import type { CalendarDate } from '../values/calendar.ts';
import { evaluate, keysOf } from '../values/expression.ts';
import { type Note, note } from '../values/note.ts';
import { dateOf, textOf } from '../values/read-value.ts';
import { readValues } from '../values/read-values.ts';
import { type WorkbookTemplate, openWorkbook } from './load-workbook.ts';

export interface FilledWorkbook {
  readonly xlsx: Uint8Array<ArrayBuffer>;
  readonly notes: readonly Note[];
}

/**
 * Fills a workbook cell by cell. Formats, merged cells and formulas stay; Excel works its formulas out anew when it opens the file. Text goes
 * in as text: what begins with = is no formula.
 */
export async function fillWorkbook(
  template: WorkbookTemplate,
  typed: Readonly<Record<string, string>>,
  { today }: { today: CalendarDate },
): Promise<FilledWorkbook> {
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
  const bytes = await workbook.xlsx.writeBuffer();
  return {
    xlsx: Uint8Array.from(new Uint8Array(bytes)),
    notes: [...notes, ...empty.map((key) => note(key, 'warning', 'empty'))],
  };
}
