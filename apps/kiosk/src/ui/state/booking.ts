import {
  BOOKING_DIGITS,
  BookingNumber,
  BookingPin,
  PIN_DIGITS,
  type BookingAnswer,
  type BookingKey,
  type ErrorCode,
} from '@mado/signaling';
import { EMPTY_ENTRY, type BookingEntry, type BookingTrouble } from './booking-entry.ts';
import type { KioskEvent } from './kiosk-event.ts';

/** The entry after a press on the pad; the same object when the press means nothing. */
export function pressed(entry: BookingEntry, event: KioskEvent): BookingEntry {
  switch (event.type) {
    case 'digit-pressed': {
      if (entry.asking) return entry;
      const typed = entry[entry.step];
      if (typed.length >= digitsOf(entry.step)) return entry;
      return { ...entry, [entry.step]: typed + event.digit, trouble: null };
    }
    case 'digit-erased':
      return entry.asking || entry[entry.step] === ''
        ? entry
        : { ...entry, [entry.step]: entry[entry.step].slice(0, -1), trouble: null };
    case 'booking-next':
      return entry.step === 'number' && isWhole(entry) ? { ...entry, step: 'pin', pin: '' } : entry;
    case 'booking-asking':
      return { ...entry, asking: true, trouble: null };
    case 'booking-trouble': {
      // After a wrong try both are pressed anew: nobody is told which of them was wrong.
      const again = event.trouble.why === 'wrong' || event.trouble.why === 'wait';
      return again ? { ...EMPTY_ENTRY, trouble: event.trouble } : { ...entry, asking: false, trouble: event.trouble };
    }
    default:
      return entry;
  }
}

export const digitsOf = (step: BookingEntry['step']): number => (step === 'number' ? BOOKING_DIGITS : PIN_DIGITS);

/** Whether all digits of the present step are there. */
export const isWhole = (entry: BookingEntry): boolean => entry[entry.step].length === digitsOf(entry.step);

/** What is asked of the server; null while something is missing. */
export function keyOf({ number, pin }: BookingEntry): BookingKey | null {
  const [one, other] = [BookingNumber.safeParse(number), BookingPin.safeParse(pin)];
  return one.success && other.success ? { number: one.data, pin: other.data } : null;
}

/** What the screen tells of an answer that opens nothing. `offsetMs`: what this device's clock is behind the server's. */
export function troubleOf(answer: Exclude<BookingAnswer, { result: 'open' }>, offsetMs: number): BookingTrouble {
  switch (answer.result) {
    case 'wait':
      return { why: 'wait', until: answer.until - offsetMs };
    case 'other-day': {
      const [, month = '', day = ''] = answer.day.split('-');
      return { why: 'other-day', month: Number(month), day: Number(day) };
    }
    case 'wrong':
    case 'locked':
    case 'in-use':
      return { why: answer.result };
  }
}

/** What the screen tells of a refusal. */
export const refusedAs = (code: ErrorCode | null): BookingTrouble => ({
  why: code === 'forbidden' ? 'elsewhere' : 'no-answer',
});
