import { describe, expect, it } from '@jest/globals';
import { dateInWords, eraYearText, parseDate, toEra } from './calendar.ts';

const eraOf = (typed: string): unknown => {
  const date = parseDate(typed);
  return date && toEra(date);
};

describe('eras', () => {
  it.each([
    ['1873-01-01', 'meiji', 6, 1, 1],
    ['1912-07-29', 'meiji', 45, 7, 29],
    ['1912-07-30', 'taisho', 1, 7, 30],
    ['1926-12-24', 'taisho', 15, 12, 24],
    ['1926-12-25', 'showa', 1, 12, 25],
    ['1989-01-07', 'showa', 64, 1, 7],
    ['1989-01-08', 'heisei', 1, 1, 8],
    ['2019-04-30', 'heisei', 31, 4, 30],
    ['2019-05-01', 'reiwa', 1, 5, 1],
    ['2020-01-01', 'reiwa', 2, 1, 1],
  ])('puts %s into %s %i', (typed, era, year, month, day) => {
    expect(eraOf(typed)).toEqual({ era, year, month, day });
  });

  it('names no era before the solar calendar', () => {
    expect(eraOf('1872-12-31')).toBeUndefined();
    expect(dateInWords({ year: 1872, month: 12, day: 31 })).toBe('1872年12月31日');
  });

  it('writes the first year as 元', () => {
    expect(eraYearText(1)).toBe('元');
    expect(eraYearText(10)).toBe('10');
    expect(dateInWords({ year: 2019, month: 5, day: 1 })).toBe('令和元年5月1日');
  });
});

describe('typed dates', () => {
  it.each([
    '2022-08-22',
    '2022/8/22',
    '2022.8.22',
    '2022年8月22日',
    '２０２２年８月２２日',
    '令和4年8月22日',
    '令和４年 8月22日',
    'R4.8.22',
    'r04/08/22',
  ])('understands %s', (typed) => {
    expect(parseDate(typed)).toEqual({ year: 2022, month: 8, day: 22 });
  });

  it('understands the first year of an era', () => {
    expect(parseDate('令和元年5月1日')).toEqual({ year: 2019, month: 5, day: 1 });
    expect(parseDate('S1.12.25')).toEqual({ year: 1926, month: 12, day: 25 });
  });

  it.each([
    '',
    '2022-02-29',
    '2022-13-01',
    '2022-00-10',
    '昭和64年1月8日',
    '平成31年5月1日',
    '令和0年1月1日',
    'きのう',
    '20220822',
    '0000-01-01x',
  ])('refuses %s', (typed) => {
    expect(parseDate(typed)).toBeUndefined();
  });

  it('knows leap years', () => {
    expect(parseDate('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 });
    expect(parseDate('1900-02-29')).toBeUndefined();
  });
});
