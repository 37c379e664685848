import { describe, expect, it } from '@jest/globals';
import { bankCodeNotes } from './bank-codes.ts';
import { CatalogueFile } from './catalogue.ts';
import { readValues } from './read-values.ts';

const number = { group: '振込先', type: 'number', maxLength: 4 };
const name = { group: '振込先', type: 'text', maxLength: 40 };
const { fields } = CatalogueFile.parse({
  format: 1,
  fields: [
    { ...name, key: 'bank.institution', label: '金融機関' },
    { ...number, key: 'bank.code', label: '金融機関コード', codeOf: { bank: 'bank.institution' } },
    { ...name, key: 'bank.branch', label: '支店' },
    {
      ...number,
      key: 'bank.branchCode',
      label: '支店コード',
      codeOf: { bank: 'bank.institution', branch: 'bank.branch' },
    },
  ],
});
const catalogue = new Map(fields.map((field) => [field.key, field]));

async function notes(institution: string, code: string, branch = '', branchCode = ''): Promise<unknown> {
  const typed = {
    'bank.institution': institution,
    'bank.code': code,
    'bank.branch': branch,
    'bank.branchCode': branchCode,
  };
  const { values } = readValues(fields, typed, { year: 2026, month: 11, day: 23 }, catalogue);
  return (await bankCodeNotes(fields, values, typed)).map(({ field, code: found, detail }) => [field, found, detail]);
}

describe('the code of a bank', () => {
  it('is right with its own name, however it is written, and with none', async () => {
    for (const institution of ['みずほ銀行', 'みずほ', '０００１', ''])
      expect(await notes(institution, '0001')).toEqual([]);
    expect(await notes('盛岡信用金庫', '1150')).toEqual([]);
    expect(await notes('みずほ銀行', '')).toEqual([]);
  });

  it('of another bank is told at the field with whose it is', async () => {
    expect(await notes('岩手銀行', '0001')).toEqual([['bank.code', 'other-bank-code', 'みずほ銀行']]);
    expect(await notes('窓野銀行', '0001')).toEqual([['bank.code', 'other-bank-code', 'みずほ銀行']]);
  });

  it('that no bank has, or with too few digits, is told', async () => {
    expect(await notes('みずほ銀行', '9998')).toEqual([['bank.code', 'unknown-bank-code', '9998']]);
    expect(await notes('みずほ銀行', '001')).toEqual([['bank.code', 'wrong-number-of-digits', '4']]);
  });
});

describe('the code of a branch', () => {
  it('is looked up at the bank that is named', async () => {
    expect(await notes('みずほ銀行', '', '東京営業部', '001')).toEqual([]);
    expect(await notes('みずほ銀行', '', '', '001')).toEqual([]);
    expect(await notes('みずほ銀行', '', '新宿支店', '001')).toEqual([
      ['bank.branchCode', 'other-bank-code', '東京営業部'],
    ]);
    expect(await notes('みずほ銀行', '', '東京営業部', '000')).toEqual([
      ['bank.branchCode', 'unknown-bank-code', '000'],
    ]);
    expect(await notes('窓野銀行', '', '中央支店', '001')).toEqual([]);
  });
});

it('names fields of the same catalogue', () => {
  const lonely = {
    format: 1,
    fields: [{ ...number, key: 'bank.code', label: '', codeOf: { bank: 'bank.institution' } }],
  };
  expect(CatalogueFile.safeParse(lonely).success).toBe(false);
});
