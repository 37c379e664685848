import { describe, expect, it } from '@jest/globals';
import { isOwnAddress, isOwnPage } from './page.ts';

describe('the own page', () => {
  it('is app://mado/ and nothing that looks like it', () => {
    expect(isOwnPage('app://mado/')).toBe(true);
    expect(isOwnPage('app://mado/#/call')).toBe(true);
    expect(isOwnAddress('app://mado/assets/a.js')).toBe(true);
    expect(isOwnPage('app://mado/assets/a.js')).toBe(false);
    for (const address of [
      'app://mado.example/',
      'app://mado@evil/',
      'app://user@mado/',
      'app://mado:1/',
      'app://other/',
      'https://mado/',
      'file:///app://mado/',
      'about:blank',
      'app:mado',
      '',
    ]) {
      expect([address, isOwnPage(address)]).toEqual([address, false]);
    }
  });
});
