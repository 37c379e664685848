import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import { TemplateMap } from '../template/map.ts';
import { printedTexts } from '../testing/printed-texts.ts';
import { Paper } from '../testing/paper.ts';
import { type Recall, recallOf } from '../testing/recall.ts';
import { inspectForm } from '../workbench/inspect.ts';
import type { CommonField } from '../values/catalogue.ts';
import { keysOf, parseExpression } from '../values/expression.ts';
import { mergeProposals } from './merge-proposals.ts';
import { proposeDrawn } from './propose-drawn.ts';
import type { SeenPage } from './read-page.ts';
import { ruledPage } from './ruled-page.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
const found = new Map<string, Recall>();
const scans = new Set<string>();
const read: { map: TemplateMap; pages: readonly SeenPage[] }[] = [];
let fields: readonly CommonField[] = [];

/** The empty form goes in as a person opens it; the map that people made of it says what should have come out. */
beforeAll(async () => {
  const catalogue = await loadCatalogue(join(city, CATALOGUE_FILE));
  fields = [...catalogue.values()];
  for (const id of (await readdir(join(city, 'templates'))).sort()) {
    const folder = join(city, 'templates', id);
    const pdf = await readFile(join(folder, 'form.pdf'));
    const map = TemplateMap.parse(JSON.parse(await readFile(join(folder, 'template.json'), 'utf8')));
    const [{ pages, proposals }, texts] = [await inspectForm(pdf, catalogue), await printedTexts(pdf)];
    await using paper = await Paper.of(pdf);
    const seen = await Promise.all(
      pages.map(async (page, index): Promise<SeenPage> => {
        if (page.lines.length > 0) return { ...page, labels: texts[index] ?? [] };
        scans.add(id);
        const { width, height, pixels } = await paper.picture(200, index);
        const { ink, ...ruled } = ruledPage({ width, height, grey: pixels, scale: 200 / 72 });
        return { ...page, ...ruled, labels: ink };
      }),
    );
    read.push({ map, pages: seen });
    const drawn = proposeDrawn(seen, fields);
    const proposed = mergeProposals(proposals, drawn, () => 'drawing');
    found.set(id, recallOf(proposed, map));
  }
}, 120_000);

/** Fractions over some of the forms. */
function shareOf(ids: readonly string[]): { placed: number; bound: number; useful: number } {
  const all = ids.flatMap((id) => found.get(id) ?? []);
  const sum = (of: (one: Recall) => number): number => all.reduce((total, one) => total + of(one), 0);
  const fields = sum((one) => one.fields);
  return {
    placed: sum(({ placed }) => placed) / fields,
    bound: sum(({ bound }) => bound) / fields,
    useful: sum(({ useful }) => useful) / sum(({ proposals }) => proposals),
  };
}

describe('proposals for the forms of the sample city', () => {
  it('cover most boxes, and find most common fields by the words of the form', () => {
    expect(found.size).toBe(14);
    const share = shareOf([...found.keys()]);
    expect(share.placed).toBeGreaterThanOrEqual(0.94);
    expect(share.bound).toBeGreaterThanOrEqual(0.78);
    // The others are places that the map leaves out, such as what the office ticks.
    expect(share.useful).toBeGreaterThanOrEqual(0.92);
  });

  it('bind nothing to the wrong common field', () => {
    expect([...found].flatMap(([id, { wrong }]) => wrong.map((field) => `${id}: ${field}`))).toEqual([]);
  });

  it('leave most places unbound whose group of common fields the city does not have', () => {
    const outcomes = read.flatMap(({ map, pages }) => {
      const asked = map.fields.flatMap((field) => ('value' in field ? keysOf(parseExpression(field.value)) : []));
      const groups = new Set(fields.flatMap(({ key, group }) => (asked.includes(key) ? [group] : [])));
      return [...groups].map((group) => {
        const others = fields.filter((field) => field.group !== group);
        return recallOf(proposeDrawn(pages, others), map);
      });
    });
    const bound = outcomes.reduce((sum, one) => sum + one.bound, 0);
    const wrong = outcomes.reduce((sum, one) => sum + one.wrong.length, 0);
    expect(outcomes.length).toBeGreaterThan(50);
    expect(wrong / (bound + wrong)).toBeLessThan(0.07);
  });

  it('cover most boxes of a scan, whose words nobody reads', () => {
    expect([...scans]).toEqual(['heir-representative', 'plan-viewing']);
    expect(shareOf([...scans]).placed).toBeGreaterThanOrEqual(0.68);
  });

  it('leave out of a drawn form only what it does not show: page numbers and the date stamp', () => {
    const missed = [...found].flatMap(([id, one]) => (scans.has(id) ? [] : one.missed));
    expect(missed.filter((one) => !one.startsWith('page-number') && one !== 'reception')).toEqual([]);
  });
});
