import type { Box, TableField } from '@mado/forms/map';
import { columnHeadings } from '@mado/forms/map';
import type { PageGeometry, Proposal } from '../workbench-port.ts';
import { contains } from './geometry.ts';
import { columns } from './kinds.ts';

type Column = TableField['columns'][number];

/** As many rows, columns and letters of a column's name as a map may have. */
export const MOST = { rows: 60, columns: 20, name: 40 } as const;
/** Points by which the edges of a list's boxes may differ. */
const SAME = 1.5;

/** The table with as many equal columns in its place; those that stay keep their names and lines. */
export function withColumns(table: TableField, count: number): TableField {
  const x = Math.min(...table.columns.map((column) => column.x));
  const right = Math.max(...table.columns.map((column) => column.x + column.width));
  const boxes = columns({ x, y: table.y, width: right - x, height: table.rowHeight * table.rows }, count);
  return {
    ...table,
    columns: boxes.map((box, index) => ({ lines: 1, ...table.columns[index], x: box.x, width: box.width })),
  };
}

/** The table with another name of a column; with an empty one the column has none. */
export function withColumnName(table: TableField, index: number, name: string): TableField {
  const column = table.columns[index];
  return column === undefined ? table : { ...table, columns: table.columns.with(index, named(column, name)) };
}

/** The table with rows whose number is fixed, or not. One with a continuation sheet of its own stays as it is. */
export function withFixed(table: TableField, on: boolean): TableField {
  const { fixed: _, ...rest } = table;
  if (!on) return rest;
  return table.continuation === undefined ? { ...rest, fixed: true } : table;
}

/**
 * A new table as the form shows it: the rows and columns of the boxes that it was drawn over, each column called what the box above it says or
 * what was proposed for a list at the same place.
 */
export function asDrawn(table: TableField, box: Box, page: PageGeometry, proposals: readonly Proposal[]): TableField {
  const grid = gridIn(box, page.cells);
  const made = grid === null ? table : { ...table, ...grid };
  const boxes = made.columns.map(({ x, width }) => ({ x, width, y: made.y, height: made.rowHeight * made.rows }));
  const above = columnHeadings(page, boxes);
  const lists = proposals.filter((one) => one.kind === 'table' && one.page === table.page);
  const names = boxes.map((column, index) => {
    const same = lists.flatMap(({ parts }) => parts).find((part) => isSameColumn(part.box, column));
    const words = above[index] ?? '';
    return words === '' ? (same?.name ?? '') : words;
  });
  return { ...made, columns: made.columns.map((column, index) => named(column, names[index] ?? '')) };
}

function named({ x, width, lines }: Column, name: string): Column {
  const label = name.slice(0, MOST.name);
  return label.trim() === '' ? { x, width, lines } : { x, width, lines, label };
}

/** Rows of equal boxes below each other that lie in a drawn box; null where there are no two columns of them. */
function gridIn(box: Box, cells: readonly Box[]): Pick<TableField, 'y' | 'rowHeight' | 'rows' | 'columns'> | null {
  const inside = cells
    .filter((cell) => contains(box, { x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 }))
    .sort((a, b) => a.y - b.y || a.x - b.x);
  const [corner] = inside;
  if (corner === undefined) return null;
  const first = inside.filter(({ y, height }) => near(y, corner.y) && near(height, corner.height));
  const touch = first.every((cell, at) => at === 0 || near(cell.x, right(first[at - 1] ?? cell)));
  if (first.length < 2 || first.length > MOST.columns || !touch) return null;
  const hasRow = (row: number): boolean =>
    first.every(({ x, width }) =>
      inside.some(
        (cell) =>
          near(cell.x, x) &&
          near(cell.width, width) &&
          near(cell.height, corner.height) &&
          near(cell.y, corner.y + row * corner.height),
      ),
    );
  let rows = 1;
  while (rows < MOST.rows && hasRow(rows)) rows += 1;
  // Boxes of other sizes below: not a list, or one with more than its rows.
  if (inside.length !== rows * first.length) return null;
  const bottom = Math.max(...inside.map(({ y, height }) => y + height));
  const rowHeight = Math.round(((bottom - corner.y) / rows) * 100) / 100;
  return { y: corner.y, rowHeight, rows, columns: first.map(({ x, width }) => ({ x, width, lines: 1 })) };
}

function isSameColumn(a: Box, b: Box): boolean {
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return near(a.x, b.x) && near(a.width, b.width) && down > 0;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < SAME;
}

function right({ x, width }: Box): number {
  return x + width;
}
