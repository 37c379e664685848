import type {
  DeskId,
  DeviceId,
  EndReason,
  OfferId,
  ParticipantId,
  ProcedureId,
  SessionId,
  SessionState,
} from '@mado/signaling/wire';
import { byDevice, type AuditActor, type AuditEntry } from '../audit/record.ts';
import { courseEntries, sessionEntry } from '../audit/session-entry.ts';
import type { Clock } from '../clock.ts';
import { newParticipantId, newSessionId } from '../ids.ts';
import type { Logger } from '../log.ts';
import type { DeskStore } from '../store/desks.ts';
import type { SessionStore } from '../store/sessions.ts';
import type { SessionKey, Vault } from '../store/vault.ts';
import { noSuchSession, Refusal } from '../wire/refusal.ts';
import {
  checkedIn,
  openSeatOf,
  seatsOf,
  step,
  type ActiveSession,
  type Offer,
  type Seat,
  type Session,
  type SessionEffect,
  type SessionEvent,
  type WaitingSession,
} from './machine.ts';
import { Aftermath, type SessionConsequences, type SessionTimes } from './aftermath.ts';
import { ticketDay } from './queue.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: SessionStore;
  readonly desks: DeskStore;
  readonly vault: Vault;
  /** Adds a line to the audit log, within the transaction that is open. */
  readonly record: (entry: AuditEntry) => void;
  readonly times: SessionTimes;
  readonly consequences: SessionConsequences;
}

interface Held {
  session: Session;
  readonly requestKey: string;
  readonly key: SessionKey;
}

/** A device and its place in a session. */
export interface Placed {
  readonly session: Session;
  readonly seat: Seat;
}

/** All sessions that are not erased. Every change goes through the machine, is stored, and only then has consequences. */
export class Sessions {
  readonly #around: Surroundings;
  readonly #held = new Map<SessionId, Held>();
  readonly #aftermath: Aftermath;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#aftermath = new Aftermath({
      ...around,
      isHeld: (id) => this.#held.has(id),
      happen: (id, event) => void this.#apply(id, event, 'server'),
      forget: (session) => this.#forget(session),
    });
  }

  /** Takes up what was stored. Nobody is connected yet, so that everybody's grace time runs from now. @throws {MasterKeyError} */
  restore(): void {
    for (const { session, requestKey, sealedKey } of this.#around.store.all()) {
      const key = this.#around.vault.openSessionKey(session.id, sealedKey);
      this.#held.set(session.id, { session, requestKey, key });
      const effects: SessionEffect[] =
        session.state === 'ended'
          ? [{ type: 'awaitErasure' }]
          : [
              ...seatsOf(session).map((seat) => ({ type: 'startGrace', seat: seat.id }) as const),
              ...answersAwaitedIn(session),
            ];
      this.#aftermath.follow(session, effects);
      this.#aftermath.watchForStandstill(session);
    }
  }

  /** Stops all clocks and forgets all keys; what is stored stays. */
  close(): void {
    this.#aftermath.stop();
    for (const held of this.#held.values()) held.key.destroy();
    this.#held.clear();
  }

  get(id: SessionId): Session | undefined {
    return this.#held.get(id)?.session;
  }

  /** @throws {Refusal} */
  keyOf(id: SessionId): SessionKey {
    const held = this.#held.get(id);
    if (!held) throw noSuchSession();
    return held.key;
  }

  waiting(): WaitingSession[] {
    return [...this.#held.values()].map(({ session }) => session).filter((session) => session.state === 'waiting');
  }

  /** The session that this device has to take up again. */
  ofDevice(deviceId: DeviceId): Placed | undefined {
    for (const { session } of this.#held.values()) {
      const seat = openSeatOf(session, deviceId);
      if (seat) return { session, seat };
    }
    return undefined;
  }

  /** @throws {Refusal} `not-found` when there is none or it is somebody else's */
  placeOf(deviceId: DeviceId, id: SessionId): Placed {
    const session = this.#held.get(id)?.session;
    const seat = session && seatsOf(session).find((each) => each.deviceId === deviceId);
    if (!session || !seat) throw noSuchSession();
    return { session, seat };
  }

  counts(): Record<Exclude<SessionState, 'erased'>, number> {
    const counts = { waiting: 0, admitted: 0, active: 0, ended: 0 };
    for (const { session } of this.#held.values()) if (session.state !== 'erased') counts[session.state] += 1;
    return counts;
  }

  /** The same `requestKey` from the same kiosk gives the same session. @throws {Refusal} `conflict` while the kiosk has another */
  checkIn(deviceId: DeviceId, deskId: DeskId, procedureId: ProcedureId | null, requestKey: string): Placed {
    const { clock, desks, log, record, store, vault } = this.#around;
    for (const { session, requestKey: before } of this.#held.values()) {
      if (session.kiosk.deviceId === deviceId && before === requestKey) return { session, seat: session.kiosk };
    }
    if (this.ofDevice(deviceId)) throw new Refusal('conflict', 'the kiosk has a session already');
    const now = clock.now();
    const id = newSessionId();
    const { key, sealed } = vault.newSessionKey(id);
    const session = store.together(() => {
      const ticket = desks.nextTicket(deskId, ticketDay(now));
      const fresh = checkedIn(
        { id, deskId, procedureId, ticket, checkedInAt: now },
        { id: newParticipantId(), deviceId },
      );
      store.add(fresh, requestKey, sealed);
      record(sessionEntry(fresh, byDevice(deviceId)));
      return fresh;
    });
    this.#held.set(id, { session, requestKey, key });
    log.info({ session: id, desk: deskId, kiosk: deviceId }, 'checked in');
    this.#aftermath.watchForStandstill(session);
    this.#around.consequences.queueChanged();
    return { session, seat: session.kiosk };
  }

  /** @throws {Refusal} `conflict` when another clerk was first or this one has a session still */
  admit(deviceId: DeviceId, id: SessionId, participantId: ParticipantId): Placed {
    const own = this.ofDevice(deviceId);
    if (own && own.session.id !== id) throw new Refusal('conflict', 'the clerk has a session already');
    const admit: SessionEvent = { type: 'admit', clerk: { id: participantId, deviceId }, at: this.#around.clock.now() };
    this.#apply(id, admit, byDevice(deviceId));
    return this.placeOf(deviceId, id);
  }

  /** A waiting session goes to another desk's queue. */
  redirect(deviceId: DeviceId, id: SessionId, deskId: DeskId): Session {
    return this.#apply(id, { type: 'redirect', deskId, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  remove(deviceId: DeviceId, id: SessionId, seat: ParticipantId): Session {
    return this.#apply(id, { type: 'remove', seat, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  offer(deviceId: DeviceId, id: SessionId, offer: Pick<Offer, 'id' | 'deskId' | 'way'>): Session {
    const at = this.#around.clock.now();
    const event: SessionEvent = { type: 'offer', offer, at, until: at + this.#around.times.offerMs };
    return this.#apply(id, event, byDevice(deviceId));
  }

  withdraw(deviceId: DeviceId, id: SessionId, offerId: OfferId): Session {
    return this.#apply(id, { type: 'withdraw', offerId, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  /** @throws {Refusal} `conflict` when a colleague was first or this clerk has a session */
  accept(deviceId: DeviceId, id: SessionId, offerId: OfferId): Placed {
    const own = this.ofDevice(deviceId);
    if (own && own.session.id !== id) throw new Refusal('conflict', 'the clerk has a session already');
    const clerk = { id: own?.seat.id ?? newParticipantId(), deviceId };
    const at = this.#around.clock.now();
    this.#apply(id, { type: 'accept', offerId, clerk, at }, byDevice(deviceId));
    return this.placeOf(deviceId, id);
  }

  /** `last`: nobody else of the desk could take it. */
  decline(deviceId: DeviceId, id: SessionId, offerId: OfferId, last: boolean): Session {
    const at = this.#around.clock.now();
    return this.#apply(id, { type: 'decline', offerId, deviceId, last, at }, byDevice(deviceId));
  }

  /** Also answers a clerk who has left with it already. */
  complete(deviceId: DeviceId, id: SessionId): Session {
    const session = this.#held.get(id)?.session;
    const was = session?.course.gone.findLast((gone) => gone.deviceId === deviceId && gone.why === 'handed-over');
    const seat = this.ofDevice(deviceId)?.session.id === id ? this.placeOf(deviceId, id).seat.id : was?.id;
    if (seat === undefined) throw noSuchSession();
    return this.#apply(id, { type: 'complete', seat, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  keep(deviceId: DeviceId, id: SessionId): Session {
    return this.#apply(id, { type: 'keep' }, byDevice(deviceId));
  }

  /** A guest leaves; also answers one who has left already. */
  depart(deviceId: DeviceId, id: SessionId): Session {
    const session = this.#held.get(id)?.session;
    const was = session?.course.gone.findLast((gone) => gone.deviceId === deviceId);
    const present = session && seatsOf(session).find((seat) => seat.deviceId === deviceId);
    const seat = present?.id ?? was?.id;
    if (seat === undefined) throw noSuchSession();
    return this.#apply(id, { type: 'depart', seat, why: 'left' }, byDevice(deviceId));
  }

  /** The device of the clerk in charge. */
  inChargeOf(id: SessionId): DeviceId | null {
    const session = this.#held.get(id)?.session;
    return session === undefined || session.state === 'waiting' ? null : (session.clerk?.deviceId ?? null);
  }

  /** Sessions whose clerks ask another desk. */
  offering(): ActiveSession[] {
    return [...this.#held.values()]
      .map(({ session }) => session)
      .filter((session) => session.state === 'active')
      .filter((session) => session.course.offer !== null);
  }

  joined(deviceId: DeviceId, id: SessionId): Session {
    const { seat } = this.placeOf(deviceId, id);
    return this.#apply(id, { type: 'joined', seat: seat.id, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  end(deviceId: DeviceId, id: SessionId, reason: EndReason, by: AuditActor = byDevice(deviceId)): Session {
    this.placeOf(deviceId, id);
    return this.#apply(id, { type: 'end', reason, at: this.#around.clock.now() }, by);
  }

  /** Also answers those who were in a session that is erased by now. */
  confirmErased(deviceId: DeviceId, id: SessionId): Session {
    if (!this.#held.has(id)) {
      const record = this.#around.store.erased(id);
      if (record && seatsOf(record).some((seat) => seat.deviceId === deviceId)) return record;
      throw noSuchSession();
    }
    const { seat } = this.placeOf(deviceId, id);
    return this.#apply(id, { type: 'eraseConfirmed', seat: seat.id, at: this.#around.clock.now() }, byDevice(deviceId));
  }

  deviceArrived(deviceId: DeviceId): void {
    this.#connection(deviceId, 'returned');
  }

  deviceLeft(deviceId: DeviceId): void {
    this.#connection(deviceId, 'lost');
  }

  #connection(deviceId: DeviceId, type: 'returned' | 'lost'): void {
    for (const { session } of [...this.#held.values()]) {
      const seat = seatsOf(session).find((each) => each.deviceId === deviceId);
      if (seat) this.#apply(session.id, { type, seat: seat.id }, byDevice(deviceId));
    }
  }

  /** @throws {Refusal} when the machine says no */
  #apply(id: SessionId, event: SessionEvent, by: AuditActor): Session {
    const held = this.#held.get(id);
    if (!held) throw noSuchSession();
    const before = held.session;
    const result = step(before, event);
    if (!result.ok) throw new Refusal(result.code, result.reason);
    if (result.session === before) return before;
    const { session } = result;
    const { record, store } = this.#around;
    store.together(() => {
      if (session.state === 'erased') store.erase(session);
      else store.save(session);
      for (const entry of courseEntries(before, session, by)) record(entry);
      if (session.state !== before.state) record(sessionEntry(session, by));
    });
    held.session = session;
    if (session.state !== before.state) {
      this.#around.log.info({ session: id, from: before.state, to: session.state, event: event.type }, 'session moved');
      this.#aftermath.watchForStandstill(session);
    }
    this.#aftermath.follow(session, result.effects);
    this.#around.consequences.announce(session);
    return session;
  }

  #forget(session: Session): void {
    this.#held.get(session.id)?.key.destroy();
    this.#held.delete(session.id);
    if (session.state === 'erased') this.#around.consequences.erased(session);
  }
}

/** An offer that stood when the server stopped lapses at its time all the same. */
function answersAwaitedIn({ course: { offer } }: Session): SessionEffect[] {
  return offer === null ? [] : [{ type: 'awaitAnswer', offerId: offer.id, until: offer.until }];
}
