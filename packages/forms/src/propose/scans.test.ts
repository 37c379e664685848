import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import { TemplateMap } from '../template/map.ts';
import { Paper } from '../testing/paper.ts';
import { type Recall, recallOf } from '../testing/recall.ts';
import { recognised } from '../testing/recognised.ts';
import { inspectForm } from '../workbench/inspect.ts';
import { type LabelSheet, labelSheet } from './label-sheet.ts';
import { type DrawnField, proposeDrawn } from './propose-drawn.ts';
import type { SeenPage } from './read-page.ts';
import { ruledPage } from './ruled-page.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
/** The forms of the sample city that are scanned pictures. */
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
  const scans: { id: string; map: TemplateMap; seen: SeenPage[]; sheets: LabelSheet[] }[] = [];
  for (const id of SCANS) {
    const folder = join(city, 'templates', id);
    const pdf = await readFile(join(folder, 'form.pdf'));
    const map = TemplateMap.parse(JSON.parse(await readFile(join(folder, 'template.json'), 'utf8')));
    const { pages } = await inspectForm(pdf, catalogue);
    await using paper = await Paper.of(pdf);
    const [seen, sheets]: [SeenPage[], LabelSheet[]] = [[], []];
    for (const [index, page] of pages.entries()) {
      const { width, height, pixels } = await paper.picture(200, index);
      const raster = { width, height, grey: pixels, scale: 200 / 72 };
      const ruled = ruledPage(raster);
      seen.push({ ...page, ...ruled, labels: ruled.ink });
      sheets.push(labelSheet(raster, ruled));
    }
    scans.push({ id, map, seen, sheets });
  }
  const words = await recognised(scans.flatMap(({ sheets }) => sheets));
  for (const { id, map, seen } of scans) {
    const read = words.splice(0, seen.length);
    const boxes = proposeDrawn(seen, [...catalogue.values()]);
    const named = proposeDrawn(
      seen.map((page, index) => ({ ...page, recognised: read[index] ?? [] })),
      [...catalogue.values()],
    );
    outcomes.set(id, { boxes, named, before: recallOf(boxes, map), after: recallOf(named, map) });
  }
}, 120_000);

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

  it.each(SCANS)('neither add nor take nor move a proposal of %s', (id) => {
    const { boxes = [], named = [] } = outcomes.get(id) ?? {};
    const placesOf = (all: readonly DrawnField[]) =>
      all.map(({ page, kind, parts }) => ({ page, kind, boxes: parts.map(({ box }) => box) }));
    expect(boxes.length).toBeGreaterThan(10);
    expect(placesOf(named)).toEqual(placesOf(boxes));
  });

  it('leave unbound what the office fills in', () => {
    const office = outcomes.get('plan-viewing')?.named.filter(({ parts }) => (parts[0]?.box.y ?? 0) > 700);
    expect(office?.map(({ value }) => value)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
