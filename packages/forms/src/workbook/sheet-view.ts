import type { Cell, Workbook, Worksheet } from 'exceljs';

/** One cell as a screen shows it. */
export interface CellView {
  readonly text: string;
  /** How many columns and rows it covers. */
  readonly across: number;
  readonly down: number;
  /** Common fields that are put into it, the most telling first; empty for what the office's own workbook has there. */
  readonly keys: readonly string[];
  /** Excel works it out when it opens the file. */
  readonly formula: boolean;
  readonly bold: boolean;
}

/** One sheet of a workbook as a table; a cell that another one covers is not in its row. */
export interface SheetView {
  readonly name: string;
  /** Widths of the columns, in characters as Excel counts them. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly CellView[])[];
  /** The sheet is larger than what is shown of it. */
  readonly cut: boolean;
}

/** More of a sheet is no help beside a conversation. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 24;
const MOST_SHEETS = 10;
const MOST_LETTERS = 300;

/** The sheets of a workbook that people can see. `keysAt`: common fields by `sheet!cell`. */
export function sheetViews(workbook: Workbook, keysAt: ReadonlyMap<string, readonly string[]>): SheetView[] {
  return workbook.worksheets
    .filter(({ state }) => state === 'visible')
    .slice(0, MOST_SHEETS)
    .map((sheet) => sheetView(sheet, keysAt));
}

function sheetView(sheet: Worksheet, keysAt: ReadonlyMap<string, readonly string[]>): SheetView {
  const rowCount = Math.min(sheet.rowCount, MOST_ROWS);
  const columnCount = Math.min(sheet.columnCount, MOST_COLUMNS);
  const covers = coveredBy(sheet, rowCount, columnCount);
  const rows: CellView[][] = [];
  for (let row = 1; row <= rowCount; row++) {
    const cells: CellView[] = [];
    for (let column = 1; column <= columnCount; column++) {
      const cell = sheet.getCell(row, column);
      if (cell.isMerged && cell.master.address !== cell.address) continue;
      const { across, down } = covers.get(cell.address) ?? { across: 1, down: 1 };
      cells.push({
        text: shownText(cell),
        across,
        down,
        keys: keysAt.get(`${sheet.name}!${cell.address}`) ?? [],
        formula: isWorkedOut(cell),
        bold: cell.style.font?.bold === true,
      });
    }
    rows.push(cells);
  }
  const widths = Array.from({ length: columnCount }, (_, index) => sheet.getColumn(index + 1).width ?? 9);
  return { name: sheet.name, widths, rows, cut: sheet.rowCount > rowCount || sheet.columnCount > columnCount };
}

/** How far merged cells reach, by the address of the first. */
function coveredBy(sheet: Worksheet, rows: number, columns: number): Map<string, { across: number; down: number }> {
  const covers = new Map<string, { across: number; down: number }>();
  for (let row = 1; row <= rows; row++)
    for (let column = 1; column <= columns; column++) {
      const cell = sheet.getCell(row, column);
      if (!cell.isMerged) continue;
      const first = sheet.getCell(cell.master.address);
      covers.set(cell.master.address, {
        across: column - Number(first.col) + 1,
        down: row - Number(first.row) + 1,
      });
    }
  return covers;
}

/** The library's types promise a formula for every cell. */
function isWorkedOut({ formula }: { readonly formula?: string }): boolean {
  return formula !== undefined && formula !== '';
}

/** What stands in a cell, in the plainest form; a formula's old result would be wrong by now. */
function shownText(cell: Cell): string {
  if (isWorkedOut(cell)) return '';
  const { value } = cell;
  if (value instanceof Date) return `${value.getUTCFullYear()}/${value.getUTCMonth() + 1}/${value.getUTCDate()}`;
  return Array.from(cell.text).slice(0, MOST_LETTERS).join('');
}
