import type { DeviceId, ParticipantId, SessionId } from '@mado/signaling/wire';
import { newParticipantId } from '../ids.ts';
import { Refusal } from '../wire/refusal.ts';
import { seatsOf, type Session } from './machine.ts';

/** A place that a clerk holds in a waiting session in order to be quick; it admits to nothing. */
export interface Reservation {
  readonly sessionId: SessionId;
  readonly deviceId: DeviceId;
  readonly participantId: ParticipantId;
}

/** A clerk looks at one session, perhaps glances at others. */
const MAX_PER_CLERK = 4;

/** Reserved places live in memory only: they save time and hold nothing that a restart could lose. */
export class Reservations {
  readonly #closeMedia: (sessionId: SessionId, participantId: ParticipantId) => void;
  #all: readonly Reservation[] = [];

  constructor(closeMedia: (sessionId: SessionId, participantId: ParticipantId) => void) {
    this.#closeMedia = closeMedia;
  }

  /** The same clerk and session give the same place. @throws {Refusal} `limited` */
  reserve(sessionId: SessionId, deviceId: DeviceId): Reservation {
    const held = this.find(sessionId, deviceId);
    if (held) return held;
    if (this.ofDevice(deviceId).length >= MAX_PER_CLERK) throw new Refusal('limited', 'too many reserved places');
    const reservation = { sessionId, deviceId, participantId: newParticipantId() };
    this.#all = [...this.#all, reservation];
    return reservation;
  }

  find(sessionId: SessionId, deviceId: DeviceId): Reservation | undefined {
    return this.#all.find((each) => each.sessionId === sessionId && each.deviceId === deviceId);
  }

  ofDevice(deviceId: DeviceId): readonly Reservation[] {
    return this.#all.filter((each) => each.deviceId === deviceId);
  }

  ofSession(sessionId: SessionId): readonly Reservation[] {
    return this.#all.filter((each) => each.sessionId === sessionId);
  }

  /** Gives places up, with what was prepared for their media. */
  release(given: readonly Reservation[]): void {
    this.#all = this.#all.filter((each) => !given.includes(each));
    for (const { sessionId, participantId } of given) this.#closeMedia(sessionId, participantId);
  }

  /** After admission or the end: who was taken keeps media and place, nobody else does. */
  conclude(session: Session): void {
    const taken = new Set<string>(seatsOf(session).map((seat) => seat.id));
    const held = this.ofSession(session.id);
    this.#all = this.#all.filter((each) => !held.includes(each));
    this.release(held.filter((each) => !taken.has(each.participantId)));
  }
}
