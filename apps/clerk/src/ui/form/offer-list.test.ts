import { describe, expect, test } from '@jest/globals';
import { offerKey } from './offer-list.tsx';

const press = (key: string, over: Partial<Parameters<typeof offerKey>[0]> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  composing: false,
  ...over,
});

describe('keys while something is offered', () => {
  test('arrows go round, Enter takes only what was chosen, Escape sends the list away', () => {
    expect(offerKey(press('ArrowDown'), null, 3)).toEqual({ to: 0 });
    expect(offerKey(press('ArrowDown'), 2, 3)).toEqual({ to: 0 });
    expect(offerKey(press('ArrowUp'), null, 3)).toEqual({ to: 2 });
    expect(offerKey(press('ArrowUp'), 0, 3)).toEqual({ to: 2 });
    expect(offerKey(press('Enter'), null, 3)).toBeNull();
    expect(offerKey(press('Enter'), 1, 3)).toBe('take');
    expect(offerKey(press('Escape'), null, 3)).toBe('dismiss');
    expect(offerKey(press('Tab'), 1, 3)).toBeNull();
  });

  test('keys of the input method, with Ctrl, or without a list are the field’s own', () => {
    expect(offerKey(press('Enter', { composing: true }), 1, 3)).toBeNull();
    expect(offerKey(press('ArrowDown', { composing: true }), null, 3)).toBeNull();
    expect(offerKey(press('ArrowDown', { ctrlKey: true }), null, 3)).toBeNull();
    expect(offerKey(press('Escape'), null, 0)).toBeNull();
  });
});
