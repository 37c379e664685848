import { beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import {
  bundledMincho,
  fieldPlaces,
  fill,
  fillOver,
  type Fonts,
  type FormSet,
  loadFonts,
  loadFormSet,
  readTemplate,
  systemIpamjMincho,
  type Template,
  templateSource,
} from './index.ts';
import { boxesOf, continued } from './template/map.ts';
import { expectedOn } from './testing/expected.ts';
import { deviations } from './testing/golden-files.ts';
import { inkBetween, inkOutside } from './testing/ink-on-page.ts';
import { Paper, textOf } from './testing/paper.ts';
import { faultsAgainstPdfA } from './testing/pdf-a.ts';
import { readSamples, type Sample, SAMPLE_DAY as today } from './testing/samples.ts';
import { SPILL, spilling, spillingBlank } from './testing/spill.ts';

const city = fileURLToPath(new URL('../../../procedures/sample-city', import.meta.url));
const WITH_LISTS = [
  ...['disability-subsidy', 'health-insurance', 'heir-representative', 'medical-subsidy', 'moving-in', 'moving-out'],
  ...['nursery-place', 'plan-viewing', 'waterworks-renewal'],
];
const RESOLUTION = 150;
const PAGE_BYTES = 120 * 1024;

let fonts: Fonts;
let forms: FormSet;
let samples: readonly Sample[];

beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  forms = await loadFormSet(city);
  samples = await readSamples(city);
});

const templateOf = (id: string): Template => forms.templates.find(({ map }) => map.id === id)!;
const letters = (texts: readonly string[]): number => texts.join('').replace(/\s/gu, '').length;

it('tries every form that has a list', () => {
  const found = forms.templates.filter((template) => spilling(template, samples) !== undefined);
  expect(found.map(({ map }) => map.id)).toEqual(WITH_LISTS);
});

describe.each(WITH_LISTS)('%s with more rows than fit', (id) => {
  it('gives each row back from its own cell, on the form or behind it, and nothing else', async () => {
    const template = templateOf(id);
    const values = spilling(template, samples)!;
    const blank = spillingBlank(template);
    const { pdf, notes, sheets } = await fillOver(template, values, { fonts, today });
    expect(notes.filter(({ severity, code }) => severity === 'error' || code === 'no-glyph')).toEqual([]);
    const expected = expectedOn(template, values, today);
    expect(sheets).toEqual(expected.sheets.map(({ page }) => page));
    await using paper = await Paper.of(pdf);
    const words = await paper.words();
    const seen = expected.texts.map(({ id: field, page, box }) => [field, textOf(words, page, box)]);
    expect(seen).toEqual(expected.texts.map(({ id: field, text }) => [field, text.replace(/\s/gu, '')]));
    // Beyond that there is only what the sheets say of themselves, which stands there without any value too.
    await using empty = await Paper.of((await fillOver(template, blank, { fonts, today })).pdf);
    const own = letters((await empty.words()).map(({ text }) => text));
    const without = letters(expectedOn(template, blank, today).texts.map(({ text }) => text));
    expect(letters(words.map(({ text }) => text)) - letters(expected.texts.map(({ text }) => text))).toBe(
      own - without,
    );
  });

  it('prints inside the boxes alone, looks as reviewed, and is a sound, small PDF/A-2u', async () => {
    const template = templateOf(id);
    const made = await fill(template, spilling(template, samples)!, { fonts, today });
    await using blank = await Paper.of((await fill(template, spillingBlank(template), { fonts, today })).pdf);
    await using paper = await Paper.of(made.pdf);
    const { sheets } = expectedOn(template, spilling(template, samples)!, today);
    const [before, pictures] = await Promise.all([blank.pictures(RESOLUTION), paper.pictures(RESOLUTION)]);
    expect(pictures).toHaveLength(sheets.length);
    sheets.forEach(({ page }, index) => {
      const boxes = template.map.fields
        .flatMap((field) => [field, ...(field.kind === 'table' ? [continued(field) ?? []].flat() : [])])
        .filter((part) => part.page === page)
        .flatMap(boxesOf);
      expect([index, inkOutside(inkBetween(before[index]!, pictures[index]!), boxes)]).toEqual([index, 0]);
    });
    const shown = pictures.map((picture, index) => ({ picture, page: sheets[index]!.page }));
    expect(await deviations(template, SPILL, shown)).toEqual([]);
    expect(await paper.check()).toContain('No syntax or stream encoding errors');
    for (const line of await paper.fonts()) expect(line).toMatch(/ yes yes yes /);
    expect(await faultsAgainstPdfA(made.pdf)).toEqual([]);
    expect(made.pdf.byteLength / sheets.length).toBeLessThanOrEqual(PAGE_BYTES);
  });
});

describe('a general sheet', () => {
  const receipts = (count: number): string =>
    Array.from({ length: count }, (_, n) => `令和8年9月、窓野第${n + 1}医院、外来、120、360`).join('\n');

  it('is left out while the form has room, without a trace in the file', async () => {
    const template = templateOf('medical-subsidy');
    const { pdf } = await fill(template, { 'medical.receipts': receipts(6) }, { fonts, today });
    const longer = await fill(template, { 'medical.receipts': receipts(7) }, { fonts, today });
    await using paper = await Paper.of(pdf);
    await using more = await Paper.of(longer.pdf);
    expect(new Set((await paper.words()).map(({ page }) => page))).toEqual(new Set([0]));
    expect(await paper.text()).not.toContain('別紙');
    expect(await more.text()).toContain('医療費助成給付申請書\u3000別紙');
  });

  it('leads from its cells to their list, and shows a name that is missing as a place for the pen', async () => {
    const template = templateOf('medical-subsidy');
    const listed = fieldPlaces(template).filter(({ keys }) => keys.includes('medical.receipts'));
    expect(listed.map(({ page }) => page)).toEqual([0, 1]);
    const { places } = await fill(template, { 'medical.receipts': receipts(7) }, { fonts, today, markByHand: true });
    const sheet = places.filter((place) => place.sheet === 1);
    expect(sheet.map(({ key }) => key)).toEqual([template.general[0]!.name && 'applicant.name']);
  });

  it('comes with maps of earlier formats too, which say nothing of columns', async () => {
    const { map, pdf } = await templateSource(city, 'medical-subsidy');
    const older = map.replace('"format": 4', '"format": 2').replace(/,\s*"label": "[^"]*"/gu, '');
    const template = await readTemplate(older, pdf, forms.catalogue);
    const { notes, pdf: filled } = await fill(template, { 'medical.receipts': receipts(9) }, { fonts, today });
    expect(notes.filter(({ field }) => field === 'medical.receipts')).toEqual([]);
    await using paper = await Paper.of(filled);
    expect((await paper.words()).filter(({ text, page }) => page === 1 && /^窓野第\d+医院$/u.test(text))).toHaveLength(
      3,
    );
    await expect(readTemplate(map.replace('"format": 4', '"format": 3'), pdf, forms.catalogue)).rejects.toThrow(
      'format 4',
    );
  });
});
