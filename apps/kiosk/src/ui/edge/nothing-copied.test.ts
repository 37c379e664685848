import { expect, it } from '@jest/globals';
import { copyNothing } from './nothing-copied.ts';

it('lets nothing be copied or cut at the booth, whatever else listens on the page', () => {
  const page = new EventTarget();
  const happens = (type: string) => page.dispatchEvent(new Event(type, { cancelable: true }));
  expect([happens('copy'), happens('cut')]).toEqual([true, true]);
  copyNothing(page);
  page.addEventListener('copy', (event) => event.stopImmediatePropagation());
  expect([happens('copy'), happens('cut')]).toEqual([false, false]);
  expect(happens('keydown')).toBe(true);
});
