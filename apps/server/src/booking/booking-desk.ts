import type { BookingAnswer, BookingKey, BookingNumber, DeskId, DeviceId, SessionId } from '@mado/signaling/wire';
import { byDevice, type AuditEntry } from '../audit/record.ts';
import { isPassword } from '../people/password.ts';
import { failedOnceMore, waitUntil } from '../people/throttle.ts';
import type { Clock } from '../clock.ts';
import { ticketDay } from '../session/queue.ts';
import { Refusal } from '../wire/refusal.ts';
import type { CheckInTickets, TryBook } from './ticket-store.ts';

/** After so many wrong PINs in a row a number is shut for good: nobody guesses four digits in ten tries but once in a thousand. */
const SHUT_AFTER = 10;

interface Surroundings {
  readonly tickets: CheckInTickets;
  readonly tries: TryBook;
  readonly clock: Clock;
  /** Adds a line to the audit log. */
  readonly note: (entry: AuditEntry) => void;
  /** The booth of a session that is not over; null when there is none. */
  readonly boothOf: (sessionId: SessionId) => DeviceId | null;
}

/** Opens bookings by number and PIN. */
export class BookingDesk {
  readonly #around: Surroundings;
  /** Booths whose PIN is being compared: one at a time each, since comparing costs. */
  readonly #busy = new Set<DeviceId>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @throws {Refusal} `limited` when this booth asks faster than one can be answered */
  async open(booth: DeviceId, { number, pin }: BookingKey): Promise<BookingAnswer> {
    if (this.#busy.has(booth)) throw new Refusal('limited', 'one try at a time');
    this.#busy.add(booth);
    try {
      const answer = await this.#opened(booth, number, pin);
      // What was not looked at, and what is shut for good, costs nothing to ask: it may not fill the log.
      const { result } = answer;
      if (result !== 'open' && result !== 'wait' && result !== 'locked') this.refused(booth, result);
      return answer;
    } finally {
      this.#busy.delete(booth);
    }
  }

  answersOf(sessionId: SessionId): ReturnType<CheckInTickets['answersOf']> {
    return this.#around.tickets.answersOf(sessionId);
  }

  /** A booking has opened this session. Said again, it is noted once. */
  opened(booth: DeviceId, number: BookingNumber, session: SessionId, desk: DeskId): void {
    const { note, tickets } = this.#around;
    if (tickets.isBooked(session)) return;
    tickets.opened(number, session);
    note({ actor: byDevice(booth), action: 'booking.opened', subject: { session, desk } });
  }

  /** Nothing was opened. */
  refused(booth: DeviceId, reason: 'wrong' | 'other-day' | 'in-use' | 'other-desk'): void {
    this.#around.note({ actor: byDevice(booth), action: 'booking.refused', subject: { reason } });
  }

  async #opened(booth: DeviceId, number: BookingNumber, pin: string): Promise<BookingAnswer> {
    const { tickets, tries, clock, boothOf } = this.#around;
    const before = tries.failures(number);
    if (before !== null && before.failures >= SHUT_AFTER) return { result: 'locked' };
    const until = waitUntil(before, clock.now());
    if (clock.now() < until) return { result: 'wait', until };
    // Counted before it is compared: tries at the same moment from several booths are all counted.
    tries.setFailures(number, failedOnceMore(before, clock.now()));
    const ticket = tickets.find(number);
    if (!(await isPassword(ticket?.pinHash ?? null, pin)) || ticket === null) return { result: 'wrong' };
    tries.setFailures(number, null);
    if (ticket.day !== ticketDay(clock.now())) return { result: 'other-day', day: ticket.day };
    const busyAt = ticket.sessionId === null ? null : boothOf(ticket.sessionId);
    if (busyAt !== null && busyAt !== booth) return { result: 'in-use' };
    return { result: 'open', deskId: ticket.deskId, procedureId: ticket.procedureId };
  }
}
