import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../template/load.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { bankName, bankNamed, branchName } from '../values/bank-names.ts';
import { readingOf } from './reading.ts';
import { suggestionsFor } from './suggest.ts';

describe('suggestions while typing', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue('procedures/sample-city/common-fields.json');
  });

  test('a postal code brings its address, until the address stands there', async () => {
    const code = { 'applicant.postalCode': '020-0023' };
    expect(await suggestionsFor(catalogue, 'applicant.postalCode', code)).toEqual([
      { label: '岩手県盛岡市内丸', detail: '020-0023', values: { 'applicant.address': '岩手県盛岡市内丸' } },
    ]);
    const both = { ...code, 'applicant.address': '岩手県盛岡市内丸10-1' };
    expect(await suggestionsFor(catalogue, 'applicant.postalCode', both)).toEqual([]);
    expect(await suggestionsFor(catalogue, 'applicant.postalCode', { 'applicant.postalCode': '020' })).toEqual([]);
    expect(await suggestionsFor(catalogue, 'applicant.postalCode', { 'applicant.postalCode': '999-9999' })).toEqual([]);
  });

  test.each([
    ['いわて', '岩手銀行', '0123'],
    ['0123', '岩手銀行', '0123'],
    ['盛岡信用', '盛岡信用金庫', '1150'],
    ['ゆうちょ', 'ゆうちょ銀行', '9900'],
  ])('an institution is found by %s', async (typed, name, code) => {
    const found = await suggestionsFor(catalogue, 'bank.institution', { 'bank.institution': typed });
    expect(found).toContainEqual({ label: name, detail: code, values: { 'bank.institution': name } });
    expect(found.length).toBeLessThanOrEqual(6);
  });

  test('what stands there already is not offered again', async () => {
    const found = await suggestionsFor(catalogue, 'bank.institution', { 'bank.institution': '岩手銀行' });
    expect(found.map(({ label }) => label)).not.toContain('岩手銀行');
  });

  test('branches are those of the institution that was typed, and none without it', async () => {
    const typed = { 'bank.institution': '岩手銀行', 'bank.branch': '中ノ' };
    const [first] = await suggestionsFor(catalogue, 'bank.branch', typed);
    expect(first?.label).toBe('中ノ橋支店');
    expect(first?.detail).toMatch(/^\d{3}$/);
    const byCode = { ...typed, 'bank.branch': first?.detail ?? '' };
    expect((await suggestionsFor(catalogue, 'bank.branch', byCode)).map(({ label }) => label)).toEqual(['中ノ橋支店']);
    expect(await suggestionsFor(catalogue, 'bank.branch', { 'bank.branch': '中ノ' })).toEqual([]);
    expect(await suggestionsFor(catalogue, 'bank.branch', { ...typed, 'bank.institution': 'ない銀行' })).toEqual([]);
  });

  test('an empty reading is offered from the name, a typed one is left alone', async () => {
    const name = { 'applicant.name': '窓野　花子' };
    expect(await suggestionsFor(catalogue, 'applicant.nameKana', name)).toEqual([
      { label: 'マドノ　ハナコ', detail: '', values: { 'applicant.nameKana': 'マドノ　ハナコ' } },
    ]);
    expect(await suggestionsFor(catalogue, 'applicant.nameKana', { ...name, 'applicant.nameKana': 'マ' })).toEqual([]);
  });

  test('a field without look-up has nothing', async () => {
    expect(await suggestionsFor(catalogue, 'applicant.phone', { 'applicant.phone': '019' })).toEqual([]);
    expect(await suggestionsFor(catalogue, 'nobody.knows', {})).toEqual([]);
  });
});

describe('readings of names', () => {
  test.each([
    ['佐藤　太郎', 'サトウ　タロウ'],
    ['渡邊 美咲', 'ワタナベ　ミサキ'],
    ['髙橋　さくら', 'タカハシ　サクラ'],
    ['葛󠄀西　健', 'カサイ　ケン'],
    ['マリア　サントス', 'マリア　サントス'],
  ])('%s', async (name, reading) => {
    expect(await readingOf(name)).toBe(reading);
  });

  test.each(['', '　', '𰻞𰻞　太郎', 'John Smith', '王小明123'])('no guess for "%s"', async (name) => {
    expect(await readingOf(name)).toBeUndefined();
  });
});

test('names as a form says them', async () => {
  const named = async (words: string) => (await bankNamed(words))?.code;
  expect(await Promise.all(['岩手銀行', '岩手', '盛岡信用金庫', 'ないない銀行'].map(named))).toEqual([
    '0123',
    '0123',
    '1150',
    undefined,
  ]);
  expect(bankName({ code: '1150', name: '盛岡信金', kana: '' })).toBe('盛岡信用金庫');
  expect(branchName('0123', { code: '001', name: '本店営業部', kana: '' })).toBe('本店営業部');
  expect(branchName('9900', { code: '018', name: '〇一八', kana: '' })).toBe('〇一八');
});
