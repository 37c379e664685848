import { describe, expect, it } from '@jest/globals';
import { parseCorporateNumber, parseIndividualNumber } from './check-digits.ts';

describe('個人番号', () => {
  // The specimen of the cards that the state shows in its leaflets counts upwards; the others are worked out by hand from the rule.
  it.each([
    ['123456789018', '123456789018'],
    ['1234-5678-9018', '123456789018'],
    ['１２３４　５６７８　９０１８', '123456789018'],
    ['000000000000', '000000000000'],
    // The weighted sum is 12, the remainder 1, so the check digit is 0.
    ['000000000060', '000000000060'],
  ])('takes %s', (typed, number) => {
    expect(parseIndividualNumber(typed)).toBe(number);
  });

  it.each(['123456789019', '123456789081', '12345678901', '1234567890188', '12345678901x', ''])(
    'refuses %s',
    (typed) => {
      expect(parseIndividualNumber(typed)).toBeUndefined();
    },
  );
});

describe('法人番号', () => {
  it('takes that of the National Tax Agency, which gives them out', () => {
    expect(parseCorporateNumber('7000012050002')).toBe('7000012050002');
    expect(parseCorporateNumber('７－０００－０１２－０５０－００２')).toBe('7000012050002');
  });

  it('gives 9 when nothing remains', () => {
    expect(parseCorporateNumber('9000000000000')).toBe('9000000000000');
  });

  it.each(['8000012050002', '7000012050020', '700001205000', '70000120500022', 'T7000012050002'])(
    'refuses %s',
    (typed) => {
      expect(parseCorporateNumber(typed)).toBeUndefined();
    },
  );
});
