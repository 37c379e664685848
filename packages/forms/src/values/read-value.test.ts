import { describe, expect, it } from '@jest/globals';
import type { CommonField } from './catalogue.ts';
import type { FieldType } from './field-type.ts';
import { toKatakana } from './formats.ts';
import { readValue } from './read-value.ts';

const today = { year: 2026, month: 11, day: 23 };

function read(type: FieldType, typed: string, more: Partial<CommonField> = {}): unknown {
  const choices = type === 'choice' ? [{ value: 'a', label: 'あ' }] : [];
  const field: CommonField = {
    key: 'x',
    label: '',
    group: '',
    type,
    help: '',
    maxLength: 40,
    choices,
    notAfterToday: false,
    ...more,
  };
  const { value, notes } = readValue(field, typed, today);
  const shown = value.kind === 'text' ? value.text : value.kind === 'choice' ? value.label : value.kind;
  return [shown, ...notes.map(({ code }) => code)];
}

describe('names and addresses', () => {
  it.each(['髙橋﨑', '葛\u{E0100}城', '𠮷田', 'ｱ㈱', '神', 'Ａ１', 'か\u3099', '山田\u3000太郎'])(
    'keeps %s as it was typed',
    (name) => {
      expect(read('text', name)).toEqual([name]);
    },
  );

  it('leaves control characters and invisible signs out, and says so', () => {
    expect(read('text', '山\u200b田\u0007')).toEqual(['山田', 'invisible-removed']);
    expect(read('text', '一\n二\t三')).toEqual(['一 二 三']);
    expect(read('multiline', '一\r\n二')).toEqual(['一\n二']);
  });

  it('takes nothing but spaces as empty', () => {
    expect(read('text', ' \u3000')).toEqual(['empty']);
  });

  it('counts a character with its selector once', () => {
    expect(read('text', '葛\u{E0100}城', { maxLength: 2 })).toEqual(['葛\u{E0100}城']);
    expect(read('text', '葛城市', { maxLength: 2 })).toEqual(['葛城市', 'too-long']);
  });
});

describe('kana', () => {
  it.each([
    ['ﾀｶﾊｼ ｻﾞｷ', 'タカハシ\u3000ザキ'],
    ['たかはし　ゔぃくとりあ', 'タカハシ　ヴィクトリア'],
    ['カ)マド', 'カ）マド'],
    ['ﾏﾘｰ', 'マリー'],
  ])('writes %s in full-width katakana', (typed, kana) => {
    expect(toKatakana(typed)).toBe(kana);
    expect(read('kana', typed)).toEqual([kana]);
  });

  it('notes what is no kana', () => {
    expect(read('kana', '髙橋タロウ')).toEqual(['髙橋タロウ', 'not-kana']);
  });
});

describe('numbers', () => {
  it.each(['0208530', '020-8530', '〒０２０－８５３０', '020‐8530', '020ー8530', '020 8530'])(
    'reads the postal code %s',
    (typed) => {
      expect(read('postal-code', typed)).toEqual(['020-8530']);
    },
  );

  it.each(['020853', '020-853O', '12345678'])('refuses the postal code %s', (typed) => {
    expect(read('postal-code', typed)).toEqual(['unusable', 'not-a-postal-code']);
  });

  it.each([
    ['０９０−１２３４−５６７８', '090-1234-5678'],
    ['019(651)4111', '019(651)4111'],
    ['+81 90 1234 5678', '+819012345678'],
    ['0120-000-000', '0120-000-000'],
    ['0800-000-0000', '0800-000-0000'],
    ['050 0000 0000', '05000000000'],
  ])('reads the telephone number %s', (typed, phone) => {
    expect(read('phone', typed)).toEqual([phone]);
  });

  it('prints what is no telephone number as typed, with a note', () => {
    expect(read('phone', 'なし')).toEqual(['なし', 'not-a-phone-number']);
    for (const wrong of ['119', '090-123-4567', '0190-00-00000', '019-651-41111', '19-651-4111', '+81'])
      expect(read('phone', wrong)).toEqual([wrong, 'not-a-phone-number']);
  });

  it('keeps leading zeros and counts digits', () => {
    expect(read('number', '００１２３４５', { digits: { min: 1, max: 7 } })).toEqual(['0012345']);
    expect(read('number', '12345678', { digits: { min: 1, max: 7 } })).toEqual(['12345678', 'wrong-number-of-digits']);
    expect(read('number', '12a')).toEqual(['unusable', 'not-digits']);
  });
});

describe('dates and choices', () => {
  it('notes a day still to come where that is a mistake', () => {
    expect(read('date', '2026-11-24', { notAfterToday: true })).toEqual(['date', 'date-in-future']);
    expect(read('date', '2026-11-23', { notAfterToday: true })).toEqual(['date']);
    expect(read('date', '2026-11-24')).toEqual(['date']);
    expect(read('date', '2026-02-30')).toEqual(['unusable', 'not-a-date']);
  });

  it('takes only choices that exist', () => {
    expect(read('choice', 'a')).toEqual(['あ']);
    expect(read('choice', 'b')).toEqual(['unusable', 'not-a-choice']);
  });
});

describe('numbers with a check digit', () => {
  const individual = { digits: { min: 12, max: 12 }, checkDigit: 'individual-number' } as const;
  it('are printed as typed, with a note when a digit is wrong', () => {
    expect(read('number', '1234 5678 9018', individual)).toEqual(['123456789018']);
    expect(read('number', '123456789019', individual)).toEqual(['123456789019', 'wrong-check-digit']);
    expect(read('number', '12345', individual)).toEqual(['12345', 'wrong-number-of-digits']);
    const corporate = { digits: { min: 13, max: 13 }, checkDigit: 'corporate-number' } as const;
    expect(read('number', '7000012050002', corporate)).toEqual(['7000012050002']);
    expect(read('number', '6000012050002', corporate)).toEqual(['6000012050002', 'wrong-check-digit']);
  });
});
