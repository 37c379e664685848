import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  bundledMincho,
  type CalendarDate,
  type Fonts,
  type FormSet,
  loadFonts,
  loadFormSet,
  systemIpamjMincho,
} from '../../packages/forms/src/index.ts';

/** The sample city's form that is an AcroForm. */
export const FORM = 'account-transfer';
const CITY = fileURLToPath(new URL('../../procedures/sample-city', import.meta.url));
const SampleFile = z.object({
  samples: z.array(z.object({ id: z.string(), values: z.record(z.string(), z.string()) })),
});

/** Values of the invented people whom the sample city calls usual. */
export async function sampleValues(): Promise<Readonly<Record<string, string>>> {
  const file = SampleFile.parse(JSON.parse(await readFile(`${CITY}/samples.json`, 'utf8')));
  const usual = file.samples.find(({ id }) => id === 'usual');
  if (!usual) throw new Error('the sample city has no usual people');
  return usual.values;
}

/** Fonts and templates as the clerk's host loads them. */
export async function openForms(): Promise<{ fonts: Fonts; forms: FormSet; today: CalendarDate }> {
  const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  return { fonts, forms: await loadFormSet(CITY), today: { year: 2026, month: 11, day: 23 } };
}

/** The same values by the names of the AcroForm's own fields, for a program that knows no common fields. */
export function fieldValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const of = (key: string): string => {
    const value = values[key];
    if (value === undefined) throw new Error(`the sample has no ${key}`);
    return value;
  };
  const [first = '', second = ''] = of('applicant.postalCode').split('-');
  const day = { year: '8', month: '11', day: '23' };
  const date = (name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(day).map(([part, text]) => [`${name}_${part}`, text]));
  return {
    ...date('application-date'),
    'applicant-name-kana': of('applicant.nameKana'),
    'applicant-name': of('applicant.name'),
    'applicant-phone': of('applicant.phone'),
    'deceased-name': of('deceased.name'),
    'applicant-postal-code_1': first,
    'applicant-postal-code_2': second,
    'applicant-address': of('applicant.address'),
    'bank-institution': of('bank.institution'),
    'bank-branch': of('bank.branch'),
    [`bank-account-kind_${of('bank.accountKind')}`]: 'Yes',
    'bank-account-number': of('bank.accountNumber').padStart(7, ' '),
    'bank-account-holder': of('bank.accountHolder'),
    [`payment-period_${of('payment.period')}`]: 'Yes',
    'notice-applicant-name': of('applicant.name'),
    ...date('notice-date'),
    'notice-applicant-address': `〒${of('applicant.postalCode')}\u3000${of('applicant.address')}`,
    'notice-bank': `${of('bank.institution')}\u3000${of('bank.branch')}`,
    [`notice-account-kind_${of('bank.accountKind')}`]: 'Yes',
    'notice-account-number': of('bank.accountNumber').padStart(7, ' '),
  };
}
