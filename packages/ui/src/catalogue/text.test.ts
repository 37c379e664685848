import { describe, expect, it } from '@jest/globals';
import { languages } from './language.ts';
import { namespaces } from './namespaces.ts';
import { fill, textIn } from './text.ts';

const placeholdersOf = (text: string) => (text.match(/\{[A-Za-z]+\}/g) ?? []).sort();

describe('the message catalogue', () => {
  for (const [namespace, texts] of Object.entries(namespaces)) {
    const japanese: Readonly<Record<string, string>> = texts.ja;
    for (const language of languages) {
      const translated: Readonly<Record<string, string>> = texts[language];
      it(`has every text of ${namespace} in ${language}, with the same placeholders`, () => {
        expect(Object.keys(translated).sort()).toEqual(Object.keys(japanese).sort());
        for (const [key, text] of Object.entries(japanese)) {
          const words = translated[key] ?? '';
          expect(words.trim()).not.toBe('');
          expect({ key, placeholders: placeholdersOf(words) }).toEqual({ key, placeholders: placeholdersOf(text) });
        }
      });
    }
  }

  it('fills placeholders', () => {
    expect(textIn('ja')('kiosk.waiting.ahead', { count: 3 })).toBe('あなたの前に 3 人');
    expect(textIn('en')('common.close')).toBe('Close');
  });

  it('leaves a placeholder without a value to be seen', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });

  it('gives the same function for the same language', () => {
    expect(textIn('pt-BR')).toBe(textIn('pt-BR'));
  });
});
