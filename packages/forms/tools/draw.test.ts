import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { acroFields } from '../src/index.ts';
import { boxesOf, TemplateMap } from '../src/template/map.ts';
import { forms } from './forms/index.ts';
import { draw } from './layout.ts';

const kept = async (id: string): Promise<TemplateMap> => {
  const file = new URL(`../../../procedures/sample-city/templates/${id}/template.json`, import.meta.url);
  return TemplateMap.parse(JSON.parse(await readFile(fileURLToPath(file), 'utf8')));
};
// The digest is left out: another version of Node or of poppler may pack the same drawing differently.
const withoutDigest = ({ pdf, ...map }: TemplateMap): unknown => ({ ...map, file: pdf.file });

describe.each(forms.map((form) => [form.heading.title, form] as const))('%s', (_title, form) => {
  it('is kept as it is drawn', async () => {
    const { map } = await draw(form).finish();
    expect(withoutDigest(map)).toEqual(withoutDigest(await kept(form.heading.id)));
  });
});

it('gives a form its fields where its map has them', async () => {
  const form = forms.find(({ medium }) => medium === 'acro-form')!;
  const { pdf, map } = await draw(form).finish();
  const found = await acroFields(pdf);
  const corners = (boxes: readonly { x: number; y: number }[]): string[] =>
    boxes.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).sort();
  expect(corners(found.map(({ box }) => box))).toEqual(corners(map.fields.flatMap(boxesOf)));
  const name = map.fields.find(({ id }) => id === 'applicant-name')!;
  expect(found.find(({ name: own }) => own === 'applicant-name')).toMatchObject({
    kind: 'text',
    page: 0,
    box: boxesOf(name)[0],
    multiline: true,
  });
  expect(found.find(({ name: own }) => own === 'bank-account-number')).toMatchObject({ kind: 'text', cells: 7 });
  expect(found.find(({ name: own }) => own === 'bank-account-kind_ordinary')?.kind).toBe('check');
});
