import { z } from 'zod';
import { DeskId, Moment, ProcedureId, SessionId } from './ids.ts';

/** Digits of a booking's number and of its PIN: what one types at a booth without a keyboard. */
export const BOOKING_DIGITS = 8;
export const PIN_DIGITS = 4;

export const BookingNumber = z
  .string()
  .regex(/^\d{8}$/)
  .brand<'BookingNumber'>();
export type BookingNumber = z.infer<typeof BookingNumber>;
export const BookingPin = z
  .string()
  .regex(/^\d{4}$/)
  .brand<'BookingPin'>();
export type BookingPin = z.infer<typeof BookingPin>;

/** What a citizen with a booking types. */
export const BookingKey = z.strictObject({ number: BookingNumber, pin: BookingPin });
export type BookingKey = z.infer<typeof BookingKey>;

/** A day of the calendar in Japan, YYYY-MM-DD. */
export const Day = z.iso.date();

/**
 * `wrong`: the number or the PIN is not right, and nobody is told which. `wait`: too many wrong tries; nothing is looked at before
 * `until`. `locked`: far too many; only a new PIN from the city opens it. `in-use`: the booking has a session at another booth.
 */
export const BookingAnswer = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('open'), deskId: DeskId, procedureId: ProcedureId.nullable() }),
  z.strictObject({ result: z.literal('wrong') }),
  z.strictObject({ result: z.literal('wait'), until: Moment }),
  z.strictObject({ result: z.literal('locked') }),
  z.strictObject({ result: z.literal('other-day'), day: Day }),
  z.strictObject({ result: z.literal('in-use') }),
]);
export type BookingAnswer = z.infer<typeof BookingAnswer>;

/** What somebody answered when booking, sealed for the clerks' PCs; the server keeps it and cannot read it. Most bytes. */
export const MAX_SEALED_ANSWERS_BYTES = 66_000;
export const SealedAnswers = z
  .instanceof(Uint8Array)
  .refine(({ byteLength }) => byteLength > 0 && byteLength <= MAX_SEALED_ANSWERS_BYTES);

export const bookingMethods = {
  /** Kiosk: what a booking is for, before the citizen is asked anything else. Takes no ticket. */
  'booking.look': { request: BookingKey, response: BookingAnswer },
  /** A clerk who sits in the session: the answers that came with its booking; null when there are none. */
  'booking.answers': {
    request: z.strictObject({ sessionId: SessionId }),
    response: z.strictObject({
      answers: z.strictObject({ number: BookingNumber, sealed: SealedAnswers }).nullable(),
    }),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;
