import { createContext, useContext, type ReactNode } from 'react';
import type { Language } from './language.ts';
import { textIn, type Text } from './text.ts';

const LanguageContext = createContext<Language>('ja');

/** Sets the language of everything inside. */
export function CatalogueProvider({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The catalogue in the language of the screen: `const text = useText(); text('common.close')`. */
export function useText(): Text {
  return textIn(useLanguage());
}
