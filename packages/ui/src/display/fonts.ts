import { languages } from '../catalogue/language.ts';
import { charactersIn } from '../catalogue/text.ts';

const WEIGHTS = [400, 700] as const;

/**
 * Fetches the pieces of the typeface that the catalogue needs, in all its languages, so that a sentence that is shown first when
 * something has gone away (and the files with it) stands there in its own letters. Fails when a piece cannot be had.
 */
export async function loadCatalogueFonts(fonts: Pick<FontFaceSet, 'load'>): Promise<void> {
  const characters = languages.map(charactersIn).join('');
  await Promise.all(WEIGHTS.map((weight) => fonts.load(`${weight} 1em "BIZ UDPGothic"`, characters)));
}
