import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  bundledMincho,
  fieldsFor,
  fill,
  type Filled,
  fillOver,
  type Fonts,
  type FormSet,
  loadFonts,
  loadFormSet,
  systemIpamjMincho,
  type Template,
} from './index.ts';
import { type Box, boxesOf, continuationPages, continued } from './template/map.ts';
import { deviations } from './testing/golden-files.ts';
import { type Expected, expectedOn } from './testing/expected.ts';
import { inkBetween, inkInside, inkOutside } from './testing/ink-on-page.ts';
import { Paper, type Picture, textOf } from './testing/paper.ts';
import { faultsAgainstPdfA } from './testing/pdf-a.ts';
import { readSamples, type Sample, SAMPLE_DAY } from './testing/samples.ts';

const city = fileURLToPath(new URL('../../../procedures/sample-city', import.meta.url));
const ids = readdirSync(`${city}/templates`).sort();
const sampleIds = ['usual', 'longest', 'foreign', 'variants'];
const today = SAMPLE_DAY;
/** Dots per inch of compared pictures. */
const RESOLUTION = 150;
const PAGE_BYTES = 120 * 1024;

let fonts: Fonts;
let forms: FormSet;
let samples: Map<string, Sample>;

beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  forms = await loadFormSet(city);
  samples = new Map((await readSamples(city)).map((sample) => [sample.id, sample]));
});

const templateOf = (id: string): Template => forms.templates.find(({ map }) => map.id === id)!;
const valuesOf = (sample: string): Readonly<Record<string, string>> => samples.get(sample)!.values;
const filled = (template: Template, sample: string): Promise<Filled> =>
  fill(template, valuesOf(sample), { fonts, today });

/** Every box of a page, those of lists that go on there too. */
const boxesOn = (template: Template, page: number): Box[] =>
  template.map.fields.flatMap((field) => {
    const more = field.kind === 'table' ? continued(field) : undefined;
    return [field, ...(more ? [more] : [])].filter((part) => part.page === page).flatMap(boxesOf);
  });

/** A template filled with one sample: as a file, and as other people's programs see it. Everything is made once for all tests. */
interface Print {
  readonly filled: Filled;
  readonly paper: Paper;
  readonly pictures: readonly Picture[];
  readonly expected: Expected;
}

async function printOf(template: Template, sample: string): Promise<Print> {
  const made = await filled(template, sample);
  const paper = await Paper.of(made.pdf);
  const expected = expectedOn(template, valuesOf(sample), today);
  return { filled: made, paper, pictures: await paper.pictures(RESOLUTION), expected };
}

it('tries every sample that the city keeps', () => {
  expect([...samples.keys()]).toEqual(sampleIds);
});

describe.each(ids)('%s', (id) => {
  let template: Template;
  let blank: readonly Picture[];
  let prints: ReadonlyMap<string, Print>;

  beforeAll(async () => {
    template = templateOf(id);
    await using paper = await Paper.of(template.pdf);
    const made = sampleIds.map(async (sample) => [sample, await printOf(template, sample)] as const);
    blank = await paper.pictures(RESOLUTION);
    prints = new Map(await Promise.all(made));
  });
  afterAll(async () => {
    for (const { paper } of prints.values()) await paper[Symbol.asyncDispose]();
  });

  it.each(sampleIds)('gives back what is printed from inside its own boxes: %s', async (sample) => {
    // Without the form beneath, so that all that is read back was typed.
    const { pdf, notes, sheets } = await fillOver(template, valuesOf(sample), { fonts, today });
    expect(notes.filter(({ severity, code }) => severity === 'error' || code === 'no-glyph')).toEqual([]);
    await using paper = await Paper.of(pdf);
    const words = await paper.words();
    const { texts, sheets: wanted } = prints.get(sample)!.expected;
    expect(sheets).toEqual(wanted.map(({ page }) => page));
    const seen = texts.map(({ id: field, page, box }) => [field, textOf(words, page, box)]);
    expect(seen).toEqual(texts.map(({ id: field, text }) => [field, text.replace(/\s/gu, '')]));
    // Nothing was printed beyond what was expected: the boxes hold all of the words.
    const length = (parts: readonly string[]): number => parts.join('').replace(/\s/gu, '').length;
    expect(length(words.map(({ text }) => text))).toBe(length(texts.map(({ text }) => text)));
  });

  it.each(sampleIds)(
    'prints inside the boxes alone, marks the right ones and looks as reviewed: %s',
    async (sample) => {
      const { pictures, expected } = prints.get(sample)!;
      const { marks, sheets } = expected;
      sheets.forEach((sheet, page) => {
        const ink = inkBetween(blank[sheet.page]!, pictures[page]!);
        expect([page, inkOutside(ink, boxesOn(template, sheet.page))]).toEqual([page, 0]);
        const own = marks.filter((mark) => mark.page === page);
        const marked = own.filter(({ box }) => inkInside(ink, box) > 10).map(({ id: mark }) => mark);
        expect(marked).toEqual(own.filter(({ marked: wanted }) => wanted).map(({ id: mark }) => mark));
      });
      const shown = pictures.map((picture, index) => ({ picture, page: sheets[index]!.page }));
      expect(await deviations(template, sample, shown)).toEqual([]);
    },
  );

  it.each(sampleIds)('is a sound, small PDF/A-2u with its fonts in it: %s', async (sample) => {
    const { filled: made, paper } = prints.get(sample)!;
    const [checked, lines, again] = await Promise.all([paper.check(), paper.fonts(), filled(template, sample)]);
    expect(checked).toContain('No syntax or stream encoding errors');
    for (const line of lines) expect(line).toMatch(/ yes yes yes /);
    expect(template.notArchival).toEqual([]);
    expect(await faultsAgainstPdfA(made.pdf)).toEqual([]);
    expect(made.pdf.byteLength / template.pages.length).toBeLessThanOrEqual(PAGE_BYTES);
    expect(Buffer.compare(made.pdf, again.pdf)).toBe(0);
  });

  it('needs nothing of a clerk that its people can do without', () => {
    const { notes, byHand } = prints.get('usual')!.filled;
    expect(notes).toEqual([]);
    const extra = continuationPages(template.map.fields);
    expect(byHand).toEqual(template.map.byHand.filter(({ page }) => !extra.has(page)).map(({ label }) => label));
  });
});

describe('all forms of the condolence desk', () => {
  it('are six, and any of them leaves the fields in the order of conversation', () => {
    const okuyami = forms.templates.filter(({ map }) => map.procedures.includes('okuyami'));
    expect(okuyami).toHaveLength(6);
    const order = [...forms.catalogue.keys()];
    const union = fieldsFor(okuyami).map(({ key }) => key);
    expect(union).toEqual(order.filter((key) => union.includes(key)));
    expect(new Set(union)).toEqual(new Set(okuyami.flatMap((one) => fieldsFor([one]).map(({ key }) => key))));
    expect(fieldsFor([...okuyami].reverse()).map(({ key }) => key)).toEqual(union);
  });

  it('ask for what any of them cannot do without, and together for every common field', () => {
    const required = new Set(forms.templates.flatMap(({ map }) => map.required));
    for (const field of fieldsFor(forms.templates))
      expect([field.key, field.required]).toEqual([field.key, required.has(field.key)]);
    expect(fieldsFor(forms.templates).map(({ key }) => key)).toEqual([...forms.catalogue.keys()]);
    expect(fieldsFor([templateOf('account-transfer')]).map(({ key }) => key)).not.toContain('funeral.date');
  });
});
