import { expect, it } from '@jest/globals';
import { Hearing } from './hearing.ts';

it('says once that a sender fell silent, and once that it is back', () => {
  const hearing = new Hearing();
  const looks = [0, 0, 0, 0, 10, 20, 20, 30, 30, 30, 30, 40, 50].map((bytes) => hearing.look(bytes));
  const said = looks.flatMap((word, at) => (word === null ? [] : [`${String(at)} ${word}`]));
  expect(said).toEqual(['9 silent', '11 back']);
});
