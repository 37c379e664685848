import { describe, expect, it } from '@jest/globals';
import { dateWords, readDate } from './typed-date.ts';

describe('dates as clerks type them', () => {
  it.each([
    ['昭和13年5月12日', '1938-05-12'],
    ['S13.5.12', '1938-05-12'],
    ['ｓ１３．５．１２', '1938-05-12'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
    ['1938/5/12', '1938-05-12'],
    ['1938-05-12', '1938-05-12'],
    ['19380512', '1938-05-12'],
    ['2024/2/29', '2024-02-29'],
  ])('reads %s', (typed, iso) => {
    expect(readDate(typed)).toBe(iso);
  });

  it.each(['', '13.5.12', '2023/2/29', '昭和13年13月1日', '昭和13年5月', 'きのう', '1938'])(
    'does not guess at %s',
    (typed) => {
      expect(readDate(typed)).toBeNull();
    },
  );

  it('writes the era at its boundaries', () => {
    expect(dateWords('1989-01-07')).toBe('昭和64年1月7日（1989年）');
    expect(dateWords('1989-01-08')).toBe('平成元年1月8日（1989年）');
    expect(dateWords('2019-05-01')).toBe('令和元年5月1日（2019年）');
    expect(dateWords('きのう')).toBe('きのう');
  });
});
