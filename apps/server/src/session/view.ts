import type { Participant, SessionView } from '@mado/signaling/wire';
import type { ConfiguredDevice } from '../config/schema.ts';
import { seatsOf, type Seat, type Session } from './machine.ts';
import type { QueuePlace } from './queue.ts';

/** Finds how a device is called on screens. Undefined when it left the configuration while its session was stored. */
export type DeviceLookup = (deviceId: string) => ConfiguredDevice | undefined;

/** A session as both ends render it. `place` is null when it does not wait. */
export function viewOf(session: Session, place: QueuePlace | null, lookup: DeviceLookup): SessionView {
  const past = session.state === 'ended' || session.state === 'erased';
  return {
    id: session.id,
    state: session.state,
    deskId: session.deskId,
    procedureId: session.procedureId,
    ticket: session.ticket,
    ahead: place?.ahead ?? null,
    waitForecastMs: place?.waitForecastMs ?? null,
    participants: seatsOf(session).map((seat) => participantOf(session, seat, lookup)),
    checkedInAt: session.checkedInAt,
    admittedAt: session.state === 'waiting' ? null : session.admittedAt,
    activeAt: session.state === 'waiting' || session.state === 'admitted' ? null : session.activeAt,
    endedAt: past ? session.endedAt : null,
    endReason: past ? session.endReason : null,
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
  };
}
