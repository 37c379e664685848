import type { Field, TableField } from './map.ts';
import { continuationPages } from './map.ts';

/** More continuation sheets than any list needs; what is left over then is told to the clerk. */
export const MAX_COPIES = 20;

/** A sheet that is printed: a page of the template, and for a continuation sheet which one it is, from 0. */
export interface Sheet {
  readonly page: number;
  readonly copy: number;
}

/** How many rows a table has room for, its continuation sheets included. */
export function capacityOf({ rows, continuation }: TableField): number {
  return rows + MAX_COPIES * (continuation?.rows ?? 0);
}

/** How many rows stand before those of a continuation sheet. `copy` counts from 0. */
export function rowsBefore({ rows, continuation }: TableField, copy: number): number {
  return rows + copy * (continuation?.rows ?? 0);
}

/**
 * The sheets of a filled form, in order: each page once, a continuation sheet as often as the longest of its lists needs it.
 * @param rowsIn how many rows a table's list has
 */
export function sheetsOf(pageCount: number, fields: readonly Field[], rowsIn: (table: TableField) => number): Sheet[] {
  const extra = continuationPages(fields);
  const copies = (page: number): number => {
    if (!extra.has(page)) return 1;
    const needed = fields.map((field) =>
      field.kind === 'table' && field.continuation?.page === page
        ? Math.ceil(Math.max(0, rowsIn(field) - field.rows) / field.continuation.rows)
        : 0,
    );
    return Math.min(MAX_COPIES, Math.max(...needed));
  };
  return Array.from({ length: pageCount }, (_, page) =>
    Array.from({ length: copies(page) }, (__, copy) => ({ page, copy })),
  ).flat();
}
