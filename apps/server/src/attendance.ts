import {
  PROTOCOL,
  type DeviceId,
  type EndReason,
  type ParticipantId,
  type RequestOf,
  type ResponseOf,
} from '@mado/signaling/wire';
import type { Audit } from './audit/audit.ts';
import { byDevice } from './audit/record.ts';
import type { Clock } from './clock.ts';
import type { LoadedConfig } from './config/load.ts';
import type { Board } from './desk/board.ts';
import type { Enrolment } from './devices/enrolment.ts';
import { keyHashOf, type DeviceRegister } from './devices/register.ts';
import type { DeviceWatch } from './devices/watch.ts';
import type { Logger } from './log.ts';
import type { Rooms } from './media/rooms.ts';
import type { Desertion } from './people/desertion.ts';
import type { People } from './people/people.ts';
import type { Crier } from './session/crier.ts';
import { isLive, seatOf, type Session } from './session/machine.ts';
import type { Reservations } from './session/reservations.ts';
import type { Sessions } from './session/sessions.ts';
import type { Line } from './wire/line.ts';
import type { Presence } from './wire/presence.ts';

interface Parts {
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly audit: Audit;
  readonly devices: DeviceRegister;
  readonly sessions: Sessions;
  readonly presence: Presence;
  readonly reservations: Reservations;
  readonly board: Board;
  readonly crier: Crier;
  readonly rooms: Rooms;
  readonly enrolment: Enrolment;
  readonly watch: DeviceWatch;
  readonly people: People;
  readonly desertion: Desertion;
}

/** Who is at the counter: devices that come and go, and the people before the clerks' ones. */
export class Attendance {
  readonly #parts: Parts;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * A device has shown who it is. The line hears nothing but this answer until `settle`, so that the answer to `hello`
   * is the first thing that it learns.
   */
  welcome(line: Line, hello: RequestOf<'hello'>): ResponseOf<'hello'> {
    const { device } = line;
    this.#parts.people.arrive(line, hello.personToken ?? null);
    // First: a device that cannot be recorded is not let in.
    this.#parts.audit.append({
      actor: byDevice(device.id),
      action: 'device.connected',
      subject: { role: device.role },
    });
    this.#parts.enrolment.met(line.certified);
    this.#parts.sessions.deviceArrived(device.id);
    const placed = this.#parts.sessions.ofDevice(device.id);
    const session = placed ? this.#parts.board.view(placed.session) : null;
    if (session) this.#parts.board.remember(line, session);
    const desks = this.#parts.board.desksOf(device);
    this.#parts.board.rememberDesks(line, desks);
    const { graceSeconds, erasureSeconds } = this.#parts.config.server;
    return {
      protocol: PROTOCOL,
      person: this.#parts.people.stateAt(device),
      role: device.role,
      name: device.name,
      department: device.department,
      desks,
      session,
      participantId: placed?.seat.id ?? null,
      serverTime: this.#parts.clock.now(),
      revocations: this.#parts.devices.revocationBytes,
      renewal: this.#renewalFor(line),
      goneAfterSeconds: Math.max(graceSeconds, erasureSeconds),
    };
  }

  /**
   * The line takes part from now on. A client whose transports this server does not have (it was restarted, or a worker
   * died while the client was away) is told so by `media.reset`.
   */
  settle(line: Line): void {
    const { id } = line.device;
    this.#parts.presence.arrive(line);
    this.#parts.watch.arrived(line);
    this.#parts.log.info({ device: id }, 'device is here');
    const placed = this.#parts.sessions.ofDevice(id);
    // Another window than before may sit there now.
    this.#attendanceChanged(id);
    const places = [
      ...(placed && isLive(placed.session) ? [{ sessionId: placed.session.id, participantId: placed.seat.id }] : []),
      ...this.#parts.reservations.ofDevice(id),
    ];
    for (const { sessionId, participantId } of places) {
      if (!this.#parts.rooms.hasTransportOf(sessionId, participantId)) line.notify('media.reset', { sessionId });
    }
    this.#parts.board.changed();
  }

  leave(line: Line): void {
    const { id } = line.device;
    this.#parts.watch.left(line);
    this.#parts.people.leave(line);
    if (this.#closed || !this.#parts.presence.leave(line)) return;
    this.#parts.log.info({ device: id }, 'device is away');
    this.#parts.sessions.deviceLeft(id);
    this.#parts.board.changed();
    this.#parts.clock.after(this.#parts.config.server.graceSeconds * 1000, () => {
      if (!this.#parts.presence.lineOf(id)) this.#parts.reservations.release(this.#parts.reservations.ofDevice(id));
    });
    this.#parts.audit.note({ actor: byDevice(id), action: 'device.disconnected', subject: {} });
  }

  /** The newest certificate of the line's key when it lasts longer than the one shown. */
  #renewalFor({ certified }: Line): Uint8Array<ArrayBuffer> | null {
    const newest = this.#parts.devices.ofKey(keyHashOf(certified.certificate.publicKey));
    return newest && newest.certificate.notAfter > certified.certificate.notAfter ? newest.bytes : null;
  }

  /**
   * Out of media at once. A booth has erased what it had and cannot come back into its session, so that one is over; a clerk's takes the usual way
   * of somebody whose line broke.
   */
  expel(line: Line, code: number, reason: string): void {
    const { id } = line.device;
    const placed = this.#parts.sessions.ofDevice(id);
    if (placed) this.#parts.rooms.closeParticipant(placed.session.id, placed.seat.id);
    this.#parts.reservations.release(this.#parts.reservations.ofDevice(id));
    // First, so that the device hears why it is out, and not that a session ended.
    line.close(code, reason);
    if (placed && placed.seat.id === placed.session.kiosk.id && isLive(placed.session)) {
      this.#parts.sessions.end(id, placed.session.id, 'put-out', 'server');
    }
  }

  /** Another person, or none, or behind a locked screen: what they looked at is taken away and the desks are drawn anew. */
  personChanged(deviceId: DeviceId): void {
    if (this.#closed) return;
    const line = this.#parts.presence.lineOf(deviceId);
    if (line) {
      const state = this.#parts.people.stateAt(line.device);
      if (state.phase !== 'in' || state.locked)
        this.#parts.reservations.release(this.#parts.reservations.ofDevice(deviceId));
      line.notify('person.state', { state });
    }
    this.#attendanceChanged(deviceId);
    this.#parts.board.changed();
  }

  /** Whether a participant's clerk has left their screen. The booth has no person to log in. */
  isAway(session: Session, id: ParticipantId): boolean {
    const seat = seatOf(session, id);
    return seat !== undefined && id !== session.kiosk.id && this.#parts.people.isAway(seat.deviceId);
  }

  /** Somebody left or came back to a clerk's screen: nothing is seen or heard meanwhile, and the others are told. */
  #attendanceChanged(deviceId: DeviceId): void {
    const session = this.#parts.sessions.ofDevice(deviceId)?.session;
    if (session === undefined || !isLive(session) || session.kiosk.deviceId === deviceId) return;
    if (!this.#parts.config.server.people.logIn) return;
    this.#parts.rooms.reroute(session.id);
    this.#parts.crier.announce(session);
    this.#parts.desertion.look(deviceId);
  }

  /** Whoever may not go on with a session there is out of it at once. */
  endAt(deviceId: DeviceId, reason: EndReason = 'server'): void {
    const placed = this.#parts.sessions.ofDevice(deviceId);
    if (placed && isLive(placed.session)) this.#parts.sessions.end(deviceId, placed.session.id, reason, 'server');
  }

  /** From here on nobody comes or goes any more. */
  close(): void {
    this.#closed = true;
  }
}
