import { describe, expect, it } from '@jest/globals';
import { leadsOutOfKiosk } from './kiosk-keys.ts';

const press = (key: string, ...held: ('control' | 'alt' | 'meta')[]) => ({
  key,
  control: held.includes('control'),
  alt: held.includes('alt'),
  meta: held.includes('meta'),
});

describe("a booth's keys", () => {
  it('let a citizen type, move and correct', () => {
    for (const key of ['a', 'A', '窓', 'Enter', 'Tab', 'Escape', 'ArrowLeft', 'Backspace', ' ', 'Process', 'Convert']) {
      expect([key, leadsOutOfKiosk(press(key))]).toEqual([key, false]);
    }
    expect(leadsOutOfKiosk(press('c', 'control'))).toBe(false);
    expect(leadsOutOfKiosk(press('v', 'control'))).toBe(false);
  });

  it('do not zoom, reload, close, print, search or lead away', () => {
    for (const key of ['r', 'w', 'p', '+', '-', '0', 'f', 'Tab', 'n', 'q', 'I', 'Shift']) {
      expect([key, leadsOutOfKiosk(press(key, 'control'))]).toEqual([key, true]);
    }
    for (const key of ['F1', 'F5', 'F11', 'F12', 'BrowserBack']) expect(leadsOutOfKiosk(press(key))).toBe(true);
    for (const key of ['F4', 'ArrowLeft', 'Home']) expect(leadsOutOfKiosk(press(key, 'alt'))).toBe(true);
    expect(leadsOutOfKiosk(press('l', 'meta'))).toBe(true);
  });
});
