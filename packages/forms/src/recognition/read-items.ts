import type { CalendarDate } from '../values/calendar.ts';
import type { Item } from '../values/item.ts';
import { glyphsOf, squeezed, type Glyph, type GlyphLine, type RecognisedLine } from './glyphs.ts';
import { labelsOf, type FoundLabel } from './labels.ts';
import { dayIn, parseItem, postalCodeIn } from './parse-item.ts';

/** A value that a paper seems to say. */
export interface ReadItem {
  readonly item: Item;
  /** As it would be typed. */
  readonly text: string;
  /** Of its least sure character, 0 to 100. */
  readonly confidence: number;
  /** Sure enough to be taken without a second look at each; never when the paper says two different things. */
  readonly certain: boolean;
}

/** From how sure on a value counts as certain: less for what has a shape that it can be checked by. */
const SURE = { shaped: 60, plain: 80 };
/** White behind which something else begins, in heights of the line. */
const NEXT_COLUMN = 6;
/** The same in a row that stands below a row of labels. */
const NEXT_CELL = 1.2;
/** Most different values of one item that are worth showing. */
const MOST_OF_ONE = 3;

/**
 * Finds the items of a person or account in the recognised lines of a paper, by the words that stand before or above them. 個人番号 is taken out
 * first and never among them: twelve digits in a row, and all digits of a line that has its name.
 */
export function readItems(lines: readonly RecognisedLine[], today: CalendarDate): ReadItem[] {
  const rows = lines
    .filter(({ words }) => words.length > 0)
    .map(glyphsOf)
    .map(withoutIndividualNumber)
    .sort((a, b) => a.y0 - b.y0);
  const labels = rows.map(labelsOf);
  const found = rows.flatMap((row, index) => [
    ...(labels[index] ?? []).flatMap((label, place) => {
      const next = labels[index]?.[place + 1];
      if (label.item === null) return [];
      const values = read(label.item, valueOf(rows, labels, index, label, next), today);
      return label.loose ? values.map(loosely) : values;
    }),
    ...withoutLabel(row, labels[index] ?? [], today),
  ]);
  return chosen(found);
}

type Found = Omit<ReadItem, 'certain'> & {
  readonly shaped: boolean;
  /** It may be of whoever wrote the paper, as in a letterhead. */
  readonly loose?: true;
};

function read(item: Item, glyphs: readonly Glyph[], today: CalendarDate): Found[] {
  const parsed = parseItem(item, glyphs, today);
  const itself: Found[] = parsed === null ? [] : [{ item, ...parsed }];
  // The postal code often stands before the address, without a word of its own.
  return item === 'address' ? [...itself, ...read('postal-code', glyphs, today)] : itself;
}

/** What stands behind a label up to the next one, or below it when there is nothing behind it. */
function valueOf(
  rows: readonly GlyphLine[],
  labels: readonly (readonly FoundLabel[])[],
  index: number,
  label: FoundLabel,
  next: FoundLabel | undefined,
): readonly Glyph[] {
  const row = rows[index];
  if (row === undefined) return [];
  const behind = column(row.glyphs.slice(label.to, next?.from));
  const below = rows[index + 1];
  const near = below !== undefined && below.y0 - row.y1 < 2.5 * row.height && (labels[index + 1] ?? []).length === 0;
  if (behind.length > 0) {
    const [first] = behind;
    const start = below?.glyphs[0];
    // An address that goes on in the next line begins where it began.
    const goesOn =
      label.item === 'address' &&
      near &&
      first !== undefined &&
      start !== undefined &&
      Math.abs(start.x0 - first.x0) < 1.5 * row.height &&
      below.y0 - row.y1 < row.height;
    return goesOn ? [...behind, ...below.glyphs.map((glyph, at) => (at === 0 ? { ...glyph, gap: 1 } : glyph))] : behind;
  }
  if (!near) return [];
  const left = (row.glyphs[label.from]?.x0 ?? 0) - row.height;
  const right = next === undefined ? Number.POSITIVE_INFINITY : (row.glyphs[next.from]?.x0 ?? 0);
  return column(
    cells(below.glyphs)
      .filter((cell) => middle(cell) > left && middle(cell) < right)
      .flat(),
  );
}

/** Runs of glyphs that stand together. */
function cells(glyphs: readonly Glyph[]): Glyph[][] {
  const found: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = found.at(-1);
    if (last === undefined || glyph.gap > NEXT_CELL) found.push([glyph]);
    else last.push(glyph);
  }
  return found;
}

function middle(cell: readonly Glyph[]): number {
  return ((cell[0]?.x0 ?? 0) + (cell.at(-1)?.x1 ?? 0)) / 2;
}

/** The glyphs up to where another column begins. */
function column(glyphs: readonly Glyph[]): readonly Glyph[] {
  const end = glyphs.findIndex(({ gap }, index) => index > 0 && gap > NEXT_COLUMN);
  return end === -1 ? glyphs : glyphs.slice(0, end);
}

function loosely(found: Found): Found {
  return { ...found, loose: true };
}

/** What speaks for itself: a day with 生 behind it, seven digits with 〒 before them. */
function withoutLabel(row: GlyphLine, labels: readonly FoundLabel[], today: CalendarDate): Found[] {
  const text = squeezed(row.glyphs);
  const born = dayIn(text);
  const code = postalCodeIn(text);
  const taken = (item: Item) => labels.some((label) => label.item === item);
  return [
    ...(born !== null && text.charAt(born.to) === '生' && !taken('birth-date')
      ? read('birth-date', row.glyphs.slice(born.from, born.to), today)
      : []),
    ...(code !== null && !taken('postal-code') && !taken('address')
      ? read('postal-code', row.glyphs.slice(code.from, code.to), today).map(loosely)
      : []),
  ];
}

/** Each value once, the surest first; certain only where the paper says one thing. */
function chosen(found: readonly Found[]): ReadItem[] {
  const byItem = new Map<Item, Found[]>();
  for (const each of [...found].sort((a, b) => b.confidence - a.confidence)) {
    const same = byItem.get(each.item) ?? [];
    if (!same.some(({ text }) => text === each.text)) byItem.set(each.item, [...same, each]);
  }
  return [...byItem.values()].flatMap((values) =>
    values.slice(0, MOST_OF_ONE).map(({ item, text, confidence, shaped, loose }) => ({
      item,
      text,
      confidence,
      certain: values.length === 1 && loose !== true && confidence >= (shaped ? SURE.shaped : SURE.plain),
    })),
  );
}

const MY_NUMBER_WORD = /個人番号|マイナンバー/;
/** Twelve digits and no more, in groups or not. Their check digit is not asked: one digit seen wrongly makes no other number of it. */
const TWELVE_DIGITS = /(?<![\d-])\d{4}[-ー一]?\d{4}[-ー一]?\d{4}(?![\d-])/g;

function withoutIndividualNumber(row: GlyphLine): GlyphLine {
  const text = squeezed(row.glyphs);
  if (MY_NUMBER_WORD.test(text)) return { ...row, glyphs: row.glyphs.filter((glyph) => !/^\d$/.test(glyph.text)) };
  const places = [...text.matchAll(TWELVE_DIGITS)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  return {
    ...row,
    glyphs: row.glyphs.filter((_, index) => !places.some(([from, to]) => index >= from && index < to)),
  };
}
