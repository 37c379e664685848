import { z } from 'zod';
import { FieldKey } from './catalogue.ts';

/**
 * Where a value comes from, the most trusted first: a clerk's own typing, a card that was read, what the citizen answered when booking, the
 * sitting itself (its desk, number and day, the steps of its procedure), an earlier form of the session, letters that a machine recognised on a scan.
 */
export const ORIGINS = ['typed', 'card', 'booking', 'sitting', 'earlier-form', 'ocr'] as const;
export const Origin = z.enum(ORIGINS);
export type Origin = z.infer<typeof Origin>;

/** A value of a common field as it was typed or came in, with its origin. */
export const OriginedValue = z.strictObject({ text: z.string().max(2000), origin: Origin });
export type OriginedValue = z.infer<typeof OriginedValue>;

/** Values by the key of their common field. */
export const OriginedValues = z.record(FieldKey, OriginedValue);
export type OriginedValues = Readonly<Record<string, OriginedValue>>;

/**
 * Takes in what came from one origin. A value that is there already stays, unless it is empty or its origin is less trusted; what a clerk
 * typed stays always, also when it was emptied on purpose. Empty values bring nothing.
 */
export function takeIn(
  present: OriginedValues,
  incoming: Readonly<Record<string, string>>,
  origin: Exclude<Origin, 'typed'>,
): OriginedValues {
  const taken = Object.entries(incoming).filter(([key, text]) => {
    const own = present[key];
    if (text.trim() === '' || own?.origin === 'typed') return false;
    return own === undefined || own.text.trim() === '' || rank(origin) <= rank(own.origin);
  });
  return { ...present, ...Object.fromEntries(taken.map(([key, text]) => [key, { text, origin }])) };
}

/** What a clerk types: it counts as theirs from then on, an emptied value too. */
export function typeIn(present: OriginedValues, key: string, text: string): OriginedValues {
  return { ...present, [key]: { text, origin: 'typed' } };
}

/** The values alone, as `fill` takes them. */
export function textsOf(values: OriginedValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, { text }]) => [key, text]));
}

function rank(origin: Origin): number {
  return ORIGINS.indexOf(origin);
}
