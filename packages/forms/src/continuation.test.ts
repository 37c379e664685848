import { beforeAll, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { bundledMincho, fill, type Fonts, loadFonts, loadFormSet, systemIpamjMincho, type Template } from './index.ts';
import { Paper } from './testing/paper.ts';

const city = fileURLToPath(new URL('../../../procedures/sample-city', import.meta.url));
const today = { year: 2026, month: 11, day: 23 };
const heirs = (count: number): string =>
  Array.from({ length: count }, (_, n) => `相続人${n + 1}番、子、窓野市内丸${n + 1}番地`).join('\n');

let fonts: Fonts;
let drawn: Template;
let scan: Template;

beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  const { templates } = await loadFormSet(city);
  drawn = templates.find(({ map }) => map.id === 'disability-subsidy')!;
  scan = templates.find(({ map }) => map.id === 'heir-representative')!;
});

it('carries rows on to as many sheets as it takes, each row once and in order, with the total on every sheet', async () => {
  for (const [template, rows] of [
    [drawn, 3],
    [scan, 5],
  ] as const) {
    const { pdf, notes } = await fill(template, { 'heir.others': heirs(rows + 14 + 2) }, { fonts, today });
    expect(notes.filter(({ code }) => code === 'too-many-rows')).toEqual([]);
    await using paper = await Paper.of(pdf);
    expect(await paper.check()).toContain('No syntax or stream encoding errors');
    const words = await paper.words();
    const numbers = words.filter(({ text }) => /^相続人\d+番$/u.test(text));
    expect(numbers.map(({ text }) => text)).toEqual(
      heirs(rows + 16)
        .split('\n')
        .map((line) => line.split('、')[0]),
    );
    const pages = numbers.map(({ page }) => page);
    expect([0, 1, 2].map((page) => pages.filter((own) => own === page).length)).toEqual([rows, 14, 2]);
    for (const page of [0, 1, 2])
      expect(words.filter((word) => word.page === page && word.text === `${page + 1}/3`)).toHaveLength(1);
  }
});

it('leaves the sheet out, and what only it used, when the form has room', async () => {
  const { pdf } = await fill(drawn, { 'heir.others': heirs(3) }, { fonts, today });
  const longer = await fill(drawn, { 'heir.others': heirs(4) }, { fonts, today });
  await using paper = await Paper.of(pdf);
  await using more = await Paper.of(longer.pdf);
  const words = await paper.words();
  expect(new Set(words.map(({ page }) => page))).toEqual(new Set([0]));
  expect(words.map(({ text }) => text)).toContain('1/1');
  expect(await paper.text()).not.toContain('続紙\n');
  expect(await more.text()).toContain('続紙');
  expect(longer.pdf.byteLength - pdf.byteLength).toBeGreaterThan(1000);
});

it('says so when even the sheets are not enough', async () => {
  const { notes } = await fill(drawn, { 'heir.others': heirs(3 + 20 * 14 + 1) }, { fonts, today });
  expect(notes).toContainEqual({ field: 'heir.others', severity: 'error', code: 'too-many-rows', detail: '283' });
});
