import { cellsOf, type TableField } from '../template/map.ts';
import { capacityOf } from '../template/sheets.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import { type FieldPrinting, printInBox } from './print-in-box.ts';

/** Room between a cell's rules and its text, points. */
const PADDING = { x: 3, y: 1 } as const;

export function printTable(
  field: TableField,
  value: FieldValue | undefined,
  key: string,
  printing: FieldPrinting,
): Note[] {
  if (value?.kind !== 'text') return [];
  const rows = rowsOf(value);
  const { rowsBefore } = printing;
  const notes = rows.slice(rowsBefore, rowsBefore + field.rows).flatMap((line, row) => {
    const texts = parted(line, field.columns.length);
    return cellsOf(field, row).flatMap((cell, column) => {
      const box = {
        x: cell.x + PADDING.x,
        y: cell.y + PADDING.y,
        width: cell.width - 2 * PADDING.x,
        height: cell.height - 2 * PADDING.y,
      };
      const lines = field.columns[column]?.lines ?? 1;
      const text = texts[column] ?? '';
      return printInBox(field.page, box, text, { size: field.size, align: 'left', lines }, key, printing);
    });
  });
  return notes;
}

/** A note when the list has more rows than the form has room for, on continuation sheets too. */
export function tooManyRows(field: TableField, value: FieldValue | undefined): Note[] {
  const room = capacityOf(field);
  return rowsOf(value).length > room ? [note(field.value, 'error', 'too-many-rows', String(room))] : [];
}

/** The rows of a list, one a line; empty lines are none. */
export function rowsOf(value: FieldValue | undefined): string[] {
  return value?.kind === 'text' ? value.text.split('\n').filter((line) => line.trim() !== '') : [];
}

/**
 * Cells of a line; what is left over belongs to the last one, separators and all. A line with 、 is parted there alone, so that 1,234 stays
 * one amount; a line without it is parted at commas.
 */
export function parted(line: string, columns: number): string[] {
  const separator = /[、，]/u.test(line) ? /[、，]/u : /,/u;
  const cells: string[] = [];
  let rest = line;
  while (cells.length < columns - 1) {
    const at = rest.search(separator);
    if (at < 0) break;
    cells.push(rest.slice(0, at).trim());
    rest = rest.slice(at + 1);
  }
  return [...cells, rest.trim()];
}
