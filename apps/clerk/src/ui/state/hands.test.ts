import { describe, expect, it } from '@jest/globals';
import { callHand, deskHand, type KeyPress } from './hands.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  alt: false,
  meta: false,
  typing: false,
  onControl: false,
  composing: false,
  ...change,
});

describe('keys', () => {
  it('say the nine phrases in the call', () => {
    expect(callHand(press('1'), true)).toEqual({ name: 'phrase', notice: 'checking-papers' });
    expect(callHand(press('9'), true)).toEqual({ name: 'phrase', notice: 'thank-you' });
  });

  it('are text while somebody types, composes or uses Ctrl', () => {
    expect(callHand(press('s', { typing: true }), true)).toBeNull();
    expect(callHand(press('s', { composing: true }), true)).toBeNull();
    expect(callHand(press('s', { ctrl: true }), true)).toBeNull();
  });

  it('of one character can be switched off while the others go on', () => {
    expect(callHand(press('s'), false)).toBeNull();
    expect(callHand(press('PageDown'), false)).toEqual({ name: 'page', step: 1 });
  });

  it('admit with F2 from anywhere, with Enter only where it presses nothing else', () => {
    expect(deskHand(press('F2', { onControl: true }))).toEqual({ name: 'admit' });
    expect(deskHand(press('Enter'))).toEqual({ name: 'admit' });
    expect(deskHand(press('Enter', { onControl: true }))).toBeNull();
  });
});
