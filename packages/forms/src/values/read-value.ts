import { type CalendarDate, compareDates, parseDate } from './calendar.ts';
import type { CommonField } from './catalogue.ts';
import { type Note, note } from './note.ts';

/** A typed value, understood by its field's type. `unusable` is not printed; its note says why. */
export type FieldValue =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'choice'; readonly value: string; readonly label: string }
  | { readonly kind: 'unusable' };

export interface ReadValue {
  readonly value: FieldValue;
  readonly notes: readonly Note[];
}

const EMPTY: FieldValue = { kind: 'empty' };
const UNUSABLE: FieldValue = { kind: 'unusable' };

/**
 * Understands one typed value. Names and addresses are kept character by character; only types that are written in one way
 * (kana, postal code, telephone, digits) are normalised.
 */
export function readValue(field: CommonField, typed: string, today: CalendarDate): ReadValue {
  const cleaned = removeInvisible(typed, field.type === 'multiline');
  if (cleaned.text.trim() === '') return { value: EMPTY, notes: [] };
  const notes = cleaned.removed ? [note(field.key, 'warning', 'invisible-removed')] : [];
  const read = byType(field, cleaned.text, today);
  const long = read.value.kind === 'text' && countCharacters(read.value.text) > field.maxLength;
  const tooLong = long ? [note(field.key, 'warning', 'too-long', String(field.maxLength))] : [];
  return { value: read.value, notes: [...notes, ...read.notes, ...tooLong] };
}

function byType(field: CommonField, text: string, today: CalendarDate): ReadValue {
  switch (field.type) {
    case 'text':
    case 'multiline':
      return asText(text);
    case 'kana':
      return kana(field, text);
    case 'postal-code':
      return postalCode(field, text);
    case 'phone':
      return phone(field, text);
    case 'number':
      return digits(field, text);
    case 'date':
      return day(field, text, today);
    case 'choice': {
      const found = field.choices.find(({ value }) => value === text.trim());
      return found
        ? { value: { kind: 'choice', ...found }, notes: [] }
        : { value: UNUSABLE, notes: [note(field.key, 'error', 'not-a-choice', text)] };
    }
  }
}

function asText(text: string, ...notes: Note[]): ReadValue {
  return { value: { kind: 'text', text }, notes };
}

/** Hiragana and half-width katakana become full-width katakana; signs and Latin letters become full-width too. */
export function toKatakana(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u3041-\u3096\u309d\u309e]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/[\u0021-\u007e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/ /g, '\u3000');
}

/** What a reading or an account holder's name in kana is written with, spaces included. */
const KANA = /^[ァ-ヶー・ヽヾ\u3000Ａ-Ｚａ-ｚ０-９（）．，－／「」＆’]$/u;

function kana(field: CommonField, text: string): ReadValue {
  const katakana = toKatakana(text);
  const foreign = Array.from(katakana).filter((character) => !KANA.test(character));
  return foreign.length === 0
    ? asText(katakana)
    : asText(katakana, note(field.key, 'warning', 'not-kana', foreign.join('')));
}

function postalCode(field: CommonField, text: string): ReadValue {
  const found = text
    .normalize('NFKC')
    .replace(/[〒\s]/g, '')
    .replace(HYPHENS, '');
  if (!/^\d{7}$/.test(found)) return { value: UNUSABLE, notes: [note(field.key, 'error', 'not-a-postal-code', text)] };
  return asText(`${found.slice(0, 3)}-${found.slice(3)}`);
}

/** Every sign that people type for a hyphen, after compatibility normalisation: hyphens, dashes, minus, the long vowel mark. */
const HYPHENS = /[-\u2010-\u2015\u2212\u30fc]/g;

function phone(field: CommonField, text: string): ReadValue {
  const found = text.normalize('NFKC').replace(HYPHENS, '-').replace(/\s/g, '');
  const national = /^0\d{9,10}$/.test(found.replace(/[-()]/g, ''));
  const international = /^\+\d{7,15}$/.test(found.replace(/[-()]/g, ''));
  if (national || international) return asText(found);
  return asText(text, note(field.key, 'warning', 'not-a-phone-number', text));
}

function digits(field: CommonField, text: string): ReadValue {
  const found = text.normalize('NFKC').replace(/\s/g, '').replace(HYPHENS, '');
  if (!/^\d+$/.test(found)) return { value: UNUSABLE, notes: [note(field.key, 'error', 'not-digits', text)] };
  const { min, max } = field.digits ?? { min: 1, max: field.maxLength };
  const right = found.length >= min && found.length <= max;
  const wanted = min === max ? String(min) : `${min}–${max}`;
  return right ? asText(found) : asText(found, note(field.key, 'error', 'wrong-number-of-digits', wanted));
}

function day(field: CommonField, text: string, today: CalendarDate): ReadValue {
  const date = parseDate(text);
  if (!date) return { value: UNUSABLE, notes: [note(field.key, 'error', 'not-a-date', text)] };
  const future = field.notAfterToday && compareDates(date, today) > 0;
  return { value: { kind: 'date', date }, notes: future ? [note(field.key, 'warning', 'date-in-future')] : [] };
}

/**
 * Tabs and line breaks become spaces (line breaks stay where a field has several lines); other control characters, unused
 * format signs and the like are left out. Variation selectors and combining marks are characters and stay.
 */
function removeInvisible(typed: string, keepLines: boolean): { text: string; removed: boolean } {
  const lines = typed.replace(/\r\n?|\u0085|[\u2028\u2029]/g, '\n');
  const spaced = (keepLines ? lines : lines.replace(/\n/g, ' ')).replace(/[\t\v\f]/g, ' ');
  const text = spaced.replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '');
  return { text, removed: text !== spaced };
}

/** Characters as a reader counts them: a base with its selector or mark is one. */
function countCharacters(text: string): number {
  return Array.from(text).filter((character) => !/^[\p{M}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u.test(character))
    .length;
}
