import { describe, expect, it } from '@jest/globals';
import { Field, type TableField } from '@mado/forms/map';
import type { PageGeometry, Proposal } from '../workbench-port.ts';
import { edit, type EditorState, openEditor } from './editor.ts';
import { mapOf } from './item.ts';
import { newItem } from './kinds.ts';
import { SAMPLE_MAP, SAMPLE_PAGES } from './sample-map.ts';
import { asDrawn, withColumnName, withColumns, withFixed } from './table.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const list = (drawn = box(58, 114, 304, 66)): TableField => {
  const words = { above: '窓野市', below: '受付', pen: '署名' };
  const made = newItem('table', { id: 'list', page: 0, box: drawn, words });
  if (made.kind !== 'table') throw new Error('no list');
  return made;
};
const labelsOf = ({ columns }: TableField) => columns.map(({ label }) => label);
const page = (cells: PageGeometry['cells'], labels: PageGeometry['labels'] = []): PageGeometry => {
  return { width: 595, height: 842, lines: [], combs: [], cells, labels };
};
const heads = [box(60, 100, 100, 16), box(160, 100, 200, 16)];
const rows = [0, 1, 2].flatMap((at) => heads.map((head) => ({ ...head, y: 116 + at * 20, height: 20 })));
const words = (text: string, x: number) => ({ text, box: box(x, 103, text.length * 10, 10) });

describe('a list of the form', () => {
  it('keeps names and lines of the columns that stay when their number changes', () => {
    const named = withColumnName(withColumnName(list(), 0, '氏名'), 1, '続柄');
    const more = withColumns({ ...named, columns: named.columns.map((column) => ({ ...column, lines: 2 })) }, 3);
    expect(labelsOf(more)).toEqual(['氏名', '続柄', undefined]);
    expect(more.columns.map(({ lines }) => lines)).toEqual([2, 2, 1]);
    expect(more.columns.map(({ x }) => Math.round(x))).toEqual([58, 159, 261]);
    expect(labelsOf(withColumns(more, 1))).toEqual(['氏名']);
  });

  it('has a column without a name after its name was taken away', () => {
    expect(withColumnName(withColumnName(list(), 0, '氏名'), 0, '')).toEqual(list());
    expect(withColumnName(list(), 0, '\u3000')).toEqual(list());
    expect(withColumnName(list(), 7, '氏名')).toEqual(list());
    expect(Field.safeParse(withColumnName(list(), 0, 'あ'.repeat(90))).success).toBe(true);
  });

  it('has its number of rows fixed and free again, unless it goes on on a sheet of its own', () => {
    expect(withFixed(list(), true)).toEqual({ ...list(), fixed: true });
    expect(withFixed(withFixed(list(), true), false)).toEqual(list());
    const continued = { ...list(), continuation: { page: 1, y: 80, rowHeight: 20, rows: 20 } };
    expect(withFixed(continued, true)).toBe(continued);
  });

  it('takes names letter by letter as one step, and back', () => {
    const map = { ...SAMPLE_MAP, fields: [list()] };
    let state: EditorState = openEditor(map, SAMPLE_PAGES);
    for (const name of ['氏', '氏名'])
      state = edit(state, {
        ...{ type: 'do', mark: 'column-name-list-0' },
        command: { type: 'put', item: withColumnName(list(), 0, name) },
      });
    state = edit(state, { type: 'settle' });
    const named = mapOf(state.history.present).fields[0];
    state = edit(state, {
      type: 'do',
      command: { type: 'put', item: withFixed(withColumnName(list(), 0, '氏名'), true) },
    });
    expect(mapOf(state.history.present).fields).toMatchObject([{ fixed: true, columns: [{ label: '氏名' }, {}] }]);
    state = edit(state, { type: 'undo' });
    expect(mapOf(state.history.present).fields[0]).toEqual(named);
    state = edit(state, { type: 'undo' });
    expect(mapOf(state.history.present)).toEqual(map);
    state = edit(edit(state, { type: 'redo' }), { type: 'redo' });
    expect(mapOf(state.history.present).fields).toMatchObject([{ fixed: true, columns: [{ label: '氏名' }, {}] }]);
  });
});

describe('a list that is drawn', () => {
  it('over rows of boxes gets these, and the names above them', () => {
    const shown = page([...heads, ...rows], [words('氏', 70), words('名', 120), words('続柄', 200)]);
    expect(asDrawn(list(), box(58, 114, 304, 66), shown, [])).toMatchObject({
      ...{ y: 116, rowHeight: 20, rows: 3 },
      columns: [
        { x: 60, width: 100, lines: 1, label: '氏名' },
        { x: 160, width: 200, lines: 1, label: '続柄' },
      ],
    });
  });

  it('on a scan gets the names that were recognised for a list at the same place', () => {
    const found: Proposal = {
      ...{ kind: 'table', name: '', label: '', from: 'scan', page: 0, rows: 3, lines: 1, size: { max: 11, min: 7 } },
      parts: [
        { name: '氏名', box: box(60, 116, 100, 60) },
        { name: '続柄', box: box(160, 116, 200, 60) },
      ],
    };
    expect(labelsOf(asDrawn(list(), box(58, 114, 304, 66), page(rows), [found]))).toEqual(['氏名', '続柄']);
    expect(labelsOf(asDrawn(list(), box(58, 114, 304, 66), page(rows), [{ ...found, page: 1 }]))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('elsewhere gets two equal columns without names', () => {
    const uneven = rows.map((row, at) => ({ ...row, height: at < 2 ? 30 : 15 }));
    for (const cells of [[], [box(60, 116, 300, 60)], uneven])
      expect(asDrawn(list(), box(58, 114, 304, 66), page(cells), [])).toEqual(list());
  });
});
