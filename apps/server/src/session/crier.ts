import type { DeviceId, ParcelId, ParticipantId, SessionId } from '@mado/signaling/wire';
import type { Board } from '../desk/board.ts';
import type { RoomNews } from '../media/room.ts';
import type { Line } from '../wire/line.ts';
import type { Presence } from '../wire/presence.ts';
import { meets, seatsOf, type Seat, type Session } from './machine.ts';
import type { Reservations } from './reservations.ts';
import type { Sessions } from './sessions.ts';
import { participantOf, type DeviceLookup } from './view.ts';

interface Surroundings {
  readonly presence: Presence;
  readonly board: Board;
  readonly reservations: Reservations;
  readonly sessions: () => Sessions;
  readonly lookup: DeviceLookup;
}

/** Tells the devices of a session what has changed in it: each of them what it may know and nobody else. */
export class Crier {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** To everybody who has a place and has not gone on to another session. */
  announce(session: Session): void {
    const { board, presence, sessions } = this.#around;
    for (const seat of seatsOf(session)) {
      const line = presence.lineOf(seat.deviceId);
      const present = sessions().ofDevice(seat.deviceId);
      if (line && (!present || present.session.id === session.id)) board.tell(line, session);
    }
  }

  /** To the others: one of them has come back or has lost its line. */
  seatChanged(session: Session, seat: Seat): void {
    const participant = participantOf(session, seat, this.#around.lookup);
    for (const other of seatsOf(session)) {
      if (other.deviceId === seat.deviceId || other.erased) continue;
      const line = this.#around.presence.lineOf(other.deviceId);
      line?.notify('session.participant', { sessionId: session.id, participant });
    }
  }

  /** To those who meet the sender: its producers come, go and pause. */
  newsOf(sessionId: SessionId): RoomNews {
    const toAllBut = (owner: ParticipantId, act: (line: Line) => void): void => {
      for (const { id, deviceId, erased } of this.#placesIn(sessionId)) {
        const line = erased || !this.meet(sessionId, owner, id) ? undefined : this.#around.presence.lineOf(deviceId);
        if (line) act(line);
      }
    };
    return {
      producerAdded: (producer) =>
        toAllBut(producer.participantId, (line) => line.notify('media.producerAdded', { sessionId, producer })),
      producerRemoved: (owner, producerId) =>
        toAllBut(owner, (line) => line.notify('media.producerRemoved', { sessionId, producerId })),
      producerPaused: (owner, producerId, paused) =>
        toAllBut(owner, (line) => line.notify('media.producerPaused', { sessionId, producerId, paused })),
    };
  }

  /** To the others: a sealed chunk of a document is in the tray. */
  parcelGrew(session: Session, owner: ParticipantId, parcel: ParcelId, chunk: number): void {
    for (const seat of seatsOf(session)) {
      if (seat.id === owner || seat.erased) continue;
      const line = this.#around.presence.lineOf(seat.deviceId);
      line?.notify('tray.stored', { sessionId: session.id, owner, parcel, chunk });
    }
  }

  /** To everybody with transports there: they are gone. */
  mediaReset(sessionId: SessionId): void {
    for (const { deviceId } of this.#placesIn(sessionId)) {
      this.#around.presence.lineOf(deviceId)?.notify('media.reset', { sessionId });
    }
  }

  /** Those who are in the session; clerks who only look at it from outside meet the citizen's end and not each other. */
  meet(sessionId: SessionId, one: ParticipantId, other: ParticipantId): boolean {
    const session = this.#around.sessions().get(sessionId);
    if (session === undefined || one === other) return false;
    return meets(session, one, other) || one === session.kiosk.id || other === session.kiosk.id;
  }

  #placesIn(sessionId: SessionId): { id: ParticipantId; deviceId: DeviceId; erased: boolean }[] {
    const session = this.#around.sessions().get(sessionId);
    if (!session) return [];
    const reserved = this.#around.reservations
      .ofSession(sessionId)
      .map(({ participantId, deviceId }) => ({ id: participantId, deviceId, erased: false }));
    return [...seatsOf(session), ...reserved];
  }
}
