import { describe, expect, it } from '@jest/globals';
import { TEMPLATE_PROBLEMS } from '@mado/forms';
import { languages, textIn } from '@mado/ui';

describe('a template that is refused', () => {
  it.each(TEMPLATE_PROBLEMS)('has words for %s in every language', (problem) => {
    const words = languages.map((language) => textIn(language)(`template.${problem}`));
    expect(words.map((text) => typeof text)).toEqual(languages.map(() => 'string'));
    expect(new Set(words).size).toBe(languages.length);
  });
});
