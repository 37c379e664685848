/** A word as a recogniser gives it: its box in pixels of the picture, and how sure it is of it, 0 to 100. */
export interface RecognisedWord {
  readonly text: string;
  readonly confidence: number;
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}
export interface RecognisedLine {
  readonly words: readonly RecognisedWord[];
}

/** One character of a line. `gap` is the white before it in heights of the line: what parts words, cells and columns on a form. */
export interface Glyph {
  readonly text: string;
  readonly confidence: number;
  readonly x0: number;
  readonly x1: number;
  readonly gap: number;
}
export interface GlyphLine {
  readonly glyphs: readonly Glyph[];
  readonly y0: number;
  readonly y1: number;
  /** Pixels. */
  readonly height: number;
}

/** What the rules of a form's boxes are taken for, and signs that stand between a label and its value. */
const RULES = /^[\s|｜¦_＿:：;；[\]［］【】()（）「」『』'"`´,.，．·・…*＊=]$/u;
/** Signs of the list above that a value may have in its middle. */
const INSIDE = /^[.．・()（）]$/u;

/** The characters of a line from left to right, without the rules of its boxes. */
export function glyphsOf(line: RecognisedLine): GlyphLine {
  const words = [...line.words].sort((a, b) => a.box.x0 - b.box.x0);
  const heights = words.map(({ box }) => box.y1 - box.y0).sort((a, b) => a - b);
  const height = Math.max(1, heights[Math.floor(heights.length / 2)] ?? 1);
  const glyphs: Glyph[] = [];
  let before: number | null = null;
  let ruled = false;
  for (const { text, confidence, box } of words) {
    const characters = Array.from(text.normalize('NFKC'));
    const width = (box.x1 - box.x0) / Math.max(1, characters.length);
    for (const [index, character] of characters.entries()) {
      const x0 = box.x0 + index * width;
      const last = index === characters.length - 1;
      if (RULES.test(character) && !(INSIDE.test(character) && index > 0 && !last)) {
        ruled = true;
        continue;
      }
      const white: number = before === null ? 0 : Math.max(0, x0 - before) / height;
      glyphs.push({ text: character, confidence, x0, x1: x0 + width, gap: ruled ? Math.max(white, 1) : white });
      before = x0 + width;
      ruled = false;
    }
  }
  return {
    glyphs,
    y0: Math.min(...words.map(({ box }) => box.y0)),
    y1: Math.max(...words.map(({ box }) => box.y1)),
    height,
  };
}

/** The characters in a row, without the white between them: place `i` of it is glyph `i`, as every character counts as one. */
export function squeezed(glyphs: readonly Glyph[]): string {
  // Ideographs beyond the basic plane take two units: one sign stands in, for labels have none.
  return glyphs.map(({ text }) => (text.length === 1 ? text : '\ufffd')).join('');
}

/**
 * The text with white that parts words as an ideographic space. Between full-width digits there is up to 0.7 that parts nothing; letters of a name
 * stand closer, and its space is narrower.
 */
export function spaced(glyphs: readonly Glyph[], white = 0.7): string {
  return glyphs
    .map(({ text, gap }, index) => (index > 0 && gap >= white ? `\u3000${text}` : text))
    .join('')
    .normalize('NFC');
}

/** How sure the recogniser is of its least sure character, 0 to 100. */
export function leastSure(glyphs: readonly Glyph[]): number {
  return Math.round(Math.min(100, ...glyphs.map(({ confidence }) => confidence)));
}
