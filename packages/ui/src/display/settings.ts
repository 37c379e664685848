import { languages, type Language } from '../catalogue/language.ts';

/** What a person may change about how the screen looks. */
export interface DisplaySettings {
  readonly language: Language;
  readonly largePrint: boolean;
  readonly highContrast: boolean;
}

export const defaultDisplay: DisplaySettings = { language: 'ja', largePrint: false, highContrast: false };

/** The part of an element that `applyDisplay` writes to. */
export interface DisplayRoot {
  lang: string;
  readonly dataset: Record<string, string | undefined>;
}

/** Writes the settings onto `<html>`, where the style sheet and screen readers find them. */
export function applyDisplay(root: DisplayRoot, app: 'kiosk' | 'clerk', settings: DisplaySettings): void {
  // Plain Japanese is Japanese to a screen reader.
  root.lang = settings.language === 'ja-easy' ? 'ja' : settings.language;
  root.dataset['app'] = app;
  root.dataset['print'] = settings.largePrint ? 'large' : 'normal';
  root.dataset['contrast'] = settings.highContrast ? 'high' : 'normal';
}

/** True when the word names a language of the catalogue. */
export function isLanguage(word: string): word is Language {
  return languages.some((language) => language === word);
}
