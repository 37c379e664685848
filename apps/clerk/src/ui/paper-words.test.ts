import { describe, expect, it } from '@jest/globals';
import { PAGE_PROBLEMS } from '@mado/inspection';
import { languages, textIn } from '@mado/ui';
import { FILE_PROBLEMS, refusalWords } from './state/file-refusal.ts';

describe('a file that is refused', () => {
  it.each(FILE_PROBLEMS)('has a sentence for %s in every language', (problem) => {
    const words = languages.map((language) => refusalWords(textIn(language), problem));
    expect(new Set(words).size).toBe(languages.length);
    for (const sentence of words) {
      expect(sentence).not.toMatch(/[{}]/);
      expect(sentence.length).toBeGreaterThan(15);
    }
  });

  it('has one for whatever the inspection finds', () => {
    expect(FILE_PROBLEMS).toEqual(expect.arrayContaining([...PAGE_PROBLEMS]));
  });

  it('says the limit', () => {
    expect(refusalWords(textIn('ja'), 'file-too-large')).toContain('100MB');
    expect(refusalWords(textIn('ja'), 'too-many-pixels')).toContain('4000万画素');
    expect(refusalWords(textIn('pt-BR'), 'pdf-too-long')).toContain('200');
  });
});
