import { describe, expect, it } from '@jest/globals';
import { firstTicks, inListOrder, paperGroups } from './paper-choice.ts';

const paper = (id: string, title: string, procedures: string[]) => ({
  id,
  title,
  department: '市民課',
  procedures,
  pages: 1,
  kind: 'form' as const,
});
const templates = [
  paper('funeral', '葬祭費支給申請書', ['condolence']),
  paper('heir', '相続人代表者指定届', ['condolence']),
  paper('moving', '住民異動届', ['moving']),
  paper('water', '給水装置工事事業者 更新申請書', []),
];
const usual = {
  templates,
  procedureId: 'condolence',
  recent: [],
  search: '',
  procedures: new Map([['moving', 'ひっこし']]),
};
const shape = (groups: ReturnType<typeof paperGroups>) =>
  groups.map(({ id, templates: list }) => [id, ...list.map((each) => each.id)]);

describe('paperGroups', () => {
  it('puts each paper under one heading, those of the procedure first', () => {
    expect(shape(paperGroups({ ...usual, recent: ['water', 'funeral', 'gone'] }))).toEqual([
      ['procedure', 'funeral', 'heir'],
      ['recent', 'water'],
      ['others', 'moving'],
    ]);
  });

  it('keeps papers without a template under a heading of their own, also those filled lately', () => {
    const memo = { ...paper('memo', 'メモ', []), kind: 'drawn' as const, pages: null };
    expect(shape(paperGroups({ ...usual, templates: [...templates, memo], recent: ['memo'] }))).toEqual([
      ['procedure', 'funeral', 'heir'],
      ['drawn', 'memo'],
      ['others', 'moving', 'water'],
    ]);
    expect(shape(paperGroups({ ...usual, templates: [memo], search: 'めも' }))).toEqual([['found', 'memo']]);
  });

  it('finds by title, department and procedure, whatever the kana or width', () => {
    expect(shape(paperGroups({ ...usual, search: 'ソウサイ' }))).toEqual([['found']]);
    expect(shape(paperGroups({ ...usual, search: '葬祭 市民' }))).toEqual([['found', 'funeral']]);
    expect(shape(paperGroups({ ...usual, search: 'ヒッコシ' }))).toEqual([['found', 'moving']]);
  });
});

describe('ticks', () => {
  it('begin with all papers of the procedure, later with those chosen', () => {
    expect(firstTicks(templates, 'condolence', [])).toEqual(['funeral', 'heir']);
    expect(firstTicks(templates, 'condolence', ['water'])).toEqual(['water']);
    expect(firstTicks(templates, null, [])).toEqual([]);
  });

  it('come out in the order of the list', () => {
    expect(inListOrder(templates, new Set(['water', 'funeral', 'gone']))).toEqual(['funeral', 'water']);
  });
});
