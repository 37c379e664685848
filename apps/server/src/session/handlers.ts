import { methods, type DeskId } from '@mado/signaling/wire';
import type { ConfiguredDevice } from '../config/schema.ts';
import type { Board } from '../desk/board.ts';
import { newParticipantId } from '../ids.ts';
import { noSuchSession, Refusal } from '../wire/refusal.ts';
import type { Line } from '../wire/line.ts';
import { ANYBODY, CLERK, KIOSK, route } from '../wire/route.ts';
import { isLive, seatsOf, type Session } from './machine.ts';
import type { Reservation, Reservations } from './reservations.ts';
import type { Sessions } from './sessions.ts';

interface Surroundings {
  readonly sessions: Sessions;
  readonly reservations: Reservations;
  readonly board: Board;
  /** Gives up reserved places with everything that was made in them. */
  readonly release: (reservations: readonly Reservation[]) => void;
}

/** Methods of the waiting room and of a session's course. */
export function sessionRoutes({ sessions, reservations, board, release }: Surroundings) {
  /** Whether a session waits at a desk that this clerk serves; if it does not, the clerk learns nothing of it. */
  function mayServe(device: ConfiguredDevice, deskId: DeskId): boolean {
    return board.cityDesksOf(device).some((desk) => desk.id === deskId);
  }

  function servable(device: ConfiguredDevice, session: Session | undefined): Session {
    if (!session || !mayServe(device, session.deskId)) throw noSuchSession();
    return session;
  }

  function answer(line: Line, session: Session) {
    const view = board.view(session);
    board.remember(line, view);
    return view;
  }

  return {
    'session.checkIn': route(methods['session.checkIn'], KIOSK, (line, { deskId, procedureId, requestKey }) => {
      const desk = board.cityDesksOf(line.device).find((each) => each.id === deskId);
      if (!desk) throw new Refusal('forbidden', 'this kiosk does not offer that desk');
      if (procedureId !== null && !desk.procedures.some((each) => each.id === procedureId)) {
        throw new Refusal('not-found', 'the desk has no such procedure');
      }
      const { session, seat } = sessions.checkIn(line.device.id, deskId, procedureId, requestKey);
      return { session: answer(line, session), participantId: seat.id };
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
      if (held) release([held]);
      return {};
    }),
    'session.admit': route(methods['session.admit'], CLERK, (line, { sessionId }) => {
      servable(line.device, sessions.get(sessionId));
      const participantId = reservations.find(sessionId, line.device.id)?.participantId ?? newParticipantId();
      const { session, seat } = sessions.admit(line.device.id, sessionId, participantId);
      return { session: answer(line, session), participantId: seat.id };
    }),
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
