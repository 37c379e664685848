import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  BOOKING_DIGITS,
  BookingNumber,
  BookingPin,
  Day,
  DeskId,
  MAX_SEALED_ANSWERS_BYTES,
  PIN_DIGITS,
  ProcedureId,
  type BookingKey,
} from '@mado/signaling/wire';
import { z } from 'zod';
import { ConfigError } from '../config/load.ts';
import type { City } from '../config/schema.ts';
import { hashPassword } from '../people/password.ts';
import type { TicketStore } from './ticket-store.ts';

/** What a booking is for. */
export const Appointment = z.strictObject({ deskId: DeskId, procedureId: ProcedureId.nullable(), day: Day });
export type Appointment = z.infer<typeof Appointment>;

/** A file of bookings made elsewhere. */
export const ImportFile = z
  .array(
    Appointment.extend({
      number: BookingNumber,
      pin: BookingPin,
      /** Sealed for the clerks' PCs by whoever took the booking; in base64. */
      answers: z
        .base64()
        .max(Math.ceil(MAX_SEALED_ANSWERS_BYTES / 3) * 4)
        .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
        .refine(({ byteLength }) => byteLength > 0 && byteLength <= MAX_SEALED_ANSWERS_BYTES)
        .nullable()
        .default(null),
    }),
  )
  .max(10_000);

const digits = (count: number): string => String(randomInt(10 ** count)).padStart(count, '0');

/** Makes a ticket with a number and a PIN of its own. The PIN is told once and stored as a hash only. @throws {ConfigError} */
export async function issueTicket(store: TicketStore, city: City, appointment: Appointment): Promise<BookingKey> {
  check(city, appointment);
  let number = BookingNumber.parse(digits(BOOKING_DIGITS));
  while (store.has(number)) number = BookingNumber.parse(digits(BOOKING_DIGITS));
  const pin = BookingPin.parse(digits(PIN_DIGITS));
  store.put({ ...appointment, number, pinHash: await hashPassword(pin), answers: null });
  return { number, pin };
}

/** Takes a ticket back. @throws {ConfigError} */
export function cancelTicket(store: TicketStore, number: BookingNumber): void {
  if (!store.cancel(number)) throw new ConfigError('there is no such booking');
}

/** Takes over bookings from a file; all or none. @returns how many @throws {ConfigError} */
export async function importTickets(store: TicketStore, city: City, file: string): Promise<number> {
  const parsed = ImportFile.safeParse(readJson(file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  for (const { deskId, procedureId, day } of parsed.data) check(city, { deskId, procedureId, day });
  const tickets = [];
  for (const { pin, ...booking } of parsed.data) tickets.push({ ...booking, pinHash: await hashPassword(pin) });
  for (const ticket of tickets) store.put(ticket);
  return tickets.length;
}

function check(city: City, { deskId, procedureId }: Appointment): void {
  const desk = city.desks.find(({ id }) => id === deskId);
  if (desk === undefined) throw new ConfigError(`the city has no desk ${deskId}`);
  if (procedureId !== null && !desk.procedures.some(({ id }) => id === procedureId))
    throw new ConfigError(`the desk ${deskId} has no procedure ${procedureId}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}
