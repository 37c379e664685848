import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import { TemplateMap } from '../template/map.ts';
import { printedTexts } from '../testing/printed-texts.ts';
import { type Recall, recallOf } from '../testing/recall.ts';
import { inspectForm } from '../workbench/inspect.ts';
import { mergeProposals } from './merge-proposals.ts';
import { proposeDrawn } from './propose-drawn.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
const found = new Map<string, Recall>();

/** The empty form goes in as a person opens it; the map that people made of it says what should have come out. */
beforeAll(async () => {
  const catalogue = await loadCatalogue(join(city, CATALOGUE_FILE));
  for (const id of await readdir(join(city, 'templates'))) {
    const folder = join(city, 'templates', id);
    const pdf = await readFile(join(folder, 'form.pdf'));
    const map = TemplateMap.parse(JSON.parse(await readFile(join(folder, 'template.json'), 'utf8')));
    const [{ pages, proposals }, texts] = [await inspectForm(pdf, catalogue), await printedTexts(pdf)];
    const seen = pages.map((page, index) => ({ ...page, labels: texts[index] ?? [] }));
    const drawn = proposeDrawn(seen, [...catalogue.values()]);
    found.set(
      id,
      recallOf(
        mergeProposals(proposals, drawn, () => 'drawing'),
        map,
      ),
    );
  }
}, 30_000);

const sum = (of: (one: Recall) => number): number => [...found.values()].reduce((all, one) => all + of(one), 0);

describe('proposals for the forms of the sample city', () => {
  it('cover most boxes, and find most common fields by the words of the form', () => {
    expect(found.size).toBe(14);
    const share = {
      placed: sum(({ placed }) => placed) / sum(({ fields }) => fields),
      bound: sum(({ bound }) => bound) / sum(({ fields }) => fields),
      useful: sum(({ useful }) => useful) / sum(({ proposals }) => proposals),
    };
    expect(share.placed).toBeGreaterThanOrEqual(0.87);
    expect(share.bound).toBeGreaterThanOrEqual(0.7);
    // The others are places that the map leaves out, such as what the office ticks.
    expect(share.useful).toBeGreaterThanOrEqual(0.9);
  });

  it('leave out of a drawn form only what it does not show: page numbers and the date stamp', () => {
    const missed = [...found]
      .filter(([, { placed }]) => placed > 0)
      .flatMap(([id, one]) => one.missed.map((each) => `${id} ${each}`));
    expect(missed.filter((one) => !/page-number|reception/u.test(one))).toEqual([]);
  });
});
