import { beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { bundledMincho, fill, type Fonts, loadFonts, loadFormSet, systemIpamjMincho, type Template } from './index.ts';
import { inkBetween, inkInside, inkOutside } from './testing/ink-on-page.ts';
import { Paper } from './testing/paper.ts';
import { readSamples, SAMPLE_DAY as today } from './testing/samples.ts';

const city = fileURLToPath(new URL('../../../procedures/sample-city', import.meta.url));
let fonts: Fonts;
let template: Template;
let usual: Readonly<Record<string, string>>;

beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  template = (await loadFormSet(city)).templates.find(({ map }) => map.id === 'funeral-benefit')!;
  usual = (await readSamples(city)).find(({ id }) => id === 'usual')!.values;
});

describe('what is left to the pen', () => {
  it('is told with its place: values that are missing wherever they belong, then signatures', async () => {
    const { places, byHand } = await fill(template, { ...usual, 'applicant.phone': '' }, { fonts, today });
    const phone = places.filter(({ key }) => key === 'applicant.phone');
    const field = template.map.fields.find(({ id }) => id === 'applicant-phone')!;
    expect(phone).toEqual([
      {
        label: template.catalogue.get('applicant.phone')!.label,
        key: 'applicant.phone',
        sheet: 0,
        box: field.kind === 'text' ? field.box : undefined,
      },
    ]);
    expect(places.slice(1).map(({ label }) => label)).toEqual(template.map.byHand.map(({ label }) => label));
    expect(byHand).toEqual([...new Set(places.map(({ label }) => label))]);
  });

  it('is framed on the print inside its places alone, and only when that is asked for', async () => {
    const typed = { ...usual, 'applicant.phone': '', 'deceased.birthDate': '' };
    const plain = await fill(template, typed, { fonts, today });
    const marked = await fill(template, typed, { fonts, today, markByHand: true });
    expect(marked.places).toEqual(plain.places);
    await using before = await Paper.of(plain.pdf);
    await using after = await Paper.of(marked.pdf);
    const ink = inkBetween(await before.picture(150), await after.picture(150));
    expect(
      inkOutside(
        ink,
        marked.places.map(({ box }) => box),
      ),
    ).toBe(0);
    for (const { label, box } of marked.places) expect([label, inkInside(ink, box) > 50]).toEqual([label, true]);
    expect(marked.places.map(({ key }) => key)).toContain('deceased.birthDate');
  });

  it('is marked nowhere on a form that has no place left', async () => {
    const bare = { ...template, map: { ...template.map, byHand: [] } };
    const [plain, marked] = await Promise.all(
      [false, true].map((markByHand) => fill(bare, usual, { fonts, today, markByHand })),
    );
    expect(marked!.places).toEqual([]);
    expect(Buffer.compare(plain!.pdf, marked!.pdf)).toBe(0);
  });
});
