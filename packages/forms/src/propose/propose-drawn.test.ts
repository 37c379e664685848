import { describe, expect, it } from '@jest/globals';
import type { Box } from '../template/map.ts';
import { combsOf } from '../workbench/cells.ts';
import type { KnownField } from './named-place.ts';
import type { PrintedText } from './letters.ts';
import { mergeProposals } from './merge-proposals.ts';
import { columnHeadings, proposeDrawn } from './propose-drawn.ts';
import type { SeenPage } from './read-page.ts';
import { UNREAD } from './ruled-page.ts';

const field = (key: string, label: string, group: string, more: Partial<KnownField> = {}): KnownField => ({
  ...{ key, label, group, type: 'text', choices: [] },
  ...more,
});
const yesNo = [
  { value: 'yes', label: 'はい' },
  { value: 'no', label: 'いいえ' },
];
const fields = [
  field('deceased.name', '亡くなった方の氏名', '亡くなった方'),
  field('deceased.address', '亡くなった方の住所', '亡くなった方'),
  field('applicant.name', '届出をする方の氏名', '届出をする方'),
  field('applicant.nameKana', '届出をする方の氏名（カナ）', '届出をする方', { type: 'kana' }),
  field('applicant.postalCode', '届出をする方の郵便番号', '届出をする方', { type: 'postal-code' }),
  field('applicant.address', '届出をする方の住所', '届出をする方'),
  field('applicant.birthDate', '届出をする方の生年月日', '届出をする方', { type: 'date' }),
  field('person.number', '個人番号', '届出をする方', { type: 'number', digits: { min: 12, max: 12 } }),
  field('family.members', '世帯の方', '世帯', { type: 'multiline' }),
  field('move.school', '小学校に通うお子さんがいますか', '世帯', { type: 'choice', choices: yesNo }),
  field('move.care', '介護保険の認定を受けた方がいますか', '世帯', { type: 'choice', choices: yesNo }),
  field('application.date', '申請日', '申請', { type: 'date' }),
];

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
/** Words from a place on, each sign ten points wide. */
const words = (text: string, x: number, y: number): PrintedText => ({
  text,
  box: box(x, y, Array.from(text).length * 10, 10),
});
const page = (cells: Box[], labels: PrintedText[]): SeenPage => ({
  ...{ width: 595, height: 842, lines: [], cells, combs: combsOf(cells), labels },
});
const row = (x: number, y: number, count: number): Box[] =>
  Array.from({ length: count }, (_, index) => box(x + index * 12, y, 12, 13));
const propose = (cells: Box[], labels: PrintedText[]) => proposeDrawn([page(cells, labels)], fields);

describe('a drawn form', () => {
  it('has an empty box proposed for what stands at its left, and for whom its part of the form is', () => {
    const strip = [box(40, 100, 20, 60), box(60, 100, 60, 30), box(120, 100, 200, 30), box(60, 130, 60, 30)];
    const cells = [
      ...strip,
      box(120, 130, 200, 30),
      box(40, 200, 20, 60),
      box(60, 200, 60, 60),
      box(120, 200, 200, 60),
    ];
    const labels = [
      ...Array.from('申請者').map((sign, at) => words(sign, 45, 105 + at * 15)),
      ...[words('氏', 65, 110), words('名', 105, 110), words('住', 65, 140), words('所', 105, 140)],
      ...Array.from('死亡者').map((sign, at) => words(sign, 45, 205 + at * 15)),
      words('氏名', 80, 225),
    ];
    expect(propose(cells, labels)).toMatchObject([
      { kind: 'text', label: '氏名', value: 'applicant.name', parts: [{ box: box(123, 101, 194, 28) }] },
      { label: '住所', value: 'applicant.address' },
      { label: '氏名', value: 'deceased.name' },
    ]);
  });

  it('has the postal code in its row of cells, and the address below it', () => {
    const cells = [box(60, 100, 60, 50), box(120, 100, 300, 50), ...row(140, 104, 3), ...row(185, 104, 4)];
    const found = propose(cells, [words('申請者の住所', 60, 120), words('〒', 125, 106)]);
    expect(found).toMatchObject([
      { kind: 'comb', value: 'applicant.postalCode', parts: [{ cells: 3 }, { cells: 4 }] },
      { kind: 'text', parts: [{ box: { x: 123, y: 119, width: 294 } }] },
    ]);
  });

  it('has twelve cells in three groups for the individual number', () => {
    const groups = [140, 200, 260].flatMap((x) => row(x, 104, 4));
    const found = propose([box(60, 100, 60, 22), box(120, 100, 300, 22), ...groups], [words('個人番号', 65, 105)]);
    expect(found).toMatchObject([
      { kind: 'comb', value: 'person.number', parts: [{ cells: 4 }, { cells: 4 }, { cells: 4 }] },
    ]);
  });

  it('has the eras of a day ringed, and its boxes between 年, 月 and 日', () => {
    const cells = [box(60, 100, 80, 20), box(140, 100, 300, 20)];
    const day = ['年', '月', '日'].map((sign, at) => words(sign, 270 + at * 40, 105));
    const eras = (text: string) => propose(cells, [words('生年月日', 65, 105), words(text, 145, 105), ...day])[0];
    expect(eras('大・昭・平')).toMatchObject({ kind: 'date', value: 'applicant.birthDate' });
    expect(eras('大・昭・平')?.parts.map(({ name }) => name)).toEqual([
      'year',
      'month',
      'day',
      'heisei',
      'showa',
      'taisho',
    ]);
    expect(eras('大・昭・平')?.parts[1]?.box).toEqual(box(281, 101, 28, 18));
    expect(eras('明治・大正・昭和')?.parts.at(-1)).toEqual({ name: 'meiji', box: box(142, 102, 26, 16) });
    expect(eras('令和')).toMatchObject({ era: 'reiwa' });
    expect(eras('西暦')).toMatchObject({ era: 'western' });
  });

  it('has a day in a line outside of all boxes, and none in 生年月日 that is set widely', () => {
    const line = ['年', '月', '日'].map((sign, at) => words(sign, 430 + at * 40, 80));
    expect(propose([], [words('申請日', 350, 80), words('令和', 385, 80), ...line])).toMatchObject([
      { kind: 'date', label: '申請日', value: 'application.date', era: 'reiwa' },
    ]);
    expect(
      propose(
        [],
        Array.from('生年月日').map((sign, at) => words(sign, 60 + at * 20, 80)),
      ),
    ).toEqual([]);
  });

  it('has words with dots between, and words with boxes before them, as choices under their values', () => {
    const cells = [box(60, 100, 100, 20), box(160, 100, 200, 20), box(60, 120, 100, 20), box(160, 120, 200, 20)];
    const found = propose(cells, [
      ...[words('小学校に通う子', 65, 105), words('はい', 170, 105), words('・', 197, 105), words('いいえ', 214, 105)],
      ...[words('介護保険の認定', 65, 125), words('□', 165, 125), words('はい', 176, 125), words('□', 205, 125)],
      words('いいえ', 216, 125),
    ]);
    expect(found).toMatchObject([
      {
        kind: 'choice',
        mark: 'ring',
        value: 'move.school',
        parts: [{ name: 'yes', box: box(167, 102, 26, 16) }, { name: 'no' }],
      },
      {
        kind: 'choice',
        mark: 'check',
        value: 'move.care',
        parts: [{ name: 'yes', box: box(165, 125, 10, 10) }, { name: 'no' }],
      },
    ]);
  });

  it('does not take a refusal for a consent that stands at the same place', () => {
    const cells = [box(60, 100, 170, 20), box(230, 100, 200, 20)];
    const asked = (first: string, second: string) => {
      const dot = 247 + Array.from(first).length * 10;
      const choice = [words(first, 240, 105), words('・', dot, 105), words(second, dot + 17, 105)];
      return propose(cells, [words('小学校に通うお子さんがいますか', 65, 105), ...choice]);
    };
    expect(asked('いる', 'いない')).toMatchObject([{ value: 'move.school', parts: [{ name: 'yes' }, { name: 'no' }] }]);
    expect(asked('いない', 'いる')[0]?.value).toBeUndefined();
  });

  it('has rows of empty boxes below headings as one list', () => {
    const heads = [box(60, 100, 100, 16), box(160, 100, 200, 16)];
    const rows = [0, 1, 2, 3].flatMap((at) => heads.map((head) => box(head.x, 116 + at * 20, head.width, 20)));
    const strip = box(40, 100, 20, 96);
    const names = Array.from('世帯の方').map((sign, at) => words(sign, 45, 110 + at * 15));
    expect(
      propose([strip, ...heads, ...rows], [...names, words('氏名', 90, 103), words('続柄', 240, 103)]),
    ).toMatchObject([
      {
        kind: 'table',
        rows: 4,
        value: 'family.members',
        parts: [
          { name: '氏名', box: box(60, 116, 100, 80) },
          { name: '続柄', box: box(160, 116, 200, 80) },
        ],
      },
    ]);
  });

  it('finds what stands above the columns of any list', () => {
    const heads = [box(60, 100, 100, 16), box(160, 100, 200, 16)];
    const seen = page([...heads, box(60, 116, 100, 20)], [words('氏', 70, 103), words('名', 130, 103)]);
    const columns = [box(60, 116, 100, 80), box(160, 116, 200, 80), box(60, 116, 300, 80)];
    expect(columnHeadings(seen, columns)).toEqual(['氏名', '', '']);
  });

  it('has each of two boxes called by its own of the two words before them', () => {
    const cells = [box(40, 100, 80, 30), box(120, 100, 60, 30), box(180, 100, 100, 30), box(40, 130, 80, 30)];
    const found = propose(
      [...cells, box(120, 130, 160, 30)],
      [words('住所・氏名', 45, 110), words('続柄・氏名', 45, 140)],
    );
    expect(found.map(({ label }) => label)).toEqual(['住所', '氏名', '続柄・氏名']);
  });

  it('is not bound where a name could be that of two people, and the form does not say whose', () => {
    const cells = [box(60, 100, 60, 30), box(120, 100, 200, 30)];
    expect(propose(cells, [words('氏名', 70, 110)])).toMatchObject([{ label: '氏名' }]);
    expect(propose(cells, [words('氏名', 70, 110)])[0]).not.toHaveProperty('value');
  });

  it('has the boxes of a scan named by what was recognised in them, and no other boxes', () => {
    const cells = [
      ...[box(40, 100, 20, 60), box(60, 100, 60, 30), box(120, 100, 200, 30)],
      ...[box(60, 130, 60, 30), box(120, 130, 200, 30)],
    ];
    const ink = [0, 1, 3].flatMap((at) => cells[at] ?? []);
    const seen = page(
      cells,
      ink.map((one) => ({ text: UNREAD, box: box(one.x + 4, one.y + 4, one.width - 8, one.height - 8) })),
    );
    const recognised = ['届出者', '氏名', '住・所'].map((text, at) => ({ text, box: ink[at] ?? box(0, 0, 1, 1) }));
    const [plain, named] = [proposeDrawn([seen], fields), proposeDrawn([{ ...seen, recognised }], fields)];
    expect(plain.map(({ label, value }) => ({ label, value }))).toEqual([{ label: '' }, { label: '' }]);
    expect(named).toMatchObject([{ value: 'applicant.name' }, { value: 'applicant.address' }]);
    expect(named.map(({ parts }) => parts)).toEqual(plain.map(({ parts }) => parts));
  });

  it('has nothing proposed for what the office fills in', () => {
    const cells = [box(60, 100, 60, 40), box(120, 100, 80, 40), box(200, 100, 80, 40)];
    expect(propose(cells, [words('事務処理欄', 62, 110), words('氏名', 130, 110)])).toEqual([]);
  });

  it('is read within bounds, whatever it holds', () => {
    const cells = Array.from({ length: 20_000 }, (_, at) => box((at % 100) * 5, Math.floor(at / 100) * 4, 5, 4));
    const labels = Array.from({ length: 6_000 }, (_, at) => words('年・月□日〒', at % 500, at % 700));
    expect(propose(cells, [...labels, words('氏'.repeat(50_000), 0, 0)]).length).toBeLessThanOrEqual(400);
  });
});

describe('proposals of an AcroForm', () => {
  const size = { max: 10, min: 5 };
  it('stay where they are, take the words of the drawing, and go together where it shows one field', () => {
    const typed = [
      { kind: 'text' as const, name: 'a', page: 0, parts: [{ box: box(122, 102, 190, 26) }], size, lines: 1 },
      ...[0, 1].map((at) => ({
        kind: 'check' as const,
        name: `m${at}`,
        page: 0,
        parts: [{ box: box(100 + at * 40, 300, 20, 12) }],
        size,
        lines: 1,
      })),
    ];
    const drawn = [
      {
        ...{ kind: 'text' as const, name: '氏名', label: '氏名', page: 0, size, lines: 1 },
        value: 'applicant.name',
        parts: [{ box: box(123, 101, 194, 28) }],
      },
      {
        ...{ kind: 'choice' as const, name: '', label: '種別', page: 0, size, lines: 1 },
        parts: [
          { name: '本人', box: box(100, 300, 22, 12) },
          { name: '代理', box: box(140, 300, 22, 12) },
        ],
      },
      {
        ...{ kind: 'text' as const, name: '', label: '備考', page: 0, size, lines: 1 },
        parts: [{ box: box(100, 500, 90, 20) }],
      },
    ];
    expect(mergeProposals(typed, drawn, () => 'drawing')).toMatchObject([
      { from: 'acro-form', name: 'a', label: '氏名', value: 'applicant.name', parts: [{ box: { x: 122 } }] },
      { from: 'acro-form', kind: 'choice', label: '種別' },
      { from: 'drawing', label: '備考' },
    ]);
  });
});
