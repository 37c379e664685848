import { fileURLToPath } from 'node:url';
import { fileSource, type FontSource } from './font-tables.ts';
import { openTypeface, type Typeface } from './typeface.ts';

/** Where fonts come from. The first is what text is set in; the others give what the ones before them lack. */
export interface FontFiles {
  readonly main: string;
  readonly fallbacks: readonly string[];
  /** Letters for the words of papers without a template; those of this package when not named. */
  readonly labels?: { readonly regular: string; readonly bold: string };
}

/** Typefaces in the order in which a character is looked for. */
export interface Fonts {
  readonly typefaces: readonly [Typeface, ...Typeface[]];
  /** Fallback files that are not on this machine. What only they have is printed as 〓, with a note. */
  readonly missing: readonly string[];
  /** Files for the words of papers without a template. */
  readonly labels?: FontFiles['labels'];
}

/**
 * BIZ UD Mincho as it comes with this package (SIL Open Font Licence): the font that values are set in. Where the package's
 * own folder is not there, as in an installer, the configuration names the file instead.
 */
export function bundledMincho(): string {
  return fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udmincho/400Regular/BIZUDMincho_400Regular.ttf'));
}

/** Where Debian's `fonts-ipamj-mincho` puts IPAmj Mincho: 60,000 glyphs, every character of the family registers. */
export const systemIpamjMincho = '/usr/share/fonts/truetype/ipamj/ipamjm.ttf';

const loaded = new Map<string, Promise<Fonts>>();

/**
 * Loads fonts once for a process; asked again for the same files it gives the same ones. A fallback that does not exist is
 * left out and named in `missing`, because most names need none.
 *
 * @throws FontError when a file is there and is no usable font, and the system's error when the main font is missing.
 */
export function loadFonts(files: FontFiles): Promise<Fonts> {
  const key = JSON.stringify([files.main, files.fallbacks, files.labels]);
  const known = loaded.get(key);
  if (known) return known;
  const fonts = new Promise<Fonts>((resolve) => {
    resolve(read(files));
  });
  loaded.set(key, fonts);
  fonts.catch(() => loaded.delete(key));
  return fonts;
}

function read(files: FontFiles): Fonts {
  const main = openTypeface(fileSource(files.main), files.main);
  const fallbacks: Typeface[] = [];
  const missing: string[] = [];
  for (const file of files.fallbacks) {
    const source = openIfThere(file);
    if (source) fallbacks.push(openTypeface(source, file));
    else missing.push(file);
  }
  return { typefaces: [main, ...fallbacks], missing, ...(files.labels && { labels: files.labels }) };
}

function openIfThere(file: string): FontSource | undefined {
  try {
    return fileSource(file);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
