import { expect, it } from '@jest/globals';
import { Hearing } from './hearing.ts';

it('says once that a sender fell silent, and again after something came', () => {
  const hearing = new Hearing();
  const looks = [0, 0, 0, 0, 10, 20, 20, 20, 20, 30, 30, 30].map((bytes) => hearing.fellSilent(bytes));
  expect(looks.flatMap((silent, at) => (silent ? [at] : []))).toEqual([7, 11]);
});
