import { describe, expect, it } from '@jest/globals';
import type { TableField } from './map.ts';
import { capacityOf, MAX_COPIES, rowsBefore, sheetsOf } from './sheets.ts';

const table = (rows: number, page: number, onSheet: number): TableField => ({
  kind: 'table',
  id: `list-${page}`,
  page: 0,
  value: 'heir.others',
  y: 100,
  rowHeight: 20,
  rows,
  columns: [{ x: 0, width: 100, lines: 1 }],
  size: { max: 10, min: 6 },
  continuation: { page, y: 80, rowHeight: 20, rows: onSheet },
});

describe('the sheets of a filled form', () => {
  const list = table(3, 1, 10);
  const pagesWith = (rows: number): string[] =>
    sheetsOf(3, [list], () => rows).map(({ page, copy }) => `${page}.${copy}`);

  it('leave the continuation sheet out while the form has room', () => {
    expect(pagesWith(0)).toEqual(['0.0', '2.0']);
    expect(pagesWith(3)).toEqual(['0.0', '2.0']);
  });

  it('have it as often as it takes, in its place among the pages', () => {
    expect(pagesWith(4)).toEqual(['0.0', '1.0', '2.0']);
    expect(pagesWith(13)).toEqual(['0.0', '1.0', '2.0']);
    expect(pagesWith(14)).toEqual(['0.0', '1.0', '1.1', '2.0']);
    expect([rowsBefore(list, 0), rowsBefore(list, 1)]).toEqual([3, 13]);
  });

  it('are enough for the longer of two lists on one sheet', () => {
    const other = { ...table(2, 1, 4), id: 'other' };
    const rows = new Map([
      [list.id, 3],
      [other.id, 9],
    ]);
    expect(sheetsOf(2, [list, other], ({ id }) => rows.get(id) ?? 0)).toHaveLength(3);
  });

  it('end where no list goes on', () => {
    expect(pagesWith(100_000)).toHaveLength(2 + MAX_COPIES);
    expect(capacityOf(list)).toBe(203);
  });
});
