import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { type AcroField, acroFields } from './acro-form.ts';
import { loadCatalogue, loadTemplate } from './load.ts';
import { boxesOf } from './map.ts';
import { proposeFields } from './propose-fields.ts';

const CITY = 'procedures/sample-city';
const FORM = `${CITY}/templates/account-transfer`;

const place = (name: string, more: Partial<AcroField> = {}): AcroField => ({
  name,
  kind: 'text',
  page: 0,
  box: { x: 0, y: 0, width: 50, height: 12 },
  multiline: false,
  ...more,
});

describe('fields proposed from an AcroForm', () => {
  it('have the boxes of the map that was made for the same form', async () => {
    const catalogue = await loadCatalogue(`${CITY}/common-fields.json`);
    const { map } = await loadTemplate(FORM, catalogue);
    const proposed = proposeFields(await acroFields(await readFile(`${FORM}/form.pdf`)), catalogue);
    const keyOf = (x: number, y: number): string => `${Math.round(x)}/${Math.round(y)}`;
    const boxes = proposed.map(({ parts }) => parts.map(({ box }) => keyOf(box.x, box.y)).sort());
    for (const field of map.fields)
      expect(boxes).toContainEqual(
        boxesOf(field)
          .map(({ x, y }) => keyOf(x, y))
          .sort(),
      );
    const named = (name: string) => proposed.find((field) => field.name === name);
    expect(named('applicant-name-kana')).toMatchObject({ kind: 'text', value: 'applicant.nameKana' });
    expect(named('application-date')).toMatchObject({ kind: 'date', value: 'application.date' });
    expect(named('applicant-postal-code')).toMatchObject({ kind: 'comb', value: 'applicant.postalCode' });
    expect(named('bank-account-kind')?.kind).toBe('choice');
  });

  it('keep parts that make no whole apart, and bind nothing that the kind cannot print', async () => {
    const catalogue = await loadCatalogue(`${CITY}/common-fields.json`);
    const proposed = proposeFields([place('a_year'), place('a_month'), place('application-date_x')], catalogue);
    expect(proposed.map(({ kind, name, value }) => [kind, name, value])).toEqual([
      ['text', 'a_year', undefined],
      ['text', 'a_month', undefined],
      ['text', 'application-date_x', undefined],
    ]);
    const choice = proposeFields(
      [place('application-date', { kind: 'check' }), place('go', { kind: 'button' })],
      catalogue,
    );
    expect(choice).toHaveLength(1);
  });

  it('are known by the label of a common field too', async () => {
    const catalogue = await loadCatalogue(`${CITY}/common-fields.json`);
    expect(proposeFields([place('亡くなった方の氏名(カナ)')], catalogue)[0]?.value).toBe('deceased.nameKana');
  });
});
