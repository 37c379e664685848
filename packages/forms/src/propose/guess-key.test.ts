import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '../template/load.ts';
import type { FieldPlace } from './field-places.ts';
import { guessKeys } from './guess-key.ts';
import type { KnownField, NamedPlace } from './named-place.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city/', import.meta.url));
let fields: readonly KnownField[] = [];

beforeAll(async () => {
  fields = [...(await loadCatalogue(join(city, CATALOGUE_FILE))).values()];
});

const box = { x: 100, y: 100, width: 100, height: 20 };
const place = (section: string, words: string, more: Partial<FieldPlace> = {}): NamedPlace => ({
  place: { kind: 'text', parts: [{ box }], ...more },
  ...{ page: 0, label: words, section },
  names: [
    { words, weight: 0.95 },
    { words: `${section}${words}`, weight: 1 },
  ],
});
const digits = (section: string, words: string, cells: number): NamedPlace =>
  place(section, words, { kind: 'comb', parts: [{ box, cells }] });
const part = (section: string, ...words: readonly string[]): NamedPlace[] => words.map((one) => place(section, one));
const guess = (...places: readonly NamedPlace[]) =>
  guessKeys(
    places,
    fields,
    '',
    places.map(({ section, label }) => ({ section, words: label })),
  ).map((field) => field?.key);

describe('the common field of a place', () => {
  it('is that of the group which its part of the form is named after', () => {
    expect(guess(...part('申立人', '氏名', '住所'), ...part('死亡者', '氏名', '住所'))).toEqual([
      ...['applicant.name', 'applicant.address', 'deceased.name', 'deceased.address'],
    ]);
    expect(guess(...part('亡くなつた方', '氏名', '住所'))).toEqual(['deceased.name', 'deceased.address']);
    expect(guess(...part('代理人', '氏名', '電話番号'))).toEqual(['proxy.name', 'proxy.phone']);
  });

  it('is one of a company where an applicant has what only companies have', () => {
    const asked = part('申請者', '氏名又は名称', '住所・所在地', '代表者氏名', '電話番号', 'メール');
    const company = ['company.name', 'company.address', 'company.representative', 'company.phone', 'company.email'];
    expect(guess(...asked, digits('申請者', '法人番号', 13))).toEqual([...company, 'company.number']);
    expect(guess(...asked).slice(0, 2)).toEqual(['applicant.name', 'applicant.address']);
    // Another page with the same words at its side is about the same one.
    const sheet = { ...place('申請者', '氏名又は名称'), page: 1 };
    expect(guess(...asked, digits('申請者', '法人番号', 13), sheet).at(-1)).toBe('company.name');
  });

  it('is none in a part that could be about several', () => {
    expect(guess(...part('立会者', '氏名', '住所', '電話番号'))).toEqual([undefined, undefined, undefined]);
    const insured = [...part('被保険者', '氏名', '住所'), digits('被保険者', '被保険者番号', 10)];
    expect(guess(...insured, ...part('同居者', '氏名', '住所'))).toEqual([
      ...['care.name', 'care.address', 'care.number', undefined, undefined],
    ]);
  });

  it('is asked for once in a part; a day may stand there by both calendars', () => {
    const day = (era: 'western' | 'reiwa') => place('死亡者', '生年月日', { kind: 'date', era });
    expect(guess(...part('死亡者', '氏名', '氏名'), day('reiwa'), day('western'), day('reiwa'))).toEqual([
      ...['deceased.name', undefined, 'deceased.birthDate', 'deceased.birthDate', undefined],
    ]);
  });

  it('is not one that speaks of somebody whom the form does not ask for', () => {
    expect(guess(...part('申請者', '氏名', '続柄'))).toEqual(['applicant.name', undefined]);
    expect(guess(...part('申請者', '氏名', '続柄'), ...part('死亡者', '氏名'))).toEqual([
      ...['applicant.name', 'applicant.relation', 'deceased.name'],
    ]);
  });

  it('of a part that is only named after a person is the name', () => {
    expect(guess(place('', '被相続人'), place('', '届出者'))).toEqual(['deceased.name', 'applicant.name']);
  });

  it('goes by the words of the part where several are asked for alike', () => {
    const choice = { kind: 'choice', options: ['可', '不可'] } as const;
    const parts = ['講習会', '業務内容', '漏水修繕', '凍結'].flatMap((name) => place(name, '公表', choice));
    const works = fields.filter(({ key }) => key.startsWith('works.'));
    expect(guessKeys(parts, works, '', []).map((field) => field?.key)).toEqual([
      ...['works.seminarPublic', 'works.hoursPublic', 'works.repairPublic', 'works.freezePublic'],
    ]);
  });
});
