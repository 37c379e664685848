import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import { asScan, type ScannedForm, withWords } from '../testing/as-scan.ts';
import { type Recall, recallOf } from '../testing/recall.ts';
import { type DrawnField, proposeDrawn } from './propose-drawn.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
/** The forms of the sample city that are scanned pictures; the others are drawn, and read here as if they were scans. */
const SCANS = ['heir-representative', 'plan-viewing'];

interface Outcome {
  readonly boxes: readonly DrawnField[];
  readonly named: readonly DrawnField[];
  readonly before: Recall;
  readonly after: Recall;
}
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  const catalogue = await loadCatalogue(join(city, CATALOGUE_FILE));
  const fields = [...catalogue.values()];
  const folder = join(city, 'templates');
  const forms: ScannedForm[] = [];
  for (const id of (await readdir(folder)).sort()) forms.push(await asScan(folder, id, catalogue));
  for (const [index, { id, map, pages }] of (await withWords(forms)).entries()) {
    const boxes = proposeDrawn(forms[index]?.pages ?? [], fields);
    const named = proposeDrawn(pages, fields);
    outcomes.set(id, { boxes, named, before: recallOf(boxes, map), after: recallOf(named, map) });
  }
}, 240_000);

describe('the words of scanned forms', () => {
  it.each([
    { id: 'heir-representative', fields: 24, boxes: 17, placed: 19, bound: 17 },
    { id: 'plan-viewing', fields: 13, boxes: 9, placed: 11, bound: 8 },
  ])('bind most boxes of $id and none to the wrong common field', ({ id, fields, boxes, placed, bound }) => {
    const { before, after } = outcomes.get(id) ?? {};
    expect(before).toMatchObject({ fields, placed: boxes, bound: 0, wrong: [] });
    expect(after).toMatchObject({ fields, wrong: [] });
    expect(after?.placed).toBeGreaterThanOrEqual(placed);
    expect(after?.bound).toBeGreaterThanOrEqual(bound);
  });

  it('show and bind most of what forms ask for that are drawn as if scanned, and bind none to the wrong common field', () => {
    const drawn = [...outcomes].flatMap(([id, one]) => (SCANS.includes(id) ? [] : [one]));
    const sum = (of: (one: Outcome) => number): number => drawn.reduce((total, one) => total + of(one), 0);
    expect(drawn.flatMap(({ after }) => after.wrong)).toEqual([]);
    expect(sum(({ before }) => before.placed)).toBe(194);
    expect(sum(({ after }) => after.placed)).toBeGreaterThanOrEqual(285);
    expect(sum(({ after }) => after.bound)).toBeGreaterThanOrEqual(245);
  });

  it('bind hardly anything that no map has: lists on a continuation sheet, which the map has with their first page', () => {
    const elsewhere = [...outcomes.values()].flatMap(({ named, after }) => {
      return named.filter(({ value }) => value !== undefined).length - after.bound - after.wrong.length;
    });
    expect(elsewhere.reduce((total, count) => total + count, 0)).toBeLessThanOrEqual(2);
  });

  it('neither take nor move a proposal, and add days, words to choose from and boxes before these', () => {
    const placeOf = ({ page, kind, parts }: DrawnField): string =>
      JSON.stringify([page, kind, parts.map(({ box }) => box)]);
    const added = [...outcomes.values()].flatMap(({ boxes, named }) => {
      const before = new Set(boxes.map(placeOf));
      expect(before.size).toBeGreaterThan(10);
      expect(named.map(placeOf)).toEqual(expect.arrayContaining([...before]));
      return named.filter((one) => !before.has(placeOf(one)));
    });
    const kinds = added.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['date', 'choice', 'text']));
    expect(kinds.filter((kind) => kind === 'text').length).toBeLessThan(0.1 * kinds.length);
    // Nearly all stand where a map has a field or leaves something to the pen.
    const useful = [...outcomes.values()].reduce((sum, { before, after }) => sum + after.useful - before.useful, 0);
    expect(useful / added.length).toBeGreaterThan(0.9);
  });

  it('leave unbound what the office fills in', () => {
    const office = outcomes.get('plan-viewing')?.named.filter(({ parts }) => (parts[0]?.box.y ?? 0) > 700);
    expect(office?.map(({ value }) => value)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
