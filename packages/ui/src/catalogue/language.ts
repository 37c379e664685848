/** The languages that every text of the product exists in. `ja-easy` is やさしい日本語 (plain Japanese in short sentences and kana). */
export const languages = ['ja', 'ja-easy', 'en', 'pt-BR'] as const;
export type Language = (typeof languages)[number];

/** Each language's name for itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ja: '日本語',
  'ja-easy': 'やさしい にほんご',
  en: 'English',
  'pt-BR': 'Português',
};
