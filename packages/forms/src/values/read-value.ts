import { type CalendarDate, compareDates, dateInWords, parseDate } from './calendar.ts';
import type { CommonField } from './catalogue.ts';
import { parseCorporateNumber, parseIndividualNumber } from './check-digits.ts';
import { digitsOf, notKana, parsePhoneNumber, parsePostalCode, toKatakana } from './formats.ts';
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

function kana(field: CommonField, text: string): ReadValue {
  const katakana = toKatakana(text);
  const foreign = notKana(katakana);
  return foreign.length === 0
    ? asText(katakana)
    : asText(katakana, note(field.key, 'warning', 'not-kana', foreign.join('')));
}

function postalCode(field: CommonField, text: string): ReadValue {
  const found = parsePostalCode(text);
  return found === undefined
    ? { value: UNUSABLE, notes: [note(field.key, 'error', 'not-a-postal-code', text)] }
    : asText(found);
}

function phone(field: CommonField, text: string): ReadValue {
  const found = parsePhoneNumber(text);
  return found === undefined ? asText(text, note(field.key, 'warning', 'not-a-phone-number', text)) : asText(found);
}

function digits(field: CommonField, text: string): ReadValue {
  const found = digitsOf(text);
  if (found === undefined) return { value: UNUSABLE, notes: [note(field.key, 'error', 'not-digits', text)] };
  const { min, max } = field.digits ?? { min: 1, max: field.maxLength };
  const wanted = min === max ? String(min) : `${min}–${max}`;
  if (found.length < min || found.length > max)
    return asText(found, note(field.key, 'error', 'wrong-number-of-digits', wanted));
  return checks(field, found) ? asText(found) : asText(found, note(field.key, 'error', 'wrong-check-digit'));
}

function checks({ checkDigit }: CommonField, number: string): boolean {
  switch (checkDigit) {
    case 'individual-number':
      return parseIndividualNumber(number) !== undefined;
    case 'corporate-number':
      return parseCorporateNumber(number) !== undefined;
    case undefined:
      return true;
  }
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

/** How a value reads where a form has one box for it. */
export function textOf(value: FieldValue | undefined): string {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'date':
      return dateInWords(value.date);
    case 'choice':
      return value.label;
    case 'empty':
    case 'unusable':
    case undefined:
      return '';
  }
}

/** The day of a date. */
export function dateOf(value: FieldValue | undefined): CalendarDate | undefined {
  return value?.kind === 'date' ? value.date : undefined;
}
