import type { Course, Participant, SessionView } from '@mado/signaling/wire';
import type { Badge, City, CityDesk } from '../config/schema.ts';
import { seatsOf, type Seat, type Session } from './machine.ts';
import type { QueuePlace } from './queue.ts';

/** Finds how a device is called on screens. Undefined when it left the configuration while its session was stored. */
export type DeviceLookup = (deviceId: string) => Badge | undefined;

/** Where a session's names come from. */
export interface Names {
  readonly city: City;
  readonly lookup: DeviceLookup;
}

/** A session as both ends render it. `place` is null when it does not wait. */
export function viewOf(session: Session, place: QueuePlace | null, names: Names): SessionView {
  const past = session.state === 'ended' || session.state === 'erased';
  return {
    id: session.id,
    state: session.state,
    deskId: session.deskId,
    procedureId: session.procedureId,
    ticket: session.ticket,
    ahead: place?.ahead ?? null,
    waitForecastMs: place?.waitForecastMs ?? null,
    participants: seatsOf(session).map((seat) => participantOf(session, seat, names.lookup)),
    checkedInAt: session.checkedInAt,
    admittedAt: session.state === 'waiting' ? null : session.admittedAt,
    activeAt: session.state === 'waiting' || session.state === 'admitted' ? null : session.activeAt,
    endedAt: past ? session.endedAt : null,
    endReason: past ? session.endReason : null,
    course: courseOf(session, names),
  };
}

export function participantOf(session: Session, seat: Seat, lookup: DeviceLookup): Participant {
  const device = lookup(seat.deviceId);
  return {
    id: seat.id,
    deviceId: seat.deviceId,
    role: seat.id === session.kiosk.id ? 'kiosk' : 'clerk',
    name: device?.name ?? '',
    department: device?.department ?? '',
    connected: seat.connected,
    ...(device?.away === true ? { away: true } : {}),
  };
}

function courseOf(session: Session, { city, lookup }: Names): Course {
  const { legs, offer, answered, side } = session.course;
  const called = (deskId: string) => {
    const desk = city.desks.find((each) => each.id === deskId);
    return { desk: desk?.name ?? '', department: desk?.department ?? '' };
  };
  const stops = itineraryOf(city.desks, session);
  const position = stops.findIndex((stop) => stop.deskId === session.deskId);
  return {
    legs: legs.map(({ deskId, clerk, startedAt, endedAt, outcome }) => ({
      deskId,
      ...called(deskId),
      clerk: clerk === null ? null : (lookup(clerk.deviceId)?.name ?? ''),
      startedAt,
      endedAt,
      outcome,
    })),
    itinerary: stops.map(({ deskId, reason }) => ({ deskId, ...called(deskId), reason })),
    position: position < 0 ? null : position,
    inCharge: session.state === 'waiting' ? null : (session.clerk?.id ?? null),
    offer: offer && {
      id: offer.id,
      way: offer.way,
      deskId: offer.deskId,
      ...called(offer.deskId),
      since: offer.since,
      until: offer.until,
    },
    answered: answered && {
      id: answered.id,
      way: answered.way,
      deskId: answered.deskId,
      ...called(answered.deskId),
      outcome: answered.outcome,
      at: answered.at,
    },
    side,
  };
}

/** What a session is about for a desk: the procedure's name, with the reason that its itinerary gives for that desk. */
export function aboutAt(desks: readonly CityDesk[], session: Session, deskId: string): string {
  const procedure = procedureOf(desks, session);
  const reason = procedure?.itinerary.find((stop) => stop.deskId === deskId)?.reason;
  return [procedure?.name, reason].filter((words) => words !== undefined).join('：');
}

/** The itinerary belongs to the procedure with which the citizen checked in, whichever desk has them now. */
function itineraryOf(desks: readonly CityDesk[], session: Session) {
  return procedureOf(desks, session)?.itinerary ?? [];
}

function procedureOf(desks: readonly CityDesk[], { procedureId, course }: Session) {
  const first = desks.find((desk) => desk.id === course.legs[0]?.deskId);
  return first?.procedures.find((procedure) => procedure.id === procedureId);
}
