import type { Departure, DeskId, ErrorCode, OfferId, ParticipantId } from '@mado/signaling/wire';
import type { Session, Taker } from './session.ts';

/** What the server has to do after a step, besides storing the session and telling both ends. */
export type SessionEffect =
  /** The desk's waiting list is another one now. */
  | { readonly type: 'queueChanged' }
  /** Media may begin; places that other clerks reserved are void. */
  | { readonly type: 'openMedia' }
  | { readonly type: 'closeMedia' }
  /** Others hear each other from now on, or no more. */
  | { readonly type: 'routeMedia' }
  /** Somebody is out: of media, of the channel, and only then of the others' screens. */
  | { readonly type: 'departed'; readonly who: Taker; readonly why: Departure }
  | { readonly type: 'startGrace'; readonly seat: ParticipantId }
  | { readonly type: 'stopGrace'; readonly seat: ParticipantId }
  | { readonly type: 'seatChanged'; readonly seat: ParticipantId }
  /** An offer lapses at `until`. */
  | { readonly type: 'awaitAnswer'; readonly offerId: OfferId; readonly until: number }
  | { readonly type: 'stopAwaitingAnswer' }
  /** A desk's talk took this long, for its forecast. */
  | { readonly type: 'recordLength'; readonly deskId: DeskId; readonly milliseconds: number }
  | { readonly type: 'awaitErasure' }
  | { readonly type: 'erase' };

type RefusalCode = Extract<ErrorCode, 'conflict' | 'not-found' | 'out-of-order'>;
export type Step =
  /** `session` is the very same object when the event had happened already: then there is nothing to do. */
  | { readonly ok: true; readonly session: Session; readonly effects: readonly SessionEffect[] }
  | { readonly ok: false; readonly code: RefusalCode; readonly reason: string };

export const unchanged = (session: Session): Step => ({ ok: true, session, effects: [] });
export const changed = (session: Session, ...effects: readonly SessionEffect[]): Step => ({
  ok: true,
  session,
  effects,
});
export const refused = (code: RefusalCode, reason: string): Step => ({ ok: false, code, reason });
