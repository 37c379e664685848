import type { DeviceId, ParticipantId, SessionId } from '@mado/signaling/wire';
import { newParticipantId } from '../ids.ts';
import { Refusal } from '../wire/refusal.ts';

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
  #all: readonly Reservation[] = [];

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

  drop(gone: readonly Reservation[]): void {
    this.#all = this.#all.filter((each) => !gone.includes(each));
  }
}
