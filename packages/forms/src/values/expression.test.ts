import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from './calendar.ts';
import { datesOf, evaluate, ExpressionError, keysOf, parseExpression } from './expression.ts';

const values: Readonly<Record<string, string>> = { 'person.family': '窓野', 'person.given': '太郎', empty: '' };
const dates: Readonly<Record<string, CalendarDate>> = {
  'person.birth': { year: 1928, month: 2, day: 29 },
  'person.leapless': { year: 2023, month: 2, day: 28 },
  'person.dayAfter': { year: 2023, month: 3, day: 1 },
};
const run = (source: string): string =>
  evaluate(parseExpression(source), {
    textOf: (key) => values[key] ?? (dates[key] ? 'a day' : ''),
    dateOf: (key) => dates[key],
  });

describe('expressions', () => {
  it.each([
    ['person.family', '窓野'],
    ['person.family + "\u3000" + person.given', '窓野\u3000太郎'],
    ['person.given+"様"', '太郎様'],
    ['first(empty, person.given)', '太郎'],
    ['first(empty, person.family + person.given, "x")', '窓野太郎'],
    ['first(empty, empty)', ''],
    ['"（" + empty + "）"', ''],
    ['"（" + first(empty, person.family) + "）"', '（窓野）'],
    ['"固定" + "の語"', '固定の語'],
    ['if(empty, person.family, person.given)', '太郎'],
    ['if(person.given, empty, person.family)', ''],
    ['if(person.given, person.family + "様", "x")', '窓野様'],
    ['age(person.birth, person.leapless)', '94'],
    ['age(person.birth, person.dayAfter) + "歳"', '95歳'],
    ['age(person.dayAfter, person.birth) + "歳"', ''],
    ['age(person.birth, person.unknown) + "歳"', ''],
    ['western(person.dayAfter)', '2023年3月1日'],
    ['western(person.unknown)', ''],
  ])('%s', (source, text) => {
    expect(run(source)).toBe(text);
  });

  it('tells the fields that it reads', () => {
    expect(keysOf(parseExpression('first(a.b, "x" + c) + d'))).toEqual(['a.b', 'c', 'd']);
    expect(keysOf(parseExpression('if(a, age(b, c), western(d))'))).toEqual(['a', 'b', 'c', 'd']);
    expect(datesOf(parseExpression('if(a, age(b, c), western(d))'))).toEqual(['b', 'c', 'd']);
  });

  it.each([
    '',
    '+',
    'a +',
    'a b',
    '"open',
    'first(',
    'first(a',
    'first()',
    'last(a)',
    'if(a, b)',
    'age(a)',
    'age("x", a)',
    'western(a + b)',
    'a + 1',
    '氏名',
    '(a)',
  ])('refuses %s', (source) => {
    expect(() => parseExpression(source)).toThrow(ExpressionError);
  });
});
