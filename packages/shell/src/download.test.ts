import { describe, expect, it } from '@jest/globals';
import { maySave } from './download.ts';

describe('saving a file', () => {
  it('is for what the clerk’s own page made', () => {
    expect(maySave('blob:app://mado/1b2c', false)).toBe(true);
  });

  it('is refused at a kiosk, and for anything that came from elsewhere', () => {
    expect(maySave('blob:app://mado/1b2c', true)).toBe(false);
    for (const url of [
      'https://example.org/x',
      'app://mado/index.html',
      'blob:https://example.org/1',
      'blob:app://other/1',
      '',
    ]) {
      expect(maySave(url, false)).toBe(false);
    }
  });
});
