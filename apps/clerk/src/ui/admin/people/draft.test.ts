import { expect, it } from '@jest/globals';
import { DeskId } from '@mado/signaling/wire';
import { needsOf, NOBODY, toggled, wantedOf } from './draft.ts';

const desk = DeskId.parse('okuyami');

it('names what is missing in the order of the form', () => {
  expect(needsOf(NOBODY)).toEqual(['login', 'name', 'desks']);
  expect(needsOf({ ...NOBODY, login: 'Sato', name: '佐藤', roles: [] })).toEqual(['login', 'roles']);
  expect(needsOf({ ...NOBODY, login: ' sato ', name: '佐藤', desks: [desk] })).toEqual([]);
  expect(needsOf({ ...NOBODY, login: 'sato', name: '佐藤', roles: ['it-administrator'] })).toEqual([]);
});

it('asks for no desks for somebody who is no clerk any more', () => {
  const draft = { ...NOBODY, login: ' sato ', name: ' 佐藤 ', roles: ['supporter'], desks: [desk] } as const;
  expect(wantedOf(draft)).toEqual({
    login: 'sato',
    name: '佐藤',
    department: '',
    subject: null,
    roles: ['supporter'],
    desks: [],
  });
});

it('puts in and takes out in the order of all', () => {
  expect(toggled(['c'], 'a', true, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  expect(toggled(['a', 'c'], 'a', false, ['a', 'b', 'c'])).toEqual(['c']);
});
