import type { ParticipantId, SessionId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { Refusal } from '../wire/refusal.ts';
import { Room, type Meets, type RoomNews } from './room.ts';
import type { Workers } from './workers.ts';

/** How often it is looked whose line went down or is back, in milliseconds. */
const LOOK_EVERY_MS = 500;

interface Surroundings {
  readonly clock: Clock;
  readonly workers: Workers;
  readonly log: Logger;
  readonly newsOf: (sessionId: SessionId) => RoomNews;
  readonly meetsIn: (sessionId: SessionId) => Meets;
  readonly hearsIn: (sessionId: SessionId) => Meets;
  readonly isAdmitted: (sessionId: SessionId) => boolean;
  /** The worker under a session's room died: all its transports are gone. */
  readonly onReset: (sessionId: SessionId) => void;
}

/** The rooms of sessions, each made when somebody first needs it and gone for good when the session ends. */
export class Rooms {
  readonly #around: Surroundings;
  readonly #rooms = new Map<SessionId, Promise<Room>>();
  /** Rooms that are ready, for looks that may not wait. */
  readonly #ready = new Map<SessionId, Room>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @throws {Refusal} `media-unavailable` */
  of(sessionId: SessionId): Promise<Room> {
    const known = this.#rooms.get(sessionId);
    if (known) return known;
    const made = this.#make(sessionId);
    this.#rooms.set(sessionId, made);
    return made;
  }

  /** The citizen was let in. A room that is still being made learns it when it is there. */
  letFlow(sessionId: SessionId): void {
    this.#carried(sessionId, this.#ready.get(sessionId)?.letFlow());
  }

  /** Who hears whom in the session has changed. */
  reroute(sessionId: SessionId): void {
    this.#carried(sessionId, this.#ready.get(sessionId)?.reroute());
  }

  /** Who receives whom in the session at this moment. */
  flowsIn(sessionId: SessionId): Room['flows'] {
    return this.#ready.get(sessionId)?.flows ?? [];
  }

  #carried(sessionId: SessionId, work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => {
      // A worker that died is told of by `media.reset`, a device that went by its transports.
      const { log } = this.#around;
      if (error instanceof Refusal) log.warn({ session: sessionId, cause: error.code }, 'media was not routed whole');
      else log.error({ session: sessionId, err: error }, 'media was not routed');
    });
  }

  hasTransportOf(sessionId: SessionId, participant: ParticipantId): boolean {
    return this.#ready.get(sessionId)?.hasTransportOf(participant) ?? false;
  }

  closeParticipant(sessionId: SessionId, participant: ParticipantId): void {
    this.#ready.get(sessionId)?.closeParticipant(participant);
  }

  close(sessionId: SessionId): void {
    this.#ready.get(sessionId)?.close();
    this.#ready.delete(sessionId);
    this.#rooms.delete(sessionId);
  }

  closeAll(): void {
    for (const sessionId of [...this.#rooms.keys()]) this.close(sessionId);
  }

  async #make(sessionId: SessionId): Promise<Room> {
    try {
      const placed = await this.#around.workers.placeRouter();
      if (!this.#rooms.has(sessionId)) {
        placed.close();
        throw new Refusal('out-of-order', 'the session ended meanwhile');
      }
      const { newsOf, meetsIn, hearsIn, isAdmitted } = this.#around;
      const room = new Room({
        placed,
        news: newsOf(sessionId),
        meets: meetsIn(sessionId),
        hears: hearsIn(sessionId),
        admitted: isAdmitted(sessionId),
      });
      this.#ready.set(sessionId, room);
      room.onWorkerDeath(() => this.#reset(sessionId, room));
      this.#watch(sessionId, room);
      return room;
    } catch (error) {
      if (!this.#ready.has(sessionId)) this.#rooms.delete(sessionId);
      throw error;
    }
  }

  #watch(sessionId: SessionId, room: Room): void {
    this.#around.clock.after(LOOK_EVERY_MS, () => {
      if (this.#ready.get(sessionId) !== room || room.closed) return;
      this.#carried(
        sessionId,
        room.followLines().finally(() => this.#watch(sessionId, room)),
      );
    });
  }

  #reset(sessionId: SessionId, room: Room): void {
    if (this.#ready.get(sessionId) !== room) return;
    this.#around.log.warn({ session: sessionId }, 'media of a session was lost with its worker');
    this.#ready.delete(sessionId);
    this.#rooms.delete(sessionId);
    this.#around.onReset(sessionId);
  }
}
