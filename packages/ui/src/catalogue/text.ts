import { namespaces } from './namespaces.ts';
import type { Language } from './language.ts';

type Namespaces = typeof namespaces;
type Namespace = keyof Namespaces;

/** Every key of the catalogue: `<namespace>.<key>`, taken from the Japanese files. */
export type MessageKey = { [N in Namespace]: `${N}.${keyof Namespaces[N]['ja'] & string}` }[Namespace];

type TextOf<K extends MessageKey> = K extends `${infer N extends Namespace}.${infer R}`
  ? R extends keyof Namespaces[N]['ja']
    ? Namespaces[N]['ja'][R]
    : never
  : never;

type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** The values that a message needs: one for each `{placeholder}` of its Japanese text; nothing for a text without any. */
export type MessageValues<K extends MessageKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<TextOf<K>>, string | number>>];

/** A key whose text needs no values: for titles and labels that are data. */
export type PlainKey = { [K in MessageKey]: MessageValues<K> extends [] ? K : never }[MessageKey];

/** Gives the words of a key in one language. Texts are written so that none of them depends on a plural. */
export type Text = <K extends MessageKey>(key: K, ...values: MessageValues<K>) => string;

/** Puts values into the `{placeholders}` of a text. A placeholder without a value stays visible as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

function flatten(language: Language): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [namespace, texts] of Object.entries(namespaces)) {
    for (const [key, text] of Object.entries(texts[language])) flat.set(`${namespace}.${key}`, text);
  }
  return flat;
}

const made = new Map<Language, Text>();

/** The catalogue in one language; the same function for the same language, so that it can be a dependency of a hook. */
export function textIn(language: Language): Text {
  const present = made.get(language);
  if (present) return present;
  const words = flatten(language);
  const text: Text = (key, ...values) => fill(words.get(key) ?? key, values[0] ?? {});
  made.set(language, text);
  return text;
}

/** Every character that the catalogue can show in a language, once. */
export function charactersIn(language: Language): string {
  return [...new Set([...flatten(language).values()].join(''))].join('');
}
