/** The shape of a translation: exactly the keys of the Japanese file. A missing or surplus key is a type error. */
export type Translation<Japanese extends Readonly<Record<string, string>>> = { readonly [K in keyof Japanese]: string };
