import { describe, expect, it } from '@jest/globals';
import type { Box, Field } from '../template/map.ts';
import { overlapsIn } from './overlaps.ts';

const size = { max: 10, min: 6 };
const text = (id: string, box: Box, page = 0): Field => ({
  ...{ kind: 'text', id, page, box, value: 'a.b', size },
  ...{ align: 'left', lines: 1 },
});
const box = (x: number, y: number, width = 50, height = 20): Box => ({ x, y, width, height });

describe('fields over each other', () => {
  it('are told once, the later one first; those that only touch, or stand on other pages, are not', () => {
    const fields = [
      text('name', box(10, 10)),
      text('beside', box(59, 10)),
      text('over', box(20, 15)),
      text('elsewhere', box(10, 10), 1),
    ];
    expect(overlapsIn({ fields })).toEqual([
      { field: 'over', other: 'name' },
      { field: 'over', other: 'beside' },
    ]);
  });

  it('are looked for box by box: what lies between the boxes of one is free', () => {
    const comb: Field = {
      ...{ kind: 'comb', id: 'comb', page: 0, value: 'a.b', size, align: 'left' },
      groups: [
        { box: box(10, 10), cells: 3 },
        { box: box(160, 10), cells: 4 },
      ],
    };
    const table: Field = {
      ...{ kind: 'table', id: 'list', page: 0, value: 'a.b', size, y: 100, rowHeight: 20, rows: 3 },
      columns: [{ x: 10, width: 60, lines: 1 }],
    };
    const fields = [comb, table, text('between', box(80, 10)), text('third-row', box(20, 145))];
    expect(overlapsIn({ fields })).toEqual([{ field: 'third-row', other: 'list' }]);
  });
});
