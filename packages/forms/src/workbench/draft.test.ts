import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledMincho, type Fonts, loadFonts } from '../fonts/fonts.ts';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import { TemplateMap } from '../template/map.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { openDraft, previewDraft } from './draft.ts';
import { inspectForm } from './inspect.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
const read = (id: string, file: string) => readFile(join(city, 'templates', id, file));
const today = { year: 2026, month: 11, day: 26 };
let catalogue: Catalogue;
let fonts: Fonts;
let map: TemplateMap;
let pdf: Uint8Array;
beforeAll(async () => {
  catalogue = await loadCatalogue(join(city, CATALOGUE_FILE));
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [] });
  map = TemplateMap.parse(JSON.parse(await read('funeral-benefit', 'template.json').then(String)));
  pdf = await read('funeral-benefit', 'form.pdf');
});

/** The map with other values for some of its fields. */
const withValues = (values: Readonly<Record<string, string>>): TemplateMap =>
  TemplateMap.parse({
    ...map,
    fields: map.fields.map((field) => ({ ...field, ...(values[field.id] ? { value: values[field.id] } : {}) })),
  });

describe('a draft', () => {
  it('has every fault of every field told, and none when it could be published', async () => {
    expect((await openDraft(map, pdf, catalogue)).faults).toEqual([]);
    const draft = withValues({
      'applicant-name': 'applicant.name + ',
      'applicant-address': 'unbound',
      'application-date': 'applicant.name',
    });
    const outside = { label: '署名', page: 4, box: { x: 1, y: 1, width: 9, height: 9 } };
    const { faults } = await openDraft({ ...draft, byHand: [outside] }, pdf, catalogue);
    expect(faults).toEqual([
      { problem: 'wrong-type', field: 'application-date', detail: 'applicant.name' },
      { problem: 'unknown-common-field', field: 'applicant-address', detail: 'unbound' },
      { problem: 'bad-expression', field: 'applicant-name', detail: 'applicant.name + ' },
      { problem: 'page-missing', field: null, detail: '署名' },
    ]);
  });

  it('is filled with values as far as it goes; the longest are said to be long', async () => {
    const draft = await openDraft(withValues({ 'applicant-name': 'unbound' }), pdf, catalogue);
    const usual = await previewDraft(draft, 'usual', { fonts, today });
    expect(usual.notes.filter(({ severity }) => severity === 'error')).toEqual([]);
    const longest = await previewDraft(draft, 'longest', { fonts, today });
    expect(longest.pdf.byteLength).toBeGreaterThan(1000);
    expect(longest.notes.map(({ code }) => code)).toContain('small-print');
  });
});

describe('a form without a map', () => {
  it('shows its lines and boxes, and the fields of its AcroForm', async () => {
    const flat = await inspectForm(pdf, catalogue);
    expect(flat.proposals).toEqual([]);
    expect(flat.pages[0]?.cells.length).toBeGreaterThan(20);
    const typed = await inspectForm(await read('account-transfer', 'form.pdf'), catalogue);
    expect(typed.proposals.length).toBeGreaterThan(5);
  });

  it('is refused with a reason when it is broken', async () => {
    await expect(inspectForm(new Uint8Array(9), catalogue)).rejects.toMatchObject({ problem: 'pdf-unreadable' });
  });
});
