import type { Fonts } from '../fonts/fonts.ts';
import type { Typeface } from '../fonts/typeface.ts';

/**
 * The smallest piece of text that is drawn by one glyph: a character, a character with its variation selector, or a kana
 * with a separate voicing mark. `text` is what was typed, and what extraction gives back.
 */
export interface Unit {
  readonly text: string;
  readonly typeface: Typeface;
  readonly glyph: number;
  /** Advance in thousandths of the type size. */
  readonly width: number;
}

export interface SetText {
  readonly units: readonly Unit[];
  /** Pieces that no font has; they are drawn as 〓. */
  readonly absent: readonly string[];
  /** Characters of which no font has the wanted variant; they are drawn in their usual shape. */
  readonly usualShape: readonly string[];
}

/** A unit of this text ends a line and is never drawn. */
export const LINE_BREAK = '\n';

/** The sign that Japanese printing puts where a character is missing. */
const GETA = 0x3013;

type Found =
  | { readonly kind: 'glyph'; readonly typeface: Typeface; readonly glyph: number }
  | { readonly kind: 'usual-shape'; readonly typeface: Typeface; readonly glyph: number }
  | { readonly kind: 'absent' };

/** Splits text into what one glyph draws and finds each in the first font that has it. Never throws, never drops anything. */
export function setText(text: string, fonts: Fonts): SetText {
  const units: Unit[] = [];
  const absent: string[] = [];
  const usualShape: string[] = [];
  for (const piece of clusters(text)) {
    if (piece === LINE_BREAK) {
      units.push({ text: piece, typeface: fonts.typefaces[0], glyph: 0, width: 0 });
      continue;
    }
    for (const part of drawable(piece, fonts)) {
      const found = find(part, fonts);
      if (found.kind === 'absent') absent.push(part);
      if (found.kind === 'usual-shape') usualShape.push(part);
      units.push(unitOf(part, found, fonts));
    }
  }
  return { units, absent, usualShape };
}

/** Variation selectors VS1–VS16 and VS17–VS256. */
function isSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
}

/** A base character with everything that belongs on it: combining marks and variation selectors. */
function clusters(text: string): string[] {
  const found: string[] = [];
  for (const character of text) {
    const last = found.at(-1);
    if (last !== undefined && /^[\p{M}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u.test(character)) {
      found[found.length - 1] = last + character;
    } else found.push(character);
  }
  return found;
}

/** A cluster as it is, when one glyph draws it; else its characters one by one, each selector with its base. */
function drawable(cluster: string, fonts: Fonts): string[] {
  if (find(cluster, fonts).kind !== 'absent') return [cluster];
  const parts: string[] = [];
  for (const character of cluster) {
    const last = parts.at(-1);
    if (last !== undefined && isSelector(character.codePointAt(0) ?? 0)) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}

function find(part: string, fonts: Fonts): Found {
  const [base, second, ...rest] = Array.from(part, (character) => character.codePointAt(0) ?? 0);
  if (base === undefined || rest.length > 0) return { kind: 'absent' };
  if (second === undefined) return plain(base, fonts);
  if (isSelector(second)) return variant(base, second, fonts);
  // A kana and its voicing mark typed apart, a Latin letter and its accent: drawn by the one character that means both.
  const composed = Array.from(part.normalize('NFC'));
  return composed.length === 1 ? plain(composed[0]?.codePointAt(0) ?? 0, fonts) : { kind: 'absent' };
}

function plain(codePoint: number, fonts: Fonts): Found {
  for (const typeface of fonts.typefaces) {
    const glyph = typeface.glyphOf(codePoint);
    if (glyph !== 0) return { kind: 'glyph', typeface, glyph };
  }
  return { kind: 'absent' };
}

function variant(base: number, selector: number, fonts: Fonts): Found {
  for (const typeface of fonts.typefaces) {
    const answer = typeface.variantOf(base, selector);
    if (answer.kind === 'glyph') return { kind: 'glyph', typeface, glyph: answer.glyph };
    const glyph = answer.kind === 'default' ? typeface.glyphOf(base) : 0;
    if (glyph !== 0) return { kind: 'glyph', typeface, glyph };
  }
  const usual = plain(base, fonts);
  return usual.kind === 'glyph' ? { ...usual, kind: 'usual-shape' } : { kind: 'absent' };
}

function unitOf(text: string, found: Found, fonts: Fonts): Unit {
  const { typeface, glyph } = found.kind === 'absent' ? geta(fonts) : found;
  return { text, typeface, glyph, width: typeface.widthOf(glyph) };
}

function geta(fonts: Fonts): { typeface: Typeface; glyph: number } {
  const found = plain(GETA, fonts);
  // Glyph 0 is every font's own sign for a missing character.
  return found.kind === 'absent' ? { typeface: fonts.typefaces[0], glyph: 0 } : found;
}
