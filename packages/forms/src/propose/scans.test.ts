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
    { id: 'heir-representative', fields: 24, placed: 17, bound: 15 },
    { id: 'plan-viewing', fields: 13, placed: 9, bound: 8 },
  ])('bind most boxes of $id and none to the wrong common field', ({ id, fields, placed, bound }) => {
    const { before, after } = outcomes.get(id) ?? {};
    expect(before).toMatchObject({ fields, placed, bound: 0, wrong: [] });
    expect(after).toMatchObject({ fields, placed, wrong: [] });
    expect(after?.bound).toBeGreaterThanOrEqual(bound);
  });

  it('bind nine of ten boxes of forms that are drawn as if scanned, and none to the wrong common field', () => {
    const drawn = [...outcomes].flatMap(([id, { after }]) => (SCANS.includes(id) ? [] : [after]));
    const sum = (of: (one: Recall) => number): number => drawn.reduce((total, one) => total + of(one), 0);
    expect(drawn.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(sum(({ placed }) => placed)).toBe(194);
    expect(sum(({ bound }) => bound)).toBeGreaterThanOrEqual(172);
  });

  it('bind hardly anything that no map has: lists on a continuation sheet, which the map has with their first page', () => {
    const elsewhere = [...outcomes.values()].flatMap(({ named, after }) => {
      return named.filter(({ value }) => value !== undefined).length - after.bound - after.wrong.length;
    });
    expect(elsewhere.reduce((total, count) => total + count, 0)).toBeLessThanOrEqual(2);
  });

  it('neither add nor take nor move a proposal', () => {
    const placesOf = (all: readonly DrawnField[]) =>
      all.map(({ page, kind, parts }) => ({ page, kind, boxes: parts.map(({ box }) => box) }));
    for (const { boxes, named } of outcomes.values()) {
      expect(boxes.length).toBeGreaterThan(10);
      expect(placesOf(named)).toEqual(placesOf(boxes));
    }
  });

  it('leave unbound what the office fills in', () => {
    const office = outcomes.get('plan-viewing')?.named.filter(({ parts }) => (parts[0]?.box.y ?? 0) > 700);
    expect(office?.map(({ value }) => value)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
