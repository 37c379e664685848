import type { Departure, SessionId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { DeskStore } from '../store/desks.ts';
import type { SessionStore } from '../store/sessions.ts';
import {
  seatsOf,
  type ErasedSession,
  type Seat,
  type Session,
  type SessionEffect,
  type SessionEvent,
  type Taker,
} from './machine.ts';
import { Timers } from './timers.ts';

/** What the sessions cause outside of themselves. */
export interface SessionConsequences {
  /** Both ends have to see the session as it is now. */
  announce(session: Session): void;
  seatChanged(session: Session, seat: Seat): void;
  queueChanged(): void;
  openMedia(session: Session): void;
  closeMedia(session: Session): void;
  /** Who hears whom is another one now. */
  routeMedia(session: Session): void;
  /** Somebody is out of the session. */
  departed(session: Session, gone: Taker, why: Departure): void;
  erased(session: ErasedSession): void;
}

export interface SessionTimes {
  readonly graceMs: number;
  readonly erasureMs: number;
  /** From admission to the first picture. */
  readonly abandonmentMs: number;
  /** Longest stay in the waiting room. */
  readonly longestWaitMs: number;
  /** How long another desk may think about an offer. */
  readonly offerMs: number;
}

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Pick<SessionStore, 'tidy'>;
  readonly desks: Pick<DeskStore, 'recordLength'>;
  readonly times: SessionTimes;
  readonly consequences: SessionConsequences;
  isHeld(id: SessionId): boolean;
  /** A step that is due. @throws {Refusal} when the machine says no; any error when it cannot be stored */
  happen(id: SessionId, event: SessionEvent): void;
  forget(session: Session): void;
}

const TRY_AGAIN_MS = 10_000;

/** What follows from a step: consequences outside at once, and further steps at their time. */
export class Aftermath {
  readonly #around: Surroundings;
  readonly #timers: Timers;
  #stopTidying: () => void = () => undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#timers = new Timers(around.clock);
  }

  /** Nothing that is due later comes any more. */
  stop(): void {
    this.#timers.stopAll();
    this.#stopTidying();
  }

  follow(session: Session, effects: readonly SessionEffect[]): void {
    for (const effect of effects) this.#followOne(session, effect);
  }

  /** A session in which nobody talks is ended some day: the kiosk was left on, or the clerk went away before the first picture. */
  watchForStandstill(session: Session): void {
    if (session.state !== 'waiting' && session.state !== 'admitted') {
      this.#timers.stop(session.id, 'standstill');
      return;
    }
    const { clock, times } = this.#around;
    const until =
      session.state === 'waiting'
        ? session.checkedInAt + times.longestWaitMs
        : session.admittedAt + times.abandonmentMs;
    this.#afterwards(session.id, 'standstill', until - clock.now(), (at) => ({
      type: 'overdue',
      at,
    }));
  }

  #followOne(session: Session, effect: SessionEffect): void {
    const { clock, consequences, desks, times } = this.#around;
    switch (effect.type) {
      case 'queueChanged':
        consequences.queueChanged();
        break;
      case 'openMedia':
        consequences.openMedia(session);
        break;
      case 'closeMedia':
        consequences.closeMedia(session);
        break;
      case 'seatChanged':
        for (const seat of seatsOf(session)) if (seat.id === effect.seat) consequences.seatChanged(session, seat);
        break;
      case 'startGrace':
        this.#afterwards(session.id, effect.seat, times.graceMs, (at) => ({
          type: 'graceOver',
          seat: effect.seat,
          at,
        }));
        break;
      case 'stopGrace':
        this.#timers.stop(session.id, effect.seat);
        break;
      case 'recordLength':
        desks.recordLength(effect.deskId, effect.milliseconds);
        break;
      case 'routeMedia':
        consequences.routeMedia(session);
        break;
      case 'departed':
        consequences.departed(session, effect.who, effect.why);
        break;
      case 'awaitAnswer': {
        const { offerId } = effect;
        this.#afterwards(session.id, 'offer', effect.until - clock.now(), (at) => ({ type: 'offerOver', offerId, at }));
        break;
      }
      case 'stopAwaitingAnswer':
        this.#timers.stop(session.id, 'offer');
        break;
      case 'awaitErasure': {
        // Abandoned is a session since the line went, not since its grace time was over.
        const grace = session.state === 'ended' && session.endReason === 'abandoned' ? times.graceMs : 0;
        const since = session.state === 'ended' ? clock.now() - session.endedAt + grace : 0;
        this.#afterwards(session.id, 'erasure', Math.max(0, times.erasureMs - since), (at) => ({
          type: 'erasureDue',
          at,
        }));
        break;
      }
      case 'erase':
        this.#timers.stopSession(session.id);
        this.#around.forget(session);
        this.#tidy();
        break;
    }
  }

  /** Lets an event happen later. When it cannot be stored it is tried again: an erasure that is due must come. */
  #afterwards(id: SessionId, name: string, delayMs: number, event: (at: number) => SessionEvent): void {
    this.#timers.start(id, name, delayMs, () => {
      if (!this.#around.isHeld(id)) return;
      try {
        this.#around.happen(id, event(this.#around.clock.now()));
      } catch (error) {
        this.#around.log.error({ session: id, waiting: name, err: error }, 'a due step failed; trying again');
        this.#afterwards(id, name, TRY_AGAIN_MS, event);
      }
    });
  }

  #tidy(): void {
    if (this.#around.store.tidy()) return;
    this.#around.log.warn('the database is being read by another program; emptying its log later');
    this.#stopTidying();
    this.#stopTidying = this.#around.clock.after(TRY_AGAIN_MS, () => this.#tidy());
  }
}
