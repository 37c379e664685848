import { cellsOf, type TableField } from '../template/map.ts';
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
  const rows = value.text.split('\n').filter((line) => line.trim() !== '');
  const notes = rows.slice(0, field.rows).flatMap((line, row) => {
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
  return rows.length > field.rows ? [...notes, note(key, 'error', 'too-many-rows', String(field.rows))] : notes;
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
