import type {
  DeskId,
  DeviceId,
  EndReason,
  ErrorCode,
  ParticipantId,
  ProcedureId,
  SessionId,
} from '@mado/signaling/wire';

/** One device's place in a session. */
export interface Seat {
  readonly id: ParticipantId;
  readonly deviceId: DeviceId;
  readonly connected: boolean;
  /** It has said that the other's first frame is on its screen. */
  readonly joined: boolean;
  /** It has confirmed that everything of the session is destroyed at its end. */
  readonly erased: boolean;
}

interface Origin {
  readonly id: SessionId;
  readonly deskId: DeskId;
  readonly procedureId: ProcedureId | null;
  readonly ticket: number;
  readonly checkedInAt: number;
  readonly kiosk: Seat;
}
interface Past extends Origin {
  /** Null when the citizen was never let in. */
  readonly clerk: Seat | null;
  readonly admittedAt: number | null;
  readonly activeAt: number | null;
  readonly endedAt: number;
  readonly endReason: EndReason;
}

export interface WaitingSession extends Origin {
  readonly state: 'waiting';
}
export interface AdmittedSession extends Origin {
  readonly state: 'admitted';
  readonly clerk: Seat;
  readonly admittedAt: number;
}
export interface ActiveSession extends Origin {
  readonly state: 'active';
  readonly clerk: Seat;
  readonly admittedAt: number;
  readonly activeAt: number;
}
export interface EndedSession extends Past {
  readonly state: 'ended';
}
export interface ErasedSession extends Past {
  readonly state: 'erased';
  readonly erasedAt: number;
}
export type Session = WaitingSession | AdmittedSession | ActiveSession | EndedSession | ErasedSession;

/** What may happen to a session. `at` is a moment on the server's clock. */
export type SessionEvent =
  | {
      readonly type: 'admit';
      readonly clerk: { readonly id: ParticipantId; readonly deviceId: DeviceId };
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

/** What the server has to do after a step, besides storing the session and telling both ends. */
export type SessionEffect =
  /** The desk's waiting list is another one now. */
  | { readonly type: 'queueChanged' }
  /** Media may begin; places that other clerks reserved are void. */
  | { readonly type: 'openMedia' }
  | { readonly type: 'closeMedia' }
  | { readonly type: 'startGrace'; readonly seat: ParticipantId }
  | { readonly type: 'stopGrace'; readonly seat: ParticipantId }
  | { readonly type: 'seatChanged'; readonly seat: ParticipantId }
  /** A talk took this long, for the desk's forecast. */
  | { readonly type: 'recordLength'; readonly milliseconds: number }
  | { readonly type: 'awaitErasure' }
  | { readonly type: 'erase' };

export type Step =
  /** `session` is the very same object when the event had happened already: then there is nothing to do. */
  | { readonly ok: true; readonly session: Session; readonly effects: readonly SessionEffect[] }
  | {
      readonly ok: false;
      readonly code: Extract<ErrorCode, 'conflict' | 'not-found' | 'out-of-order'>;
      readonly reason: string;
    };

/**
 * The one place that decides how a session moves: `waiting → admitted → active → ended → erased`, never back.
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
    case 'graceOver': {
      const seat = seatOf(session, event.seat);
      return isLive(session) && seat?.connected === false ? end(session, 'abandoned', event.at) : unchanged(session);
    }
    case 'overdue':
      return session.state === 'waiting' || session.state === 'admitted'
        ? end(session, 'server', event.at)
        : unchanged(session);
    case 'eraseConfirmed':
      return confirmErasure(session, event.seat, event.at);
    case 'erasureDue':
      return session.state === 'ended' ? erase(session, event.at) : unchanged(session);
  }
}

/** A session just checked in. */
export function checkedIn(
  origin: Omit<WaitingSession, 'state' | 'kiosk'>,
  kiosk: Pick<Seat, 'id' | 'deviceId'>,
): WaitingSession {
  return { ...origin, state: 'waiting', kiosk: takenSeat(kiosk) };
}

/** The places of a session: the kiosk's first, the clerk's once there is one. */
export function seatsOf(session: Session): readonly Seat[] {
  return session.state === 'waiting' || session.clerk === null ? [session.kiosk] : [session.kiosk, session.clerk];
}

export function seatOf(session: Session, id: ParticipantId): Seat | undefined {
  return seatsOf(session).find((seat) => seat.id === id);
}

/** The place that a device still has to take up again: none when it has confirmed erasure. */
export function openSeatOf(session: Session, deviceId: DeviceId): Seat | undefined {
  if (session.state === 'erased') return undefined;
  return seatsOf(session).find((seat) => seat.deviceId === deviceId && !seat.erased);
}

export type LiveSession = WaitingSession | AdmittedSession | ActiveSession;
export const isLive = (session: Session): session is LiveSession =>
  session.state !== 'ended' && session.state !== 'erased';

function admit(session: Session, clerk: { id: ParticipantId; deviceId: DeviceId }, at: number): Step {
  if (session.state !== 'waiting') {
    if (session.clerk?.deviceId === clerk.deviceId) return unchanged(session);
    return isLive(session) ? refused('conflict', 'another clerk was first') : refused('not-found', 'no such session');
  }
  const admitted: AdmittedSession = { ...session, state: 'admitted', clerk: takenSeat(clerk), admittedAt: at };
  return changed(admitted, { type: 'openMedia' }, { type: 'queueChanged' }, { type: 'seatChanged', seat: clerk.id });
}

function join(session: Session, id: ParticipantId, at: number): Step {
  const seat = seatOf(session, id);
  if (!seat) return refused('not-found', 'no such participant');
  if (seat.joined) return unchanged(session);
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
  const ended: EndedSession = { ...session, ...past, state: 'ended', endedAt: at, endReason: reason };
  return changed(
    ended,
    { type: 'closeMedia' },
    ...seatsOf(ended).map((seat) => ({ type: 'stopGrace', seat: seat.id }) as const),
    ...(session.state === 'active'
      ? [{ type: 'recordLength', milliseconds: Math.max(0, at - session.admittedAt) } as const]
      : []),
    { type: 'queueChanged' },
    { type: 'awaitErasure' },
  );
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

function withSeat<S extends Session>(session: S, seat: Seat): S {
  return session.kiosk.id === seat.id ? { ...session, kiosk: seat } : { ...session, clerk: seat };
}

const takenSeat = (device: Pick<Seat, 'id' | 'deviceId'>): Seat => ({
  id: device.id,
  deviceId: device.deviceId,
  connected: true,
  joined: false,
  erased: false,
});
const unchanged = (session: Session): Step => ({ ok: true, session, effects: [] });
const changed = (session: Session, ...effects: readonly SessionEffect[]): Step => ({ ok: true, session, effects });
const refused = (code: Extract<ErrorCode, 'conflict' | 'not-found' | 'out-of-order'>, reason: string): Step => ({
  ok: false,
  code,
  reason,
});
