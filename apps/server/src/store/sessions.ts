import {
  Departure,
  DeskId,
  DeviceId,
  EndReason,
  HandOverWay,
  LegOutcome,
  OfferId,
  OfferOutcome,
  ParticipantId,
  ProcedureId,
  SessionId,
} from '@mado/signaling/wire';
import { z } from 'zod';
import type { ErasedSession, Seat, Session } from '../session/machine.ts';
import { seatsOf, type Course } from '../session/machine.ts';
import { checkpoint, type Database } from './database.ts';

const moment = z.int();
const SeatRow = z.object({
  id: ParticipantId,
  part: z.enum(['citizen', 'charge', 'guest']),
  device_id: DeviceId,
  joined: z.int(),
  erased: z.int(),
});
const Row = z.object({
  id: SessionId,
  state: z.enum(['waiting', 'admitted', 'active', 'ended']),
  desk_id: DeskId,
  procedure_id: ProcedureId.nullable(),
  ticket: z.int(),
  request_key: z.string(),
  checked_in_at: moment,
  admitted_at: moment.nullable(),
  active_at: moment.nullable(),
  ended_at: moment.nullable(),
  end_reason: EndReason.nullable(),
  sealed_key: z.instanceof(Uint8Array),
  /** JSON of a `Course`; null in a row from before sessions had one. */
  course: z.string().nullable(),
});
const Taker = z.strictObject({ id: ParticipantId, deviceId: DeviceId });
const StoredCourse = z.strictObject({
  legs: z.array(
    z.strictObject({
      deskId: DeskId,
      clerk: Taker.nullable(),
      startedAt: moment,
      endedAt: moment.nullable(),
      outcome: LegOutcome.nullable(),
    }),
  ),
  offer: z
    .strictObject({
      id: OfferId,
      way: HandOverWay,
      deskId: DeskId,
      since: moment,
      until: moment,
      declined: z.array(DeviceId),
    })
    .nullable(),
  answered: z
    .strictObject({
      id: OfferId,
      way: HandOverWay,
      deskId: DeskId,
      outcome: OfferOutcome,
      by: Taker.nullable(),
      at: moment,
    })
    .nullable(),
  side: z.strictObject({ next: ParticipantId, deskId: DeskId, since: moment }).nullable(),
  gone: z.array(Taker.extend({ why: Departure })),
});
const ErasureRow = z.object({
  session_id: SessionId,
  desk_id: DeskId,
  ticket: z.int(),
  checked_in_at: moment,
  admitted_at: moment.nullable(),
  active_at: moment.nullable(),
  ended_at: moment,
  end_reason: EndReason,
  erased_at: moment,
  kiosk_id: ParticipantId,
  kiosk_device_id: DeviceId,
  clerk_id: ParticipantId.nullable(),
  clerk_device_id: DeviceId.nullable(),
});

export interface StoredSession {
  readonly session: Session;
  readonly requestKey: string;
  readonly sealedKey: Uint8Array;
}

/** A stored row does not describe a session in any state. */
export class StoredSessionBrokenError extends Error {
  override readonly name = 'StoredSessionBrokenError';
}

/** The rows of sessions and their participants. Connections are not stored: after a start nobody is connected. */
export class SessionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** All of it or nothing. */
  together<T>(act: () => T): T {
    return this.#database.transaction(act)();
  }

  /** Everything that is not erased. @throws {StoredSessionBrokenError} */
  all(): StoredSession[] {
    const seats = this.#database.prepare(
      'SELECT id, part, device_id, joined, erased FROM participants WHERE session_id = ? ORDER BY rowid',
    );
    return this.#database
      .prepare('SELECT * FROM sessions ORDER BY checked_in_at')
      .all()
      .map((raw) => {
        const row = Row.parse(raw);
        const rows = z.array(SeatRow).parse(seats.all(row.id));
        return { session: sessionOf(row, rows), requestKey: row.request_key, sealedKey: row.sealed_key };
      });
  }

  add(session: Session, requestKey: string, sealedKey: Uint8Array): void {
    this.#database.transaction(() => {
      this.#database
        .prepare(
          `INSERT INTO sessions (id, state, desk_id, procedure_id, ticket, request_key, checked_in_at, sealed_key, course)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          session.id,
          session.state,
          session.deskId,
          session.procedureId,
          session.ticket,
          requestKey,
          session.checkedInAt,
          sealedKey,
          JSON.stringify(session.course),
        );
      this.#saveSeats(session);
    })();
  }

  save(session: Session): void {
    const past = session.state === 'ended' || session.state === 'erased';
    this.#database.transaction(() => {
      this.#database
        .prepare(
          'UPDATE sessions SET state = ?, desk_id = ?, admitted_at = ?, active_at = ?, ended_at = ?, end_reason = ?, course = ? WHERE id = ?',
        )
        .run(
          session.state,
          session.deskId,
          session.state === 'waiting' ? null : session.admittedAt,
          session.state === 'waiting' || session.state === 'admitted' ? null : session.activeAt,
          past ? session.endedAt : null,
          past ? session.endReason : null,
          JSON.stringify(session.course),
          session.id,
        );
      this.#saveSeats(session);
    })();
  }

  /** Deletes every row of the session with the key that sealed its contents, and leaves a record that names no content. */
  erase(session: ErasedSession): void {
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM sessions WHERE id = ?').run(session.id);
      this.#database
        .prepare('INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          session.id,
          session.deskId,
          session.ticket,
          session.checkedInAt,
          session.admittedAt,
          session.activeAt,
          session.endedAt,
          session.endReason,
          session.erasedAt,
          session.kiosk.id,
          session.kiosk.deviceId,
          session.clerk?.id ?? null,
          session.clerk?.deviceId ?? null,
        );
    })();
  }

  /** Takes what was deleted out of the log too. @returns false when it has to be tried again */
  tidy(): boolean {
    return checkpoint(this.#database);
  }

  /** The record of an erased session, as a session whose procedure is forgotten. */
  erased(id: SessionId): ErasedSession | undefined {
    const raw = this.#database.prepare('SELECT * FROM erasures WHERE session_id = ?').get(id);
    if (raw === undefined) return undefined;
    const row = ErasureRow.parse(raw);
    const seat = (seatId: ParticipantId, deviceId: DeviceId): Seat => ({
      id: seatId,
      deviceId,
      connected: false,
      joined: false,
      erased: true,
    });
    return {
      state: 'erased',
      id: row.session_id,
      deskId: row.desk_id,
      procedureId: null,
      ticket: row.ticket,
      checkedInAt: row.checked_in_at,
      admittedAt: row.admitted_at,
      activeAt: row.active_at,
      endedAt: row.ended_at,
      endReason: row.end_reason,
      erasedAt: row.erased_at,
      kiosk: seat(row.kiosk_id, row.kiosk_device_id),
      guests: [],
      course: firstCourse(row.desk_id, row.checked_in_at, null),
      clerk: row.clerk_id !== null && row.clerk_device_id !== null ? seat(row.clerk_id, row.clerk_device_id) : null,
    };
  }

  #saveSeats(session: Session): void {
    const upsert = this.#database.prepare(
      `INSERT INTO participants (id, session_id, part, device_id, joined, erased) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET part = excluded.part, joined = excluded.joined, erased = excluded.erased`,
    );
    for (const { id } of session.course.gone) this.#database.prepare('DELETE FROM participants WHERE id = ?').run(id);
    for (const seat of seatsOf(session)) {
      const guest = session.guests.some((each) => each.id === seat.id);
      const part = guest ? 'guest' : seat.id === session.kiosk.id ? 'citizen' : 'charge';
      upsert.run(seat.id, session.id, part, seat.deviceId, Number(seat.joined), Number(seat.erased));
    }
  }
}

function sessionOf(row: z.infer<typeof Row>, rows: readonly z.infer<typeof SeatRow>[]): Session {
  const seats = (part: z.infer<typeof SeatRow>['part']): Seat[] =>
    rows
      .filter((each) => each.part === part)
      .map((found) => ({
        id: found.id,
        deviceId: found.device_id,
        connected: false,
        joined: found.joined === 1,
        erased: found.erased === 1,
      }));
  const broken = (): never => {
    throw new StoredSessionBrokenError(`session ${row.id} is stored as ${row.state} without all that this needs`);
  };
  const clerk = seats('charge')[0] ?? null;
  const origin = {
    id: row.id,
    deskId: row.desk_id,
    procedureId: row.procedure_id,
    ticket: row.ticket,
    checkedInAt: row.checked_in_at,
    kiosk: seats('citizen')[0] ?? broken(),
    guests: seats('guest'),
    course:
      row.course === null
        ? firstCourse(row.desk_id, row.checked_in_at, clerk)
        : StoredCourse.parse(JSON.parse(row.course)),
  };
  const { admitted_at: admittedAt, active_at: activeAt, ended_at: endedAt, end_reason: endReason } = row;
  switch (row.state) {
    case 'waiting':
      return { ...origin, state: 'waiting' };
    case 'admitted':
      return { ...origin, state: 'admitted', clerk: clerk ?? broken(), admittedAt: admittedAt ?? broken() };
    case 'active':
      return {
        ...origin,
        state: 'active',
        clerk: clerk ?? broken(),
        admittedAt: admittedAt ?? broken(),
        activeAt: activeAt ?? broken(),
      };
    case 'ended':
      return {
        ...origin,
        state: 'ended',
        clerk,
        admittedAt,
        activeAt,
        endedAt: endedAt ?? broken(),
        endReason: endReason ?? broken(),
      };
  }
}

/** The course of a session that has been at one desk only. */
function firstCourse(deskId: DeskId, startedAt: number, clerk: Seat | null): Course {
  const by = clerk && { id: clerk.id, deviceId: clerk.deviceId };
  return {
    legs: [{ deskId, clerk: by, startedAt, endedAt: null, outcome: null }],
    offer: null,
    answered: null,
    side: null,
    gone: [],
  };
}
