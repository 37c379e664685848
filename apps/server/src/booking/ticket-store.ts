import { BookingNumber, Day, DeskId, ProcedureId, SessionId } from '@mado/signaling/wire';
import { z } from 'zod';
import type { Failures } from '../people/throttle.ts';
import type { Database } from '../store/database.ts';

const Row = z.object({
  number: BookingNumber,
  pin_hash: z.string(),
  desk_id: DeskId,
  procedure_id: ProcedureId.nullable(),
  day: Day,
  session_id: SessionId.nullable(),
});
const AnswersRow = z.object({ number: BookingNumber, answers: z.instanceof(Uint8Array) });
const Tries = z.object({ failures: z.int(), at: z.int() });

/** What a booking's number and PIN open: a place in the waiting room of a desk, on one day. */
export interface CheckInTicket {
  readonly number: BookingNumber;
  /** argon2id. */
  readonly pinHash: string;
  readonly deskId: DeskId;
  readonly procedureId: ProcedureId | null;
  /** YYYY-MM-DD in Japan. */
  readonly day: string;
  /** What was answered when booking, sealed for the clerks' PCs; null: nothing. */
  readonly answers: Uint8Array | null;
}

/** Where check-in tickets come from: today a table that a command fills, some day the booking system. */
export interface CheckInTickets {
  find(number: BookingNumber): (Omit<CheckInTicket, 'answers'> & { readonly sessionId: SessionId | null }) | null;
  /** The booking has opened this session. */
  opened(number: BookingNumber, sessionId: SessionId): void;
  /** Whether a session came with a booking. */
  isBooked(sessionId: SessionId): boolean;
  /** The sealed answers of the booking that opened this session. */
  answersOf(sessionId: SessionId): { readonly number: BookingNumber; readonly sealed: Uint8Array<ArrayBuffer> } | null;
  /** Nothing may tie a booking to a session that is erased, and its answers go with the session. */
  sessionErased(sessionId: SessionId): void;
}

/** Wrong tries, which outlive a restart. */
export interface TryBook {
  failures(number: BookingNumber): Failures | null;
  /** Null forgets them. */
  setFailures(number: BookingNumber, failures: Failures | null): void;
}

/** Check-in tickets and wrong tries as rows. */
export class TicketStore implements CheckInTickets, TryBook {
  readonly #database: Database;
  readonly #record: (action: 'booking.made' | 'booking.cancelled', desk: DeskId) => void;

  /** @param record adds a line to the audit log, within the transaction that is open */
  constructor(database: Database, record: (action: 'booking.made' | 'booking.cancelled', desk: DeskId) => void) {
    this.#database = database;
    this.#record = record;
  }

  /** Adds a ticket; one of the same number is replaced, with its wrong tries forgotten. */
  put({ number, pinHash, deskId, procedureId, day, answers }: CheckInTicket): void {
    this.#database.transaction(() => {
      this.#database
        .prepare(
          `INSERT INTO check_in_tickets (number, pin_hash, desk_id, procedure_id, day, answers) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (number) DO UPDATE SET pin_hash = excluded.pin_hash, desk_id = excluded.desk_id,
             procedure_id = excluded.procedure_id, day = excluded.day, answers = excluded.answers`,
        )
        .run(number, pinHash, deskId, procedureId, day, answers);
      this.setFailures(number, null);
      this.#record('booking.made', deskId);
    })();
  }

  /** Takes a ticket back; a session that it opened goes on. @returns whether there was one */
  cancel(number: BookingNumber): boolean {
    const ticket = this.find(number);
    if (ticket === null) return false;
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM check_in_tickets WHERE number = ?').run(number);
      this.setFailures(number, null);
      this.#record('booking.cancelled', ticket.deskId);
    })();
    return true;
  }

  has(number: BookingNumber): boolean {
    return this.#database.prepare('SELECT 1 FROM check_in_tickets WHERE number = ?').get(number) !== undefined;
  }

  find(number: BookingNumber): ReturnType<CheckInTickets['find']> {
    const found = this.#database.prepare('SELECT * FROM check_in_tickets WHERE number = ?').get(number);
    if (found === undefined) return null;
    const row = Row.parse(found);
    return {
      ...{ number: row.number, pinHash: row.pin_hash, deskId: row.desk_id, procedureId: row.procedure_id },
      ...{ day: row.day, sessionId: row.session_id },
    };
  }

  opened(number: BookingNumber, sessionId: SessionId): void {
    this.#database.prepare('UPDATE check_in_tickets SET session_id = ? WHERE number = ?').run(sessionId, number);
  }

  isBooked(sessionId: SessionId): boolean {
    return this.#database.prepare('SELECT 1 FROM check_in_tickets WHERE session_id = ?').get(sessionId) !== undefined;
  }

  answersOf(sessionId: SessionId): ReturnType<CheckInTickets['answersOf']> {
    const found = this.#database
      .prepare('SELECT number, answers FROM check_in_tickets WHERE session_id = ? AND answers IS NOT NULL')
      .get(sessionId);
    if (found === undefined) return null;
    const { number, answers } = AnswersRow.parse(found);
    return { number, sealed: new Uint8Array(answers) };
  }

  sessionErased(sessionId: SessionId): void {
    this.#database
      .prepare('UPDATE check_in_tickets SET session_id = NULL, answers = NULL WHERE session_id = ?')
      .run(sessionId);
  }

  /** Removes the tickets of days before this one, and wrong tries from before this moment. */
  tidy(day: string, before: number): void {
    this.#database.prepare('DELETE FROM check_in_tickets WHERE day < ?').run(day);
    this.#database.prepare('DELETE FROM booking_tries WHERE at < ?').run(before);
  }

  failures(number: BookingNumber): Failures | null {
    const row = this.#database.prepare('SELECT failures, at FROM booking_tries WHERE number = ?').get(number);
    return row === undefined ? null : Tries.parse(row);
  }

  setFailures(number: BookingNumber, failures: Failures | null): void {
    if (failures === null) this.#database.prepare('DELETE FROM booking_tries WHERE number = ?').run(number);
    else
      this.#database
        .prepare(
          `INSERT INTO booking_tries (number, failures, at) VALUES (?, ?, ?)
           ON CONFLICT (number) DO UPDATE SET failures = excluded.failures, at = excluded.at`,
        )
        .run(number, failures.failures, failures.at);
  }
}
