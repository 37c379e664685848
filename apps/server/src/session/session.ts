import type {
  Departure,
  DeskId,
  DeviceId,
  EndReason,
  HandOverWay,
  LegOutcome,
  OfferId,
  OfferOutcome,
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
export type Taker = Pick<Seat, 'id' | 'deviceId'>;

/** The part of a session with one desk. */
export interface Leg {
  readonly deskId: DeskId;
  /** Null while nobody of the desk has taken it. */
  readonly clerk: Taker | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: LegOutcome | null;
}

/** A question to another desk: will you take this session over, or send somebody? */
export interface Offer {
  readonly id: OfferId;
  readonly way: HandOverWay;
  readonly deskId: DeskId;
  readonly since: number;
  /** When it lapses and the first desk keeps the citizen. */
  readonly until: number;
  /** Devices whose clerks have said no. */
  readonly declined: readonly DeviceId[];
}
export interface AnsweredOffer {
  readonly id: OfferId;
  readonly way: HandOverWay;
  readonly deskId: DeskId;
  readonly outcome: OfferOutcome;
  /** Who took it. */
  readonly by: Taker | null;
  readonly at: number;
}
/** Two clerks talk apart from the citizen; `next` sits among the guests. */
export interface Side {
  readonly next: ParticipantId;
  readonly deskId: DeskId;
  readonly since: number;
}
/** Somebody who was in the session and is not any more. */
export interface Gone extends Taker {
  readonly why: Departure;
}

/** The session's way through the desks. */
export interface Course {
  readonly legs: readonly Leg[];
  readonly offer: Offer | null;
  readonly answered: AnsweredOffer | null;
  readonly side: Side | null;
  readonly gone: readonly Gone[];
}

interface Origin {
  readonly id: SessionId;
  /** The present leg's desk. */
  readonly deskId: DeskId;
  readonly procedureId: ProcedureId | null;
  readonly ticket: number;
  readonly checkedInAt: number;
  readonly kiosk: Seat;
  /** Clerks beside the one in charge: called in, or about to take over. */
  readonly guests: readonly Seat[];
  readonly course: Course;
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
  /** The clerk in charge, who alone commands the booth's devices. */
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

export type LiveSession = WaitingSession | AdmittedSession | ActiveSession;
export const isLive = (session: Session): session is LiveSession =>
  session.state !== 'ended' && session.state !== 'erased';

/** The places of a session: the kiosk's first, then the clerk in charge once there is one, then the others. */
export function seatsOf(session: Session): readonly Seat[] {
  const clerk = session.state === 'waiting' || session.clerk === null ? [] : [session.clerk];
  return [session.kiosk, ...clerk, ...session.guests];
}

export function seatOf(session: Session, id: ParticipantId): Seat | undefined {
  return seatsOf(session).find((seat) => seat.id === id);
}

/** The place that a device still has to take up again: none when it has confirmed erasure. */
export function openSeatOf(session: Session, deviceId: DeviceId): Seat | undefined {
  if (session.state === 'erased') return undefined;
  return seatsOf(session).find((seat) => seat.deviceId === deviceId && !seat.erased);
}

/** Whether two participants may receive each other at some time of the session. */
export function meets(session: Session, one: ParticipantId, other: ParticipantId): boolean {
  return one !== other && seatOf(session, one) !== undefined && seatOf(session, other) !== undefined;
}

/** Whether they hear and see each other now: in a side conversation its two clerks have only each other. */
export function hears(session: Session, one: ParticipantId, other: ParticipantId): boolean {
  return meets(session, one, other) && inSide(session, one) === inSide(session, other);
}

function inSide(session: Session, id: ParticipantId): boolean {
  const { side } = session.course;
  if (side === null || session.state === 'waiting') return false;
  return id === side.next || id === session.clerk?.id;
}

export function withSeat<S extends Session>(session: S, seat: Seat): S {
  if (session.kiosk.id === seat.id) return { ...session, kiosk: seat };
  if (session.guests.some((guest) => guest.id === seat.id))
    return { ...session, guests: session.guests.map((guest) => (guest.id === seat.id ? seat : guest)) };
  return { ...session, clerk: seat };
}

/** How long the present desk has talked, in milliseconds. */
export function talkedMs(session: AdmittedSession | ActiveSession, at: number): number {
  const since = Math.max(session.admittedAt, session.course.legs.at(-1)?.startedAt ?? 0);
  return Math.max(0, at - since);
}

/** The course with its present leg closed. */
export function legClosed(course: Course, outcome: LegOutcome, at: number): Course {
  return {
    ...course,
    legs: course.legs.map((leg) => (leg.endedAt === null ? { ...leg, endedAt: at, outcome } : leg)),
  };
}

/** The course with a next leg, the present one being closed. */
export function legOpened(
  course: Course,
  deskId: DeskId,
  clerk: Taker | null,
  outcome: LegOutcome,
  at: number,
): Course {
  const closed = legClosed(course, outcome, at);
  return { ...closed, legs: [...closed.legs, { deskId, clerk, startedAt: at, endedAt: null, outcome: null }] };
}

export const takenSeat = ({ id, deviceId }: Taker): Seat => ({
  id,
  deviceId,
  connected: true,
  joined: false,
  erased: false,
});
