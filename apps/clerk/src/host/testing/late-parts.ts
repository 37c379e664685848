// Uses each part that a host loads only when it is needed, and prints what came of it: run from a bundle, it says whether the bundle has them all.
import {
  bundledMincho,
  drawnTemplates,
  fillOne,
  fillWorkbook,
  loadFonts,
  loadFormSet,
  loadWorkbooks,
  suggestionsFor,
} from '@mado/forms';

const [city] = process.argv.slice(2);
if (city === undefined) throw new Error('name the city');
const { catalogue } = await loadFormSet(city);
const [workbook] = await loadWorkbooks(city, catalogue);
if (!workbook) throw new Error('the city has no workbook');
const today = { year: 2026, month: 11, day: 23 };
const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [] });
const labels = async (key: string, values: Readonly<Record<string, string>>): Promise<string[]> =>
  (await suggestionsFor(catalogue, key, values)).map(({ label }) => label);
const [drawn] = drawnTemplates('盛岡市', catalogue);
if (!drawn) throw new Error('there is no paper without a template');
const { pdf } = await fillOne(drawn, {}, { fonts, today });
const { xlsx } = await fillWorkbook(workbook, {}, { today });
const head = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4)).toString('latin1');
process.stdout.write(
  JSON.stringify({
    address: await labels('applicant.postalCode', { 'applicant.postalCode': '020-0878' }),
    bank: await labels('bank.institution', { 'bank.institution': '0123' }),
    reading: await labels('applicant.nameKana', { 'applicant.name': '佐藤　花子' }),
    paper: head(pdf),
    workbook: head(xlsx),
  }),
);
