import type { DeviceId, ParticipantId, ParcelId, SessionId } from '@mado/signaling/wire';
import type { Logger } from '../log.ts';
import { isLive, seatsOf, type Session } from '../session/machine.ts';
import type { Placed } from '../session/sessions.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Parcels } from './parcels.ts';
import type { TrayTokens } from './tokens.ts';

interface Surroundings {
  readonly log: Logger;
  readonly tokens: TrayTokens;
  readonly parcels: Parcels;
  /** @throws {Refusal} `not-found` */
  readonly placeOf: (deviceId: DeviceId, sessionId: SessionId) => Placed;
  readonly isHeld: (sessionId: SessionId) => boolean;
  /** Tells the other participants that a chunk is there. */
  readonly stored: (session: Session, owner: ParticipantId, parcel: ParcelId, chunk: number) => void;
  /** A session's, or the server's, quota is used up. Told once for a session. */
  readonly onFull: (sessionId: SessionId) => void;
}

/** A participant at the tray, known by a token. */
interface Visitor {
  readonly session: Session;
  readonly self: ParticipantId;
}

/** The shared tray of each session, as the server sees it: sealed chunks under names that say nothing. */
export class TrayRoom {
  readonly #around: Surroundings;
  readonly #full = new Set<SessionId>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A token for a participant of a session that may still be read. @throws {Refusal} */
  open(deviceId: DeviceId, sessionId: SessionId): { token: string; expiresAt: number } {
    const { seat } = this.#around.placeOf(deviceId, sessionId);
    if (seat.erased) throw new Refusal('out-of-order', 'this end has confirmed erasure');
    return this.#around.tokens.give({ deviceId, sessionId });
  }

  async chunks(token: string, owner: ParticipantId, parcel: ParcelId): Promise<number[]> {
    const { session } = this.#visitor(token);
    return this.#around.parcels.chunks({ sessionId: session.id, owner, parcel });
  }

  /** @throws {Refusal} */
  async read(token: string, owner: ParticipantId, parcel: ParcelId, chunk: number): Promise<Buffer> {
    const { session } = this.#visitor(token);
    const sealed = await this.#around.parcels.read({ sessionId: session.id, owner, parcel }, chunk);
    if (!sealed) throw new Refusal('not-found', 'no such chunk');
    return sealed;
  }

  /** Only who owns a parcel adds to it, and only while the session lives. @throws {Refusal} */
  async write(token: string, owner: ParticipantId, parcel: ParcelId, chunk: number, sealed: Buffer): Promise<void> {
    const { session, self } = this.#visitor(token);
    if (owner !== self) throw new Refusal('forbidden', 'only its owner adds to a parcel');
    if (!isLive(session)) throw new Refusal('out-of-order', 'the session has ended');
    const address = { sessionId: session.id, owner, parcel };
    let isNew: boolean;
    try {
      isNew = await this.#around.parcels.write(address, chunk, sealed);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'limited') this.#tellFull(session.id);
      throw error;
    } finally {
      // The session was erased while the chunk was on its way to the disk.
      if (!this.#around.isHeld(session.id)) this.erased(session.id);
    }
    if (isNew) this.#around.stored(session, owner, parcel, chunk);
  }

  /** Either end takes documents out. @throws {Refusal} */
  async remove(token: string, owner: ParticipantId, parcel: ParcelId): Promise<void> {
    const { session } = this.#visitor(token);
    await this.#around.parcels.remove({ sessionId: session.id, owner, parcel });
  }

  /** Deletes all that the tray has of a session. */
  erased(sessionId: SessionId): void {
    this.#full.delete(sessionId);
    this.#around.tokens.forgetSession(sessionId);
    try {
      this.#around.parcels.erase(sessionId);
    } catch (error) {
      // Its keys are gone, and the next start sweeps; but somebody has to look at the disk.
      this.#around.log.error({ session: sessionId, err: error }, 'sealed documents could not be deleted');
    }
  }

  #tellFull(sessionId: SessionId): void {
    if (this.#full.has(sessionId)) return;
    this.#full.add(sessionId);
    this.#around.onFull(sessionId);
  }

  #visitor(token: string): Visitor {
    const access = this.#around.tokens.accessOf(token);
    if (!access || !this.#around.isHeld(access.sessionId)) throw new Refusal('unauthenticated', 'no such token');
    const { session, seat } = this.#around.placeOf(access.deviceId, access.sessionId);
    if (seat.erased || !seatsOf(session).includes(seat))
      throw new Refusal('unauthenticated', 'no participant any more');
    return { session, self: seat.id };
  }
}
