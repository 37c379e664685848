import type { EndReason, ParticipantId } from '@mado/signaling/wire';
import { handOverStep, type HandOverEvent } from './hand-over.ts';
import {
  isLive,
  legClosed,
  seatOf,
  seatsOf,
  takenSeat,
  talkedMs,
  withSeat,
  type AdmittedSession,
  type EndedSession,
  type LiveSession,
  type Session,
  type Taker,
  type WaitingSession,
} from './session.ts';
import { changed, refused, unchanged, type Step } from './step.ts';

export * from './session.ts';
export type { SessionEffect, Step } from './step.ts';

/** What may happen to a session. `at` is a moment on the server's clock. */
export type SessionEvent =
  | HandOverEvent
  /** A clerk takes a device out at once; the kiosk's going is the end. */
  | { readonly type: 'remove'; readonly seat: ParticipantId; readonly at: number }
  | {
      readonly type: 'admit';
      readonly clerk: Taker;
      readonly at: number;
    }
  | { readonly type: 'joined'; readonly seat: ParticipantId; readonly at: number }
  | { readonly type: 'end'; readonly reason: EndReason; readonly at: number }
  | { readonly type: 'lost'; readonly seat: ParticipantId }
  | { readonly type: 'returned'; readonly seat: ParticipantId }
  /** The grace time of a lost participant is over. */
  | { readonly type: 'graceOver'; readonly seat: ParticipantId; readonly at: number }
  /** The session stayed too long where nobody talks. */
  | { readonly type: 'overdue'; readonly at: number }
  | { readonly type: 'eraseConfirmed'; readonly seat: ParticipantId; readonly at: number }
  /** The time to wait for confirmations is over. */
  | { readonly type: 'erasureDue'; readonly at: number };

/**
 * The one place that decides how a session moves: `waiting → admitted → active → ended → erased`, never back.
 * What moves it between desks meanwhile is in `hand-over.ts`.
 * Pure; an event that happened before changes nothing, one that may not happen is refused.
 */
export function step(session: Session, event: SessionEvent): Step {
  switch (event.type) {
    case 'admit':
      return admit(session, event.clerk, event.at);
    case 'joined':
      return join(session, event.seat, event.at);
    case 'end':
      return isLive(session) ? end(session, event.reason, event.at) : unchanged(session);
    case 'lost':
      return connection(session, event.seat, false);
    case 'returned':
      return connection(session, event.seat, true);
    case 'graceOver':
      return graceOver(session, event.seat, event.at);
    case 'remove':
      return remove(session, event.seat, event.at);
    case 'overdue':
      return session.state === 'waiting' || session.state === 'admitted'
        ? end(session, 'server', event.at)
        : unchanged(session);
    case 'eraseConfirmed':
      return confirmErasure(session, event.seat, event.at);
    case 'erasureDue':
      return session.state === 'ended' ? erase(session, event.at) : unchanged(session);
    default:
      return handOverStep(session, event);
  }
}

/** A session just checked in. */
export function checkedIn(
  origin: Omit<WaitingSession, 'state' | 'kiosk' | 'guests' | 'course'>,
  kiosk: Taker,
): WaitingSession {
  const leg = { deskId: origin.deskId, clerk: null, startedAt: origin.checkedInAt, endedAt: null, outcome: null };
  const course = { legs: [leg], offer: null, answered: null, side: null, gone: [] };
  return { ...origin, state: 'waiting', kiosk: takenSeat(kiosk), guests: [], course };
}

function admit(session: Session, clerk: Taker, at: number): Step {
  if (session.state !== 'waiting') {
    if (session.clerk?.deviceId === clerk.deviceId) return unchanged(session);
    return isLive(session) ? refused('conflict', 'another clerk was first') : refused('not-found', 'no such session');
  }
  const { course } = session;
  const taken = { id: clerk.id, deviceId: clerk.deviceId };
  const legs = course.legs.map((leg) => (leg.endedAt === null ? { ...leg, clerk: taken } : leg));
  const admitted: AdmittedSession = {
    ...session,
    state: 'admitted',
    clerk: takenSeat(clerk),
    admittedAt: at,
    course: { ...course, legs },
  };
  return changed(admitted, { type: 'openMedia' }, { type: 'queueChanged' }, { type: 'seatChanged', seat: clerk.id });
}

function join(session: Session, id: ParticipantId, at: number): Step {
  const seat = seatOf(session, id);
  if (!seat) return refused('not-found', 'no such participant');
  if (seat.joined) return unchanged(session);
  // Who comes in later finds the session active already.
  if (session.state === 'active') return changed(withSeat(session, { ...seat, joined: true }));
  if (session.state !== 'admitted') return refused('out-of-order', `cannot join a session that is ${session.state}`);
  const next = withSeat(session, { ...seat, joined: true });
  return seatsOf(next).every((each) => each.joined)
    ? changed({ ...next, state: 'active', activeAt: at })
    : changed(next);
}

function end(session: LiveSession, reason: EndReason, at: number): Step {
  const past = {
    clerk: session.state === 'waiting' ? null : session.clerk,
    admittedAt: session.state === 'waiting' ? null : session.admittedAt,
    activeAt: session.state === 'active' ? session.activeAt : null,
  };
  const course = { ...legClosed(session.course, 'ended', at), offer: null, side: null };
  const ended: EndedSession = { ...session, ...past, course, state: 'ended', endedAt: at, endReason: reason };
  return changed(
    ended,
    { type: 'closeMedia' },
    ...(session.course.offer === null ? [] : [{ type: 'stopAwaitingAnswer' } as const]),
    ...seatsOf(ended).map((seat) => ({ type: 'stopGrace', seat: seat.id }) as const),
    ...(session.state === 'active'
      ? [{ type: 'recordLength', deskId: session.deskId, milliseconds: talkedMs(session, at) } as const]
      : []),
    { type: 'queueChanged' },
    { type: 'awaitErasure' },
  );
}

/** Who stayed away too long: a guest just leaves, and somebody about to take over takes over from a clerk who is lost. */
function graceOver(session: Session, id: ParticipantId, at: number): Step {
  const seat = seatOf(session, id);
  if (!isLive(session) || seat?.connected !== false) return unchanged(session);
  if (session.guests.some((guest) => guest.id === id))
    return handOverStep(session, { type: 'depart', seat: id, why: 'left' });
  const next = session.guests.find((guest) => guest.id === session.course.side?.next);
  if (id !== session.kiosk.id && next?.connected === true)
    return handOverStep(session, { type: 'complete', seat: id, at });
  return end(session, 'abandoned', at);
}

function remove(session: Session, id: ParticipantId, at: number): Step {
  if (id === session.kiosk.id) return isLive(session) ? end(session, 'removed', at) : unchanged(session);
  return handOverStep(session, { type: 'depart', seat: id, why: 'removed' });
}

function connection(session: Session, id: ParticipantId, connected: boolean): Step {
  const seat = seatOf(session, id);
  if (!seat) return refused('not-found', 'no such participant');
  if (seat.connected === connected || session.state === 'erased') return unchanged(session);
  const next = withSeat(session, { ...seat, connected });
  const grace = isLive(next) ? [{ type: connected ? 'stopGrace' : 'startGrace', seat: id } as const] : [];
  return changed(next, ...grace, { type: 'seatChanged', seat: id });
}

function confirmErasure(session: Session, id: ParticipantId, at: number): Step {
  const seat = seatOf(session, id);
  if (!seat) return refused('not-found', 'no such participant');
  if (isLive(session)) return refused('out-of-order', 'the session has not ended');
  if (seat.erased || session.state === 'erased') return unchanged(session);
  const next = withSeat(session, { ...seat, erased: true });
  // An end that is away cannot show or send anything; it learns at its next hello that nothing is left.
  const all = seatsOf(next).every((each) => each.erased || !each.connected);
  return all ? erase(next, at) : changed(next, { type: 'queueChanged' });
}

function erase(session: EndedSession, at: number): Step {
  return changed({ ...session, state: 'erased', erasedAt: at }, { type: 'erase' }, { type: 'queueChanged' });
}
