import { compareDates, parseDate, type CalendarDate } from '../values/calendar.ts';
import { digitsOf, notKana, parsePhoneNumber, parsePostalCode, toKatakana } from '../values/formats.ts';
import type { Item } from '../values/item.ts';
import { leastSure, spaced, squeezed, type Glyph } from './glyphs.ts';

/** A value as it would be typed, and how sure the recogniser was of the characters that it is made of, 0 to 100. */
export interface ParsedItem {
  readonly text: string;
  readonly confidence: number;
  /** Its shape cannot be an accident, as that of a day or a postal code: it takes less to be certain of it. */
  readonly shaped: boolean;
}

/** Signs that are seen for a hyphen between digits: the ideograph one, the long vowel mark, dashes, minus. */
const HYPHEN = /(?<=\d)[一ー―—–‐−ｰ-](?=\d)/g;
const DAY = /(?:(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|\d{1,2})|\d{4})(?:年|[./-])\d{1,2}(?:月|[./-])\d{1,2}日?/;
const POSTAL = /〒?\d{3}-?\d{4}(?!\d)/;
const PHONE = /\+?\(?\d[\d()-]{8,15}\d(?!\d)/;
/** White that parts family and given name, in heights of the line. */
const IN_NAMES = 0.45;
/** What stands behind a name on papers. */
const AFTER_NAME = /[\u3000\s]*(?:様|殿|印|㊞)$/u;
const NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆ヶA-Za-z\u3000・.'’-]{2,40}$/u;
const PLACE = /[都道府県市区町村郡]/u;

/** Understands what stands behind a label, or null when it is no such value. */
export function parseItem(item: Item, glyphs: readonly Glyph[], today: CalendarDate): ParsedItem | null {
  switch (item) {
    case 'name':
      return named(glyphs);
    case 'name-kana':
    case 'account-holder':
      return kana(glyphs);
    case 'birth-date':
    case 'death-date':
      return day(glyphs, today);
    case 'sex': {
      const first = glyphs[0];
      return first !== undefined && /^[男女]$/.test(first.text) ? made(first.text, [first], false) : null;
    }
    case 'postal-code':
      return matched(glyphs, POSTAL, parsePostalCode);
    case 'address':
      return address(glyphs);
    case 'phone':
      return matched(glyphs, PHONE, parsePhoneNumber);
    case 'account-number': {
      const found = digitsOf(squeezed(glyphs));
      // Seven digits are what banks exchange; without a check digit they prove nothing.
      return found?.length === 7 ? made(found, glyphs, false) : null;
    }
    case 'bank': {
      const text = squeezed(glyphs);
      return text.length < 2 || text.length > 40 ? null : made(text, glyphs, false);
    }
    case 'bank-branch': {
      const text = squeezed(glyphs);
      return text.length < 1 || text.length > 40 || /\d{4}/.test(text) ? null : made(text, glyphs, false);
    }
  }
}

/** The place of a day in a row of characters, for papers that name no label: 昭和45年11月3日生. */
export function dayIn(text: string): { readonly from: number; readonly to: number } | null {
  const match = DAY.exec(text);
  return match === null ? null : { from: match.index, to: match.index + match[0].length };
}

/** The same of a postal code that 〒 stands before. */
export function postalCodeIn(text: string): { readonly from: number; readonly to: number } | null {
  const match = /〒\d{3}[一ー―—–‐−ｰ-]?\d{4}(?!\d)/.exec(text);
  return match === null ? null : { from: match.index, to: match.index + match[0].length };
}

function named(glyphs: readonly Glyph[]): ParsedItem | null {
  // On a driving licence the day of birth stands in the same row.
  const seen = glyphs.slice(0, dayIn(squeezed(glyphs))?.from);
  const text = spaced(seen, IN_NAMES).replace(AFTER_NAME, '');
  // A row of headings is no name.
  const few = text.split('\u3000').length <= (/[A-Za-z]/.test(text) ? 6 : 3);
  return few && NAME.test(text)
    ? made(text, seen.slice(0, Array.from(text.replace(/\u3000/g, '')).length), false)
    : null;
}

function kana(glyphs: readonly Glyph[]): ParsedItem | null {
  const text = toKatakana(spaced(glyphs, IN_NAMES)).replace(/^\u3000+|\u3000+$/g, '');
  return text.length >= 2 && notKana(text).length === 0 ? made(text, glyphs, false) : null;
}

function day(glyphs: readonly Glyph[], today: CalendarDate): ParsedItem | null {
  const place = dayIn(squeezed(glyphs));
  if (place === null) return null;
  const seen = glyphs.slice(place.from, place.to);
  const text = squeezed(seen);
  const date = parseDate(text);
  if (date === undefined || compareDates(date, today) > 0) return null;
  return made(text, seen, true);
}

function matched(
  glyphs: readonly Glyph[],
  pattern: RegExp,
  parse: (text: string) => string | undefined,
): ParsedItem | null {
  const match = pattern.exec(hyphened(squeezed(glyphs)));
  if (match === null) return null;
  const found = parse(match[0]);
  return found === undefined ? null : made(found, glyphs.slice(match.index, match.index + match[0].length), true);
}

function address(glyphs: readonly Glyph[]): ParsedItem | null {
  const code = /^〒?\d{3}-?\d{4}/.exec(hyphened(squeezed(glyphs)));
  const rest = code === null ? glyphs : glyphs.slice(code[0].length);
  const text = hyphened(spaced(rest)).replace(/^\u3000+/, '');
  return text.length >= 4 && text.length <= 120 && PLACE.test(text) ? made(text, rest, false) : null;
}

function hyphened(text: string): string {
  return text.replace(HYPHEN, '-');
}

function made(text: string, glyphs: readonly Glyph[], shaped: boolean): ParsedItem {
  return { text, confidence: leastSure(glyphs), shaped };
}
