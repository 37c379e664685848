import { methods, type DeskId, type OfferId, type SessionId } from '@mado/signaling/wire';
import type { ConfiguredDevice } from '../config/schema.ts';
import type { BookingDesk } from '../booking/booking-desk.ts';
import type { Board } from '../desk/board.ts';
import { newParticipantId } from '../ids.ts';
import { noSuchSession, Refusal } from '../wire/refusal.ts';
import type { Line } from '../wire/line.ts';
import { ANYBODY, CLERK, KIOSK, route } from '../wire/route.ts';
import { isLive, seatsOf, type Session } from './machine.ts';
import type { Reservations } from './reservations.ts';
import type { Sessions } from './sessions.ts';

interface Surroundings {
  readonly sessions: Sessions;
  readonly reservations: Reservations;
  readonly board: Board;
  readonly bookings: BookingDesk;
}

/** Methods of the waiting room and of a session's course. */
export function sessionRoutes({ sessions, reservations, board, bookings }: Surroundings) {
  /** Whether a session waits at a desk that this clerk serves; if it does not, the clerk learns nothing of it. */
  function mayServe(device: ConfiguredDevice, deskId: DeskId): boolean {
    return board.cityDesksOf(device).some((desk) => desk.id === deskId);
  }

  function servable(device: ConfiguredDevice, session: Session | undefined): Session {
    if (!session || !mayServe(device, session.deskId)) throw noSuchSession();
    return session;
  }

  function isInCharge(session: Session, line: Line): boolean {
    return session.state !== 'waiting' && session.clerk?.deviceId === line.device.id;
  }

  /** Only the clerk in charge moves a session on. @throws {Refusal} */
  function inCharge(line: Line, sessionId: SessionId): Session {
    const { session } = sessions.placeOf(line.device.id, sessionId);
    if (!isInCharge(session, line)) throw new Refusal('forbidden', 'only the clerk in charge may do this');
    return session;
  }

  /** The question that was put to this clerk's desk, whether it stands or is answered. @throws {Refusal} */
  function asked(line: Line, sessionId: SessionId, offerId: OfferId) {
    const course = sessions.get(sessionId)?.course;
    const offer = course?.offer ?? null;
    const found = offer?.id === offerId ? offer : course?.answered;
    if (found?.id !== offerId || !mayServe(line.device, found.deskId)) throw noSuchSession();
    return { deskId: found.deskId, declined: found === offer ? offer.declined : [] };
  }

  function answer(line: Line, session: Session) {
    const view = board.view(session);
    board.remember(line, view);
    return view;
  }

  return {
    'session.checkIn': route(methods['session.checkIn'], KIOSK, async (line, request) => {
      const { deskId, procedureId, requestKey, booking } = request;
      const desk = board.cityDesksOf(line.device).find((each) => each.id === deskId);
      if (!desk) throw new Refusal('forbidden', 'this kiosk does not offer that desk');
      if (procedureId !== null && !desk.procedures.some((each) => each.id === procedureId)) {
        throw new Refusal('not-found', 'the desk has no such procedure');
      }
      if (booking !== undefined) {
        const answer = await bookings.open(line.device.id, booking);
        const right = answer.result === 'open' && answer.deskId === deskId && answer.procedureId === procedureId;
        if (answer.result === 'open' && !right) bookings.refused(line.device.id, 'other-desk');
        if (!right) throw new Refusal('forbidden', 'the booking does not open this desk');
      }
      const { session, seat } = sessions.checkIn(line.device.id, deskId, procedureId, requestKey);
      if (booking !== undefined) bookings.opened(line.device.id, booking.number, session.id, session.deskId);
      return { session: answer(line, session), participantId: seat.id };
    }),
    'booking.look': route(methods['booking.look'], KIOSK, async (line, key) => {
      const answer = await bookings.open(line.device.id, key);
      const offered = board.cityDesksOf(line.device);
      if (answer.result === 'open' && !offered.some((desk) => desk.id === answer.deskId))
        throw new Refusal('forbidden', 'this kiosk does not offer that desk');
      return answer;
    }),
    'booking.answers': route(methods['booking.answers'], CLERK, (line, { sessionId }) => {
      sessions.placeOf(line.device.id, sessionId);
      return { answers: bookings.answersOf(sessionId) };
    }),
    'desk.watch': route(methods['desk.watch'], CLERK, (line) => ({ waiting: board.watch(line) })),
    'session.prepare': route(methods['session.prepare'], CLERK, (line, { sessionId }) => {
      const session = servable(line.device, sessions.get(sessionId));
      if (session.state !== 'waiting') {
        const seat = seatsOf(session).find((each) => each.deviceId === line.device.id);
        if (seat) return { participantId: seat.id };
        throw isLive(session) ? new Refusal('conflict', 'another clerk was first') : noSuchSession();
      }
      return { participantId: reservations.reserve(sessionId, line.device.id).participantId };
    }),
    'session.release': route(methods['session.release'], CLERK, (line, { sessionId }) => {
      const held = reservations.find(sessionId, line.device.id);
      if (held) reservations.release([held]);
      return {};
    }),
    'session.admit': route(methods['session.admit'], CLERK, (line, { sessionId }) => {
      servable(line.device, sessions.get(sessionId));
      const participantId = reservations.find(sessionId, line.device.id)?.participantId ?? newParticipantId();
      const { session, seat } = sessions.admit(line.device.id, sessionId, participantId);
      return { session: answer(line, session), participantId: seat.id };
    }),
    'desk.directory': route(methods['desk.directory'], CLERK, () => ({ desks: board.directory() })),
    'session.redirect': route(methods['session.redirect'], CLERK, (line, { sessionId, deskId }) => {
      const session = sessions.get(sessionId);
      // After the step the session is another desk's; the same wish again is still this clerk's.
      const mine = session?.course.legs.slice(-2).some((leg) => mayServe(line.device, leg.deskId));
      if (!session || !mine) throw noSuchSession();
      if (!board.hasDesk(deskId)) throw new Refusal('not-found', 'the city has no such desk');
      return { session: board.view(sessions.redirect(line.device.id, sessionId, deskId)) };
    }),
    'session.remove': route(methods['session.remove'], CLERK, (line, { sessionId, participantId }) => {
      const session = sessions.get(sessionId);
      const mine = session?.state === 'waiting' && mayServe(line.device, session.deskId);
      if (session === undefined || (!mine && !isInCharge(session, line))) throw noSuchSession();
      return { session: answer(line, sessions.remove(line.device.id, sessionId, participantId)) };
    }),
    'session.offer': route(methods['session.offer'], CLERK, (line, { sessionId, offerId, deskId, way }) => {
      inCharge(line, sessionId);
      if (!board.hasDesk(deskId)) throw new Refusal('not-found', 'the city has no such desk');
      return { session: answer(line, sessions.offer(line.device.id, sessionId, { id: offerId, deskId, way })) };
    }),
    'session.withdraw': route(methods['session.withdraw'], CLERK, (line, { sessionId, offerId }) => {
      inCharge(line, sessionId);
      return { session: answer(line, sessions.withdraw(line.device.id, sessionId, offerId)) };
    }),
    'session.accept': route(methods['session.accept'], CLERK, (line, { sessionId, offerId }) => {
      asked(line, sessionId, offerId);
      const { session, seat } = sessions.accept(line.device.id, sessionId, offerId);
      return { session: answer(line, session), participantId: seat.id };
    }),
    'session.decline': route(methods['session.decline'], CLERK, (line, { sessionId, offerId }) => {
      const { deskId, declined } = asked(line, sessionId, offerId);
      const inChargeDevice = sessions.inChargeOf(sessionId);
      const out = [...declined, line.device.id, ...(inChargeDevice === null ? [] : [inChargeDevice])];
      sessions.decline(line.device.id, sessionId, offerId, !board.anyoneReady(deskId, out));
      return {};
    }),
    'session.complete': route(methods['session.complete'], CLERK, (line, { sessionId }) => ({
      session: board.view(sessions.complete(line.device.id, sessionId)),
    })),
    'session.keep': route(methods['session.keep'], CLERK, (line, { sessionId }) => {
      inCharge(line, sessionId);
      return { session: answer(line, sessions.keep(line.device.id, sessionId)) };
    }),
    'session.depart': route(methods['session.depart'], CLERK, (line, { sessionId }) => ({
      session: board.view(sessions.depart(line.device.id, sessionId)),
    })),
    'session.joined': route(methods['session.joined'], ANYBODY, (line, { sessionId }) => ({
      session: answer(line, sessions.joined(line.device.id, sessionId)),
    })),
    'session.end': route(methods['session.end'], ANYBODY, (line, { sessionId, reason }) => ({
      session: answer(line, sessions.end(line.device.id, sessionId, reason)),
    })),
    'session.erased': route(methods['session.erased'], ANYBODY, (line, { sessionId }) => ({
      session: answer(line, sessions.confirmErased(line.device.id, sessionId)),
    })),
  };
}
