import { degrees, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { catalogueOf, CatalogueFile } from '../values/catalogue.ts';
import { loadFormSet, loadTemplate } from './load.ts';
import type { TemplateMap } from './map.ts';

const catalogue = catalogueOf(
  CatalogueFile.parse({
    format: 1,
    fields: [
      { key: 'person.name', label: '氏名', group: '本人', type: 'text', maxLength: 40 },
      {
        key: 'person.kind',
        label: '区分',
        group: '本人',
        type: 'choice',
        maxLength: 9,
        choices: [{ value: 'a', label: 'あ' }],
      },
    ],
  }),
);

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-template-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function form(change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([400, 300]);
  change(document);
  return document.save();
}

const name: TemplateMap['fields'][number] = {
  kind: 'text',
  id: 'name',
  page: 0,
  box: { x: 10, y: 10, width: 100, height: 20 },
  value: 'person.name',
  size: { max: 12, min: 8 },
  align: 'left',
  lines: 1,
};

/** What loading a folder with this form and map comes to. */
async function problem(pdf: Uint8Array, change: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const map = {
    format: 1,
    id: 'sample',
    version: 1,
    title: '見本',
    department: '課',
    procedures: [],
    pdf: { file: 'form.pdf', sha256 },
    fields: [name],
    required: [],
    byHand: [],
    ...change,
  };
  await writeFile(join(dir, 'form.pdf'), pdf);
  await writeFile(join(dir, 'template.json'), JSON.stringify(map));
  return loadTemplate(dir, catalogue).then(
    () => 'loaded',
    (error: unknown) => (error instanceof Error && 'problem' in error ? error.problem : error),
  );
}

describe('loading a template', () => {
  it('takes a sound one', async () => {
    expect(await problem(await form())).toBe('loaded');
  });

  it.each([
    ['box-outside-page', { fields: [{ ...name, box: { x: 350, y: 10, width: 100, height: 20 } }] }],
    ['page-missing', { fields: [{ ...name, page: 1 }] }],
    ['unknown-common-field', { fields: [{ ...name, value: 'person.age' }] }],
    ['unknown-common-field', { required: ['person.age'] }],
    ['bad-expression', { fields: [{ ...name, value: 'person.name +' }] }],
    ['wrong-type', { fields: [{ kind: 'choice', id: 'kind', page: 0, value: 'person.name', marks: {} }] }],
    [
      'unknown-choice',
      { fields: [{ kind: 'choice', id: 'kind', page: 0, value: 'person.kind', marks: { b: name.box } }] },
    ],
    ['malformed', { fields: [name, name] }],
    ['malformed', { format: 5 }],
    ['malformed', { fields: [{ kind: 'check', id: 'kind', page: 0, box: name.box, value: 'person.name' }] }],
    ['wrong-type', { format: 2, fields: [{ ...name, value: 'age(person.name, person.name)' }] }],
    [
      'unknown-choice',
      {
        format: 2,
        fields: [{ kind: 'check', id: 'kind', page: 0, box: name.box, value: 'person.kind', when: ['b'] }],
      },
    ],
    ['malformed', { script: 'alert(1)' }],
    ['pdf-changed', { pdf: { file: 'form.pdf', sha256: '0'.repeat(64) } }],
    ['malformed', { pdf: { file: '../form.pdf', sha256: '0'.repeat(64) } }],
    ['missing-file', { pdf: { file: 'other.pdf', sha256: '0'.repeat(64) } }],
  ])('refuses: %s', async (expected, change) => {
    expect(await problem(await form(), change)).toBe(expected);
  });

  it('refuses forms that are broken, turned, too long or locked', async () => {
    expect(await problem(new TextEncoder().encode('%PDF-1.7\nnothing'))).toBe('pdf-unreadable');
    expect(await problem(new Uint8Array())).toBe('pdf-unreadable');
    expect(await problem(await form((document) => document.getPage(0).setRotation(degrees(90))))).toBe('page-turned');
    expect(await problem(await form((document) => Array.from({ length: 20 }, () => document.addPage())))).toBe(
      'pdf-too-long',
    );
    await writeFile(join(dir, 'open.pdf'), await form());
    execFileSync('qpdf', ['--encrypt', 'u', 'o', '256', '--', join(dir, 'open.pdf'), join(dir, 'locked.pdf')]);
    expect(await problem(await readFile(join(dir, 'locked.pdf')))).toBe('pdf-encrypted');
  });

  it.each(['JavaScript', 'Launch', 'SubmitForm'])('refuses a form that does something by itself: %s', async (kind) => {
    const active = await form(({ catalog, context }) => {
      catalog.set(PDFName.of('OpenAction'), context.obj({ Type: 'Action', S: kind }));
    });
    expect(await problem(active)).toBe('pdf-active');
  });

  it('refuses a form that brings a file or a second form along', async () => {
    for (const key of ['EmbeddedFiles', 'XFA']) {
      const bringing = await form(({ context }) => void context.register(context.obj({ [key]: [] })));
      expect(await problem(bringing)).toBe('pdf-active');
    }
  });

  it('takes a form that opens at a page or links to one', async () => {
    const jumping = await form(({ catalog, context }) => {
      catalog.set(PDFName.of('OpenAction'), context.obj({ Type: 'Action', S: 'GoTo' }));
    });
    expect(await problem(jumping)).toBe('loaded');
  });

  it('refuses parts that unpack without end, packed once or twice', async () => {
    const bomb = deflateSync(Buffer.alloc(65 * 1024 * 1024));
    for (const part of [bomb, deflateSync(bomb)]) {
      const packed = await form(
        ({ context }) => void context.register(context.stream(part, { Filter: 'FlateDecode' })),
      );
      expect(await problem(packed)).toBe('pdf-bomb');
    }
  });

  it('measures from the corner of the part that is shown', async () => {
    const shown = await form((document) => document.getPage(0).setCropBox(50, 40, 200, 150));
    expect(await problem(shown)).toBe('loaded');
    const { pages } = await loadTemplate(dir, catalogue);
    expect(pages).toEqual([{ left: 50, top: 190, width: 200, height: 150 }]);
  });

  it('refuses a city without common fields', async () => {
    await expect(loadFormSet(dir)).rejects.toMatchObject({ problem: 'missing-file' });
  });
});
