import type {
  Departure,
  DeskId,
  DeviceId,
  HandOverWay,
  OfferId,
  OfferOutcome,
  ParticipantId,
} from '@mado/signaling/wire';
import {
  legOpened,
  seatOf,
  takenSeat,
  talkedMs,
  type ActiveSession,
  type AnsweredOffer,
  type Course,
  type Offer,
  type Seat,
  type Session,
  type Taker,
} from './session.ts';
import { changed, refused, unchanged, type SessionEffect, type Step } from './step.ts';

/** What may happen to a session on its way from desk to desk. `at` is a moment on the server's clock. */
export type HandOverEvent =
  /** A waiting session is sent to another desk. */
  | { readonly type: 'redirect'; readonly deskId: DeskId; readonly at: number }
  | {
      readonly type: 'offer';
      readonly offer: { readonly id: OfferId; readonly way: HandOverWay; readonly deskId: DeskId };
      readonly at: number;
      readonly until: number;
    }
  | { readonly type: 'withdraw'; readonly offerId: OfferId; readonly at: number }
  /** `last`: nobody is left who could take it. */
  | {
      readonly type: 'decline';
      readonly offerId: OfferId;
      readonly deviceId: DeviceId;
      readonly last: boolean;
      readonly at: number;
    }
  | { readonly type: 'offerOver'; readonly offerId: OfferId; readonly at: number }
  | { readonly type: 'accept'; readonly offerId: OfferId; readonly clerk: Taker; readonly at: number }
  /** The clerk in charge leaves the session to the one of the side conversation. */
  | { readonly type: 'complete'; readonly seat: ParticipantId; readonly at: number }
  /** The clerk in charge keeps the session; the one of the side conversation leaves. */
  | { readonly type: 'keep' }
  /** A guest goes, or is taken out. */
  | { readonly type: 'depart'; readonly seat: ParticipantId; readonly why: Departure };

/** What a screen can show, and more than any real session needs. */
const MAX_LEGS = 50;
const MAX_GUESTS = 4;

/** Decides the steps of a hand-over. Pure; `step` of the machine calls it. */
export function handOverStep(session: Session, event: HandOverEvent): Step {
  switch (event.type) {
    case 'redirect':
      return redirect(session, event.deskId, event.at);
    case 'offer':
      return offer(session, { ...event.offer, since: event.at, until: event.until, declined: [] });
    case 'withdraw':
      return answer(session, event.offerId, 'withdrawn', event.at);
    case 'offerOver':
      return session.course.offer?.id === event.offerId
        ? answer(session, event.offerId, 'expired', event.at)
        : unchanged(session);
    case 'decline':
      return decline(session, event.offerId, event.deviceId, event.last, event.at);
    case 'accept':
      return accept(session, event.offerId, event.clerk, event.at);
    case 'complete':
      return complete(session, event.seat, event.at);
    case 'keep': {
      const { side } = session.course;
      return session.state === 'active' && side !== null ? depart(session, side.next, 'left') : unchanged(session);
    }
    case 'depart':
      return depart(session, event.seat, event.why);
  }
}

function redirect(session: Session, deskId: DeskId, at: number): Step {
  if (session.deskId === deskId) return unchanged(session);
  if (session.state !== 'waiting') return refused('out-of-order', 'only a waiting session is sent to another desk');
  if (session.course.legs.length >= MAX_LEGS) return refused('conflict', 'the session was sent around too often');
  const course = legOpened(session.course, deskId, null, 'sent-on', at);
  return changed({ ...session, deskId, course }, { type: 'queueChanged' });
}

function offer(session: Session, made: Offer): Step {
  const { offer: present, answered, side } = session.course;
  if (present?.id === made.id || answered?.id === made.id) return unchanged(session);
  if (session.state !== 'active') return refused('out-of-order', 'nobody talks in this session yet');
  if (present !== null || side !== null) return refused('conflict', 'another hand-over is under way');
  if (session.course.legs.length >= MAX_LEGS) return refused('conflict', 'the session was sent around too often');
  if (session.guests.length >= MAX_GUESTS) return refused('conflict', 'too many are in the session');
  return changed(
    withCourse(session, { offer: made }),
    { type: 'awaitAnswer', offerId: made.id, until: made.until },
    { type: 'queueChanged' },
  );
}

/** The offer ends without anybody taking it: the first desk keeps the citizen. */
function answer(session: Session, offerId: OfferId, outcome: Exclude<OfferOutcome, 'taken'>, at: number): Step {
  const { offer: present, answered } = session.course;
  if (present?.id !== offerId) {
    if (answered?.id !== offerId) return refused('not-found', 'no such offer');
    return answered.outcome === 'taken' ? refused('conflict', 'it was taken') : unchanged(session);
  }
  return changed(
    withCourse(session, { offer: null, answered: settled(present, outcome, null, at) }),
    { type: 'stopAwaitingAnswer' },
    { type: 'queueChanged' },
  );
}

function decline(session: Session, offerId: OfferId, deviceId: DeviceId, last: boolean, at: number): Step {
  const { offer: present } = session.course;
  // Whoever says no to what is over already means nothing more.
  if (present?.id !== offerId) return unchanged(session);
  if (last) return answer(session, offerId, 'declined', at);
  if (present.declined.includes(deviceId)) return unchanged(session);
  const declined = [...present.declined, deviceId];
  return changed(withCourse(session, { offer: { ...present, declined } }), { type: 'queueChanged' });
}

function accept(session: Session, offerId: OfferId, clerk: Taker, at: number): Step {
  const { offer: present, answered } = session.course;
  if (present?.id !== offerId) {
    if (answered?.id !== offerId) return refused('not-found', 'no such offer');
    return answered.by?.deviceId === clerk.deviceId ? unchanged(session) : refused('conflict', 'it is answered');
  }
  if (session.state !== 'active') return refused('out-of-order', 'the session is over');
  if (seatOf(session, clerk.id) !== undefined) return refused('conflict', 'this place is taken');
  const came = withCourse(
    { ...session, guests: [...session.guests, takenSeat(clerk)] },
    { offer: null, answered: settled(present, 'taken', clerk, at) },
  );
  const always: SessionEffect[] = [
    { type: 'stopAwaitingAnswer' },
    { type: 'queueChanged' },
    { type: 'seatChanged', seat: clerk.id },
  ];
  switch (present.way) {
    case 'call-in':
      return changed(came, { type: 'routeMedia' }, ...always);
    case 'warm':
      return changed(
        withCourse(came, { side: { next: clerk.id, deskId: present.deskId, since: at } }),
        { type: 'routeMedia' },
        ...always,
      );
    case 'direct': {
      const { next, effects } = takenOver(came, clerk, present.deskId, at);
      return changed(next, ...effects, ...always);
    }
  }
}

function complete(session: Session, seat: ParticipantId, at: number): Step {
  const { side, gone } = session.course;
  if (session.state !== 'active' || side === null) {
    return gone.some((each) => each.id === seat && each.why === 'handed-over')
      ? unchanged(session)
      : refused('out-of-order', 'there is no side conversation');
  }
  const next = session.guests.find((guest) => guest.id === side.next);
  if (next === undefined || session.clerk.id !== seat)
    return refused('out-of-order', 'only who is in charge hands over');
  const { next: handed, effects } = takenOver(session, next, side.deskId, at);
  return changed(handed, ...effects, { type: 'queueChanged' });
}

/** Charge goes to a guest; the one who had it leaves. */
function takenOver(
  session: ActiveSession,
  taker: Taker,
  deskId: DeskId,
  at: number,
): { readonly next: ActiveSession; readonly effects: readonly SessionEffect[] } {
  const seat: Seat = session.guests.find((guest) => guest.id === taker.id) ?? takenSeat(taker);
  const before = session.clerk;
  const course = legOpened(session.course, deskId, { id: seat.id, deviceId: seat.deviceId }, 'handed-over', at);
  const who = { id: before.id, deviceId: before.deviceId };
  return {
    next: {
      ...session,
      deskId,
      clerk: seat,
      guests: session.guests.filter((guest) => guest.id !== seat.id),
      course: { ...course, side: null, gone: [...course.gone, { ...who, why: 'handed-over' }] },
    },
    effects: [
      { type: 'departed', who, why: 'handed-over' },
      { type: 'recordLength', deskId: session.deskId, milliseconds: talkedMs(session, at) },
      { type: 'stopGrace', seat: before.id },
      { type: 'routeMedia' },
    ],
  };
}

function depart(session: Session, id: ParticipantId, why: Departure): Step {
  if (session.course.gone.some((each) => each.id === id)) return unchanged(session);
  const guest = session.guests.find((each) => each.id === id);
  if (guest === undefined || session.state !== 'active')
    return refused(seatOf(session, id) ? 'out-of-order' : 'not-found', 'no guest of a talk');
  const who = { id, deviceId: guest.deviceId };
  const { side, gone } = session.course;
  return changed(
    withCourse(
      { ...session, guests: session.guests.filter((each) => each.id !== id) },
      { side: side?.next === id ? null : side, gone: [...gone, { ...who, why }] },
    ),
    { type: 'departed', who, why },
    { type: 'stopGrace', seat: id },
    { type: 'routeMedia' },
    { type: 'queueChanged' },
  );
}

function settled({ id, way, deskId }: Offer, outcome: OfferOutcome, by: Taker | null, at: number): AnsweredOffer {
  return { id, way, deskId, outcome, by, at };
}

function withCourse<S extends Session>(session: S, change: Partial<Course>): S {
  return { ...session, course: { ...session.course, ...change } };
}
