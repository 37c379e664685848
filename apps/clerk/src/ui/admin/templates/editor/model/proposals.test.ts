import { describe, expect, it } from '@jest/globals';
import { Field } from '@mado/forms/map';
import type { CommonFieldEntry, Label, Proposal } from '../workbench-port.ts';
import { inWords, readValue } from './binding.ts';
import { draftOf } from './item.ts';
import { labelBeside, nameOf } from './naming.ts';
import { itemOf, openProposals, placeOf } from './proposals.ts';
import { SAMPLE_MAP } from './sample-map.ts';

const words = { above: '窓野市', below: '受付', pen: '署名' };
const size = { max: 11, min: 5 };
const label = (text: string, x: number, y: number, width = text.length * 10): Label => ({
  text,
  box: { x, y, width, height: 10 },
});
const entry = (
  key: string,
  text: string,
  type: CommonFieldEntry['type'],
  choices: string[] = [],
): CommonFieldEntry => ({
  ...{ key, label: text, group: '申請者', type },
  choices: choices.map((value) => ({ value, label: value })),
});
const known = new Map(
  [
    entry('applicant.name', '申請者の氏名', 'text'),
    entry('application.date', '申請日', 'date'),
    entry('insurance.kind', '保険', 'choice', ['national', 'late-stage']),
  ].map((one) => [one.key, one]),
);
const proposal = (part: Partial<Proposal> & Pick<Proposal, 'kind' | 'parts'>): Proposal => ({
  ...{ name: 'found', page: 0, size, lines: 1, label: '', from: 'drawing' },
  ...part,
});
const box = (x: number, y: number, width = 30, height = 14) => ({ x, y, width, height });

describe('a proposal', () => {
  it('is the same one when its name and common field come later, and another one at another place', () => {
    const found = proposal({ kind: 'text', parts: [{ box: box(10, 20) }] });
    expect(placeOf({ ...found, name: '氏名', label: '氏名', value: 'applicant.name' })).toBe(placeOf(found));
    expect(placeOf({ ...found, page: 1 })).not.toBe(placeOf(found));
    expect(placeOf(proposal({ kind: 'text', parts: [{ box: box(10, 21) }] }))).not.toBe(placeOf(found));
  });

  it('becomes a field that a map can have, named after what it is bound to', () => {
    const text = itemOf(
      proposal({ kind: 'text', value: 'applicant.name', lines: 2, parts: [{ box: box(100, 300) }] }),
      [],
      known,
      words,
    );
    expect(Field.parse(text)).toMatchObject({ kind: 'text', value: 'applicant.name', lines: 2 });
  });

  it('of a day gets the eras that stand before its boxes', () => {
    const parts = ['year', 'month', 'day'].map((name, at) => ({ name, box: box(200 + 40 * at, 100) }));
    const day = (labels: readonly Label[]) => itemOf(proposal({ kind: 'date', parts }), labels, known, words);
    expect(day([label('昭和・平成', 120, 102, 50)])).toMatchObject({
      era: { kind: 'circle', marks: { showa: { x: 120, width: 20 }, heisei: { x: 150, width: 20 } } },
    });
    expect(day([label('令和', 160, 102)])).toMatchObject({ era: { kind: 'printed', era: 'reiwa' } });
    expect(day([label('西暦', 160, 102)])).toMatchObject({ kind: 'western-date', year: box(200, 100) });
    expect(Field.safeParse(day([label('西暦', 160, 102)])).error).toBeUndefined();
  });

  it('of a choice gets the values of its common field', () => {
    const parts = [{ box: box(10, 10, 9, 9) }, { box: box(40, 10, 9, 9) }];
    expect(itemOf(proposal({ kind: 'choice', value: 'insurance.kind', parts }), [], known, words)).toMatchObject({
      mark: 'check',
      marks: { national: box(10, 10, 9, 9), 'late-stage': box(40, 10, 9, 9) },
    });
  });

  it('keeps what the drawing shows: printed eras, rings around single signs, rows of a list, some of the choices', () => {
    const days = ['year', 'month', 'day'].map((name, at) => ({ name, box: box(200 + 40 * at, 100) }));
    const day = (more: Partial<Proposal>) =>
      itemOf(proposal({ kind: 'date', parts: days, ...more }), [label('昭和・平成', 120, 102, 50)], known, words);
    expect(day({ era: 'reiwa' })).toMatchObject({ era: { kind: 'printed', era: 'reiwa' } });
    expect(day({ era: 'western' })).toMatchObject({ kind: 'western-date' });
    const ring = { name: 'showa', box: box(160, 100, 13, 15) };
    expect(day({ parts: [...days, ring] })).toMatchObject({ era: { kind: 'circle', marks: { showa: ring.box } } });
    const some = proposal({
      ...{ kind: 'choice', value: 'insurance.kind', mark: 'ring' },
      parts: [{ name: 'late-stage', box: box(10, 10, 13, 15) }],
    });
    expect(itemOf(some, [], known, words)).toMatchObject({
      mark: 'ring',
      marks: { 'late-stage': box(10, 10, 13, 15) },
    });
    const list = proposal({
      kind: 'table',
      rows: 4,
      parts: [{ name: '氏名', box: box(10, 100, 80, 88) }, { box: box(90, 100, 60, 88) }],
    });
    const columns = [
      { x: 10, width: 80, lines: 1, label: '氏名' },
      { x: 90, width: 60, lines: 1 },
    ];
    expect(Field.parse(itemOf(list, [], known, words))).toMatchObject({ y: 100, rowHeight: 22, rows: 4, columns });
  });

  it('is done with once a field stands at its place', () => {
    const taken = proposal({ kind: 'text', parts: [{ box: box(110, 105) }] });
    const free = proposal({ kind: 'text', parts: [{ box: box(110, 500) }] });
    expect(openProposals([taken, free], draftOf(SAMPLE_MAP))).toEqual([free]);
  });
});

describe('the name of a place', () => {
  const labels = [label('氏　名', 20, 104), label('電話', 20, 140), label('申請書', 200, 20)];
  it('is the common field, else what the form says at its left or above', () => {
    const [name] = draftOf(SAMPLE_MAP).items;
    if (name === undefined) throw new Error('the sample is empty');
    expect(nameOf(name, known, labels)).toEqual({ name: '申請者の氏名', bound: true });
    expect(nameOf(name, new Map(), labels)).toEqual({ name: '氏名', bound: false });
    expect(labelBeside(box(205, 40), labels)).toBe('申請書');
    expect(labelBeside(box(400, 700), labels)).toBe('');
  });
});

describe('an expression', () => {
  it('is read against the common fields, each fault with its place', () => {
    expect(readValue('applicant.name + "様"', known)).toEqual({ ok: true, keys: ['applicant.name'] });
    expect(readValue('applicant.name + ', known)).toMatchObject({ ok: false, problem: 'syntax', at: 17 });
    expect(readValue('"" + who.name', known)).toMatchObject({ problem: 'unknown', at: 5, detail: 'who.name' });
    expect(readValue('applicant.name + applicant.nam', known)).toMatchObject({ at: 17, detail: 'applicant.nam' });
    expect(readValue('western(applicant.name)', known)).toMatchObject({ problem: 'no-date', at: 8 });
  });

  it('is said with the names that people know', () => {
    expect(inWords('applicant.name + "applicant.name" + who.name', known)).toBe(
      '〔申請者の氏名〕 + "applicant.name" + who.name',
    );
  });
});
