import { describe, expect, it } from '@jest/globals';
import type { RecognisedLine } from './glyphs.ts';
import { readItems } from './read-items.ts';

const TODAY = { year: 2026, month: 11, day: 27 };
const EM = 30;

/**
 * A line as a recogniser gives it: words parted by spaces, each space 30 pixels wide like a letter, ` ~` a gap of four letters. `text:50` is a
 * word of which it is less sure.
 */
function line(text: string, y = 0): RecognisedLine {
  let x = 100;
  const words = text.split(' ').flatMap((part) => {
    if (part === '~') {
      x += 4 * EM;
      return [];
    }
    const [word = '', confidence = '95'] = part.split('@');
    const from = x;
    x += Array.from(word).length * EM;
    const box = { x0: from, x1: x, y0: y, y1: y + EM };
    x += EM;
    return [{ text: word, confidence: Number(confidence), box }];
  });
  return { words };
}
const page = (...lines: string[]) => lines.map((text, index) => line(text, index * 50));
const read = (...lines: string[]) =>
  readItems(page(...lines), TODAY).map(({ item, text, certain }) => [item, text, certain]);

describe('items on a paper', () => {
  it('stand behind their words, whatever the white in between', () => {
    expect(
      read(
        'フリガナ ~ マドノ ハナコ',
        '氏 名 ~ 窓野 花子',
        '生年月日 ~ 昭和45年11月3日',
        '郵便番号 ~ 〒020-8530',
        '住所 ~ 岩手県盛岡市内丸12番2号 窓野ハイツ203',
        '電話番号 ~ 019一651ー4111',
        '口座番号 ~ 1234567',
      ),
    ).toEqual([
      ['name-kana', 'マドノ　ハナコ', true],
      ['name', '窓野　花子', true],
      ['birth-date', '昭和45年11月3日', true],
      ['postal-code', '020-8530', true],
      ['address', '岩手県盛岡市内丸12番2号　窓野ハイツ203', true],
      ['phone', '019-651-4111', true],
      ['account-number', '1234567', true],
    ]);
  });

  it('of a driving licence have a day with 生 behind it', () => {
    expect(read('氏名 窓野 太郎 ~ 平成元年1月8日生', '住所 岩手県盛岡市内丸12-2')).toEqual([
      ['name', '窓野　太郎', true],
      ['birth-date', '平成元年1月8日', true],
      ['address', '岩手県盛岡市内丸12-2', true],
    ]);
  });

  it('may stand below their words, side by side', () => {
    expect(read('氏名 ~ ~ 生年月日 ~ ~ 性別', '窓野花子 ~ S45.11.3 ~ ~ 女')).toEqual([
      ['name', '窓野花子', true],
      ['birth-date', 'S45.11.3', true],
      ['sex', '女', true],
    ]);
  });

  it('end at rules, at 様 and at the next word', () => {
    expect(read('氏名 | 窓野 花子 様 | 性別 女')).toEqual([
      ['name', '窓野　花子', true],
      ['sex', '女', true],
    ]);
  });

  it('have an address that goes on in the next line', () => {
    expect(read('住所 020-8530 岩手県盛岡市内丸12番2号', '~ 窓野ハイツ203号室')).toEqual([
      ['address', '岩手県盛岡市内丸12番2号　窓野ハイツ203号室', true],
      ['postal-code', '020-8530', true],
    ]);
  });

  it('are not those of another person or of an office', () => {
    expect(read('世帯主の氏名 ~ 窓野 一郎', '保険者名称 ~ 盛岡市', '本籍 ~ 岩手県盛岡市内丸')).toEqual([]);
  });

  it('are no rows of headings', () => {
    expect(read('氏名 国籍 地域 在留資格 在留カード番号', '氏名 ANDRADE DE SOUZA MARIA')).toEqual([
      ['name', 'ANDRADE　DE　SOUZA　MARIA', true],
    ]);
  });

  it('are not found in sentences', () => {
    expect(read('住所を変更したときは届け出てください', '氏名及び生年月日は戸籍のとおりに書きます')).toEqual([]);
  });
});

describe('certainty', () => {
  it('takes more where nothing can be checked than where the shape speaks', () => {
    expect(read('氏名 窓野@70 花子', '生年月日 昭和45年11月3日@70')).toEqual([
      ['name', '窓野　花子', false],
      ['birth-date', '昭和45年11月3日', true],
    ]);
  });

  it('goes when the paper says two things', () => {
    expect(read('届出人の氏名 ~ 窓野 花子', '氏名 ~ 窓野 太郎@90')).toEqual([
      ['name', '窓野　花子', false],
      ['name', '窓野　太郎', false],
    ]);
  });

  it('is of nothing that a letterhead may say', () => {
    expect(
      read('〒020-0000 青葉市若葉町一丁目2番3号', '株式会社 あおば葬祭', 'TEL 019-000-0000 登録番号 T0000'),
    ).toEqual([
      ['postal-code', '020-0000', false],
      ['phone', '019-000-0000', false],
    ]);
  });

  it('is of no day that is not in the calendar or still to come', () => {
    expect(read('生年月日 昭和64年1月8日')).toEqual([]);
    expect(read('生年月日 令和9年1月1日')).toEqual([]);
    expect(read('生年月日 令和元年5月1日')).toEqual([['birth-date', '令和元年5月1日', true]]);
  });
});

describe('個人番号', () => {
  it('is never read, with its name or without, whole or with a wrong digit', () => {
    expect(read('個人番号 ~ 123456789018')).toEqual([]);
    expect(read('口座番号 ~ 1234 5678 9018')).toEqual([]);
    expect(read('電話番号 ~ 1234-5678-9011')).toEqual([]);
    expect(JSON.stringify(read('氏名 窓野 花子 123456789018'))).not.toMatch(/\d/);
  });
});

it('takes any words of any recogniser without harm', () => {
  expect(read('', '氏名', '〒', '生年月日 年月日', '住所 ~', '電話 0-0-0')).toEqual([]);
  expect(readItems([{ words: [] }], TODAY)).toEqual([]);
});
