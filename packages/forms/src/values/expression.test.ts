import { describe, expect, it } from '@jest/globals';
import { evaluate, ExpressionError, keysOf, parseExpression } from './expression.ts';

const values: Readonly<Record<string, string>> = { 'person.family': '窓野', 'person.given': '太郎', empty: '' };
const run = (source: string): string => evaluate(parseExpression(source), (key) => values[key] ?? '');

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
  ])('%s', (source, text) => {
    expect(run(source)).toBe(text);
  });

  it('tells the fields that it reads', () => {
    expect(keysOf(parseExpression('first(a.b, "x" + c) + d'))).toEqual(['a.b', 'c', 'd']);
  });

  it.each(['', '+', 'a +', 'a b', '"open', 'first(', 'first(a', 'first()', 'last(a)', 'a + 1', '氏名', '(a)'])(
    'refuses %s',
    (source) => {
      expect(() => parseExpression(source)).toThrow(ExpressionError);
    },
  );
});
