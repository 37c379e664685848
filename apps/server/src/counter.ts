import {
  methods,
  PROTOCOL,
  type DeviceId,
  type EndReason,
  type ParticipantId,
  type RequestOf,
  type ResponseOf,
  type SessionId,
} from '@mado/signaling/wire';
import type { Audit } from './audit/audit.ts';
import { byDevice } from './audit/record.ts';
import { BookingDesk } from './booking/booking-desk.ts';
import { TicketStore } from './booking/ticket-store.ts';
import { Channel } from './channel/channel.ts';
import { channelRoutes } from './channel/handlers.ts';
import { Relay } from './channel/relay.ts';
import type { Clock } from './clock.ts';
import type { LoadedConfig } from './config/load.ts';
import { Board } from './desk/board.ts';
import { Enrolment } from './devices/enrolment.ts';
import { deviceRoutes } from './devices/handlers.ts';
import { keyHashOf, type DeviceRegister } from './devices/register.ts';
import { Desertion } from './people/desertion.ts';
import { DeviceWatch } from './devices/watch.ts';
import type { Logger } from './log.ts';
import { mediaRoutes } from './media/handlers.ts';
import type { Flow } from './media/room.ts';
import { Rooms } from './media/rooms.ts';
import type { Workers } from './media/workers.ts';
import { peopleRoutes } from './people/handlers.ts';
import { People } from './people/people.ts';
import type { Provider } from './people/provider.ts';
import { PersonStore } from './people/person-store.ts';
import { Crier } from './session/crier.ts';
import { sessionRoutes } from './session/handlers.ts';
import { templateRoutes } from './templates/handlers.ts';
import { TemplateStore } from './templates/template-store.ts';
import { stillRoutes } from './session/stills.ts';
import { hears, isLive, seatOf, type Session } from './session/machine.ts';
import { readCardRoutes } from './session/read-cards.ts';
import { savedFormsRoutes } from './session/saved-forms.ts';
import { ticketDay } from './session/queue.ts';
import { Reservations } from './session/reservations.ts';
import { Sessions } from './session/sessions.ts';
import type { Database } from './store/database.ts';
import { DeskStore } from './store/desks.ts';
import type { DeviceRows } from './store/devices.ts';
import { MessageStore } from './store/messages.ts';
import { SessionStore } from './store/sessions.ts';
import type { Vault } from './store/vault.ts';
import { trayWireRoutes } from './tray/handlers.ts';
import { Parcels } from './tray/parcels.ts';
import { TrayTokens } from './tray/tokens.ts';
import { TrayRoom } from './tray/tray.ts';
import type { Line } from './wire/line.ts';
import { Presence } from './wire/presence.ts';
import { ANYBODY, parseRequest, route, type Routes, type RoutesBeforeHello } from './wire/route.ts';

const DAY_MS = 24 * 3600_000;

interface Surroundings {
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly database: Database;
  readonly vault: Vault;
  readonly workers: Workers;
  readonly devices: DeviceRegister;
  readonly deviceRows: DeviceRows;
  readonly audit: Audit;
}

/**
 * The counter itself, without a network: sessions, desks, channel and media joined to one another, with the routes by
 * which devices reach them. What one room causes in another is written here and nowhere else.
 */
export class Counter {
  readonly routes: Routes;
  readonly beforeHello: RoutesBeforeHello;
  readonly sessions: Sessions;
  readonly tray: TrayRoom;
  readonly #parcels: Parcels;
  readonly #around: Surroundings;
  readonly #presence = new Presence();
  readonly #reservations = new Reservations((session, participant) =>
    this.#rooms.closeParticipant(session, participant),
  );
  readonly #board: Board;
  readonly #crier: Crier;
  readonly #rooms: Rooms;
  readonly #channel: Channel;
  readonly #enrolment: Enrolment;
  readonly #watch: DeviceWatch;
  readonly #people: People;
  readonly #desertion: Desertion;
  #closed = false;

  constructor(around: Surroundings) {
    this.#around = around;
    const { audit, clock, config, database, devices, log, vault, workers } = around;
    this.#people = new People({
      store: new PersonStore(database, vault),
      clock,
      audit,
      issuer: config.city.name,
      needed: config.server.people.logIn,
      provider: config.server.people.provider,
      log,
      times: {
        idleMs: config.server.people.idleSeconds * 1000,
        longestMs: config.server.people.longestSeconds * 1000,
      },
      desks: config.city.desks.map(({ id }) => id),
      liveDeskOf: (deviceId) => {
        const session = this.sessions.ofDevice(deviceId)?.session;
        return session !== undefined && isLive(session) && session.state !== 'waiting' ? session.deskId : null;
      },
      changed: (deviceId) => this.#personChanged(deviceId),
      thrownOut: (deviceId) => this.#endAt(deviceId),
    });
    this.#desertion = new Desertion({
      clock,
      limitMs: config.server.abandonmentSeconds * 1000,
      isDeserted: (deviceId) => {
        const session = this.sessions.ofDevice(deviceId)?.session;
        if (session === undefined || !isLive(session) || session.state === 'waiting') return false;
        return session.clerk.deviceId === deviceId && this.#people.isAway(deviceId);
      },
      end: (deviceId) => this.#endAt(deviceId, 'abandoned'),
    });
    audit.namePersons((deviceId) => this.#people.idAt(deviceId));
    const lookup = (id: string) => {
      const device = devices.find(id);
      return device && this.#people.badge(device);
    };
    const desks = new DeskStore(database);
    const tickets = new TicketStore(database, (action, desk) =>
      audit.append({ actor: 'server', action, subject: { desk } }),
    );
    tickets.tidy(ticketDay(clock.now()), clock.now() - DAY_MS);
    this.#board = new Board({
      city: config.city,
      presence: this.#presence,
      sessions: () => this.sessions,
      desks,
      lookup,
      servedBy: (device) => this.#people.servedAt(device),
      isBooked: (sessionId) => tickets.isBooked(sessionId),
    });
    this.#crier = new Crier({
      presence: this.#presence,
      board: this.#board,
      reservations: this.#reservations,
      sessions: () => this.sessions,
      lookup,
    });
    this.#rooms = new Rooms({
      clock,
      workers,
      log,
      newsOf: (sessionId) => this.#crier.newsOf(sessionId),
      meetsIn: (sessionId) => (one, other) => this.#crier.meet(sessionId, one, other),
      hearsIn: (sessionId) => (one, other) => {
        const session = this.sessions.get(sessionId);
        if (session === undefined || !hears(session, one, other)) return false;
        return ![one, other].some((id) => this.#isAway(session, id));
      },
      isAdmitted: (sessionId) => {
        const state = this.sessions.get(sessionId)?.state;
        return state === 'admitted' || state === 'active';
      },
      onReset: (sessionId) => this.#crier.mediaReset(sessionId),
    });
    this.sessions = new Sessions({
      clock,
      log,
      store: new SessionStore(database),
      desks,
      vault,
      record: (entry) => audit.append(entry),
      times: {
        graceMs: config.server.graceSeconds * 1000,
        erasureMs: config.server.erasureSeconds * 1000,
        abandonmentMs: config.server.abandonmentSeconds * 1000,
        longestWaitMs: config.server.longestWaitSeconds * 1000,
        offerMs: config.server.offerSeconds * 1000,
      },
      consequences: {
        announce: (session) => this.#crier.announce(session),
        seatChanged: (session, seat) => this.#crier.seatChanged(session, seat),
        queueChanged: () => this.#board.changed(),
        openMedia: (session) => {
          // In this order: of a clerk who was not taken nothing may ever flow.
          this.#reservations.conclude(session);
          this.#rooms.letFlow(session.id);
        },
        closeMedia: (session) => {
          this.#rooms.close(session.id);
          this.#reservations.conclude(session);
        },
        routeMedia: (session) => this.#rooms.reroute(session.id),
        departed: (session, { id, deviceId }, why) => {
          // Out of media first; the channel and all methods know no such place from this step on.
          this.#rooms.closeParticipant(session.id, id);
          this.#presence.lineOf(deviceId)?.notify('session.departed', { sessionId: session.id, why });
        },
        erased: (session) => {
          tickets.sessionErased(session.id);
          this.#channel.forget(session.id);
          this.tray.erased(session.id);
        },
      },
    });
    this.#channel = new Channel({
      store: new MessageStore(database),
      keyOf: (id) => this.sessions.keyOf(id),
      quotaBytes: config.server.channel.quotaBytes,
      onFull: (session) => audit.note({ actor: 'server', action: 'channel.quotaReached', subject: { session } }),
    });
    this.#watch = new DeviceWatch({
      clock,
      log,
      register: devices,
      rows: around.deviceRows,
      lines: () => this.#presence.lines(),
      expel: (line, code, reason) => this.#expel(line, code, reason),
      note: (entry) => audit.note(entry),
    });
    const enrolment = new Enrolment({
      register: devices,
      rows: around.deviceRows,
      now: () => clock.now(),
      codeLifeMs: config.server.enrolmentCodeMinutes * 60_000,
      record: (entry) => audit.append(entry),
      onCertified: (certified) => this.#watch.certified(certified),
      onRevocations: () => this.#watch.revocationsChanged(),
    });
    this.#enrolment = enrolment;
    this.beforeHello = {
      'enrolment.request': (data) => enrolment.request(parseRequest(methods['enrolment.request'].request, data)),
      'enrolment.collect': (data) =>
        enrolment.collect(parseRequest(methods['enrolment.collect'].request, data).keyHash),
    };
    this.#parcels = new Parcels(config.server.dataDir, config.server.tray);
    this.tray = new TrayRoom({
      log,
      tokens: new TrayTokens(clock),
      parcels: this.#parcels,
      placeOf: (device, id) => this.sessions.placeOf(device, id),
      isHeld: (id) => this.sessions.get(id) !== undefined,
      stored: (session, owner, parcel, chunk) => this.#crier.parcelGrew(session, owner, parcel, chunk),
      onFull: (session) => audit.note({ actor: 'server', action: 'tray.quotaReached', subject: { session } }),
    });
    const relay = new Relay({
      clock,
      log,
      missedBy: (id, participant, after) => this.#channel.missedBy(id, participant, after),
      isReadable: (id) => this.sessions.get(id) !== undefined,
    });
    const joined = {
      sessions: this.sessions,
      reservations: this.#reservations,
      board: this.#board,
      bookings: new BookingDesk({
        tickets,
        tries: tickets,
        clock,
        note: (entry) => audit.note(entry),
        boothOf: (sessionId) => {
          const session = this.sessions.get(sessionId);
          return session !== undefined && isLive(session) ? session.kiosk.deviceId : null;
        },
      }),
      rooms: this.#rooms,
      channel: this.#channel,
      tray: this.tray,
      presence: this.#presence,
      relay,
      media: config.server.media,
    };
    this.routes = {
      ping: route(methods.ping, ANYBODY, () => ({ serverTime: clock.now() })),
      ...sessionRoutes(joined),
      ...stillRoutes({ ...joined, note: (entry) => audit.note(entry) }),
      ...mediaRoutes(joined),
      ...channelRoutes(joined),
      ...deviceRoutes({
        clock,
        register: devices,
        enrolment,
        isHere: (id) => this.#presence.lineOf(id) !== undefined,
      }),
      ...templateRoutes({
        clock,
        templates: new TemplateStore(database),
        record: (entry) => audit.append(entry),
        nameAt: (line) => this.#people.badge(line.device).name,
        onChanged: () => {
          for (const line of this.#presence.lines())
            if (line.device.role === 'clerk') line.notify('templates.changed', {});
        },
      }),
      ...readCardRoutes({ ...joined, record: (entry) => audit.append(entry) }),
      ...savedFormsRoutes({ ...joined, record: (entry) => audit.append(entry) }),
      ...peopleRoutes(this.#people),
      ...trayWireRoutes(joined),
    };
  }

  /** Takes up the sessions and documents that a former run left. @throws {MasterKeyError} */
  restore(): void {
    this.sessions.restore();
    this.#parcels.restore((id) => this.sessions.get(id) !== undefined);
  }

  /**
   * A device has shown who it is. The line hears nothing but this answer until `settle`, so that the answer to `hello`
   * is the first thing that it learns.
   */
  welcome(line: Line, hello: RequestOf<'hello'>): ResponseOf<'hello'> {
    const { device } = line;
    this.#people.arrive(line, hello.personToken ?? null);
    // First: a device that cannot be recorded is not let in.
    this.#around.audit.append({
      actor: byDevice(device.id),
      action: 'device.connected',
      subject: { role: device.role },
    });
    this.#enrolment.met(line.certified);
    this.sessions.deviceArrived(device.id);
    const placed = this.sessions.ofDevice(device.id);
    const session = placed ? this.#board.view(placed.session) : null;
    if (session) this.#board.remember(line, session);
    const desks = this.#board.desksOf(device);
    this.#board.rememberDesks(line, desks);
    return {
      protocol: PROTOCOL,
      person: this.#people.stateAt(device),
      role: device.role,
      name: device.name,
      department: device.department,
      desks,
      session,
      participantId: placed?.seat.id ?? null,
      serverTime: this.#around.clock.now(),
      revocations: this.#around.devices.revocationBytes,
      renewal: this.#renewalFor(line),
    };
  }

  /** @throws {Refusal} `forbidden` when the person at the line, or nobody being there, does not allow it */
  allow(line: Line, method: keyof Routes): void {
    this.#people.allow(line, method);
  }

  /**
   * The line takes part from now on. A client whose transports this server does not have (it was restarted, or a worker
   * died while the client was away) is told so by `media.reset`.
   */
  settle(line: Line): void {
    const { id } = line.device;
    this.#presence.arrive(line);
    this.#watch.arrived(line);
    this.#around.log.info({ device: id }, 'device is here');
    const placed = this.sessions.ofDevice(id);
    // Another window than before may sit there now.
    this.#attendanceChanged(id);
    const places = [
      ...(placed && isLive(placed.session) ? [{ sessionId: placed.session.id, participantId: placed.seat.id }] : []),
      ...this.#reservations.ofDevice(id),
    ];
    for (const { sessionId, participantId } of places) {
      if (!this.#rooms.hasTransportOf(sessionId, participantId)) line.notify('media.reset', { sessionId });
    }
    this.#board.changed();
  }

  leave(line: Line): void {
    const { id } = line.device;
    this.#watch.left(line);
    this.#people.leave(line);
    if (this.#closed || !this.#presence.leave(line)) return;
    this.#around.log.info({ device: id }, 'device is away');
    this.sessions.deviceLeft(id);
    this.#board.changed();
    this.#around.clock.after(this.#around.config.server.graceSeconds * 1000, () => {
      if (!this.#presence.lineOf(id)) this.#reservations.release(this.#reservations.ofDevice(id));
    });
    this.#around.audit.note({ actor: byDevice(id), action: 'device.disconnected', subject: {} });
  }

  /** What whoever operates the server has to know at its start. */
  startWarnings(): string[] {
    return this.#people.startWarnings();
  }

  /** The city's OpenID Connect provider, if it has one. */
  get provider(): Provider | null {
    return this.#people.provider;
  }

  /** Who receives whom in a session at this moment. */
  flowsIn(sessionId: SessionId): readonly Flow[] {
    return this.#rooms.flowsIn(sessionId);
  }

  close(): void {
    this.#closed = true;
    this.#watch.close();
    this.#desertion.close();
    this.#people.close();
    this.#board.close();
    this.#rooms.closeAll();
    this.sessions.close();
  }

  /** The newest certificate of the line's key when it lasts longer than the one shown. */
  #renewalFor({ certified }: Line): Uint8Array<ArrayBuffer> | null {
    const newest = this.#around.devices.ofKey(keyHashOf(certified.certificate.publicKey));
    return newest && newest.certificate.notAfter > certified.certificate.notAfter ? newest.bytes : null;
  }

  /**
   * Out of media at once. A booth has erased what it had and cannot come back into its session, so that one is over; a clerk's takes the usual way
   * of somebody whose line broke.
   */
  #expel(line: Line, code: number, reason: string): void {
    const { id } = line.device;
    const placed = this.sessions.ofDevice(id);
    if (placed) this.#rooms.closeParticipant(placed.session.id, placed.seat.id);
    this.#reservations.release(this.#reservations.ofDevice(id));
    // First, so that the device hears why it is out, and not that a session ended.
    line.close(code, reason);
    if (placed && placed.seat.id === placed.session.kiosk.id && isLive(placed.session)) {
      this.sessions.end(id, placed.session.id, 'put-out', 'server');
    }
  }

  /** Another person, or none, or behind a locked screen: what they looked at is taken away and the desks are drawn anew. */
  #personChanged(deviceId: DeviceId): void {
    if (this.#closed) return;
    const line = this.#presence.lineOf(deviceId);
    if (line) {
      const state = this.#people.stateAt(line.device);
      if (state.phase !== 'in' || state.locked) this.#reservations.release(this.#reservations.ofDevice(deviceId));
      line.notify('person.state', { state });
    }
    this.#attendanceChanged(deviceId);
    this.#board.changed();
  }

  /** Whether a participant's clerk has left their screen. The booth has no person to log in. */
  #isAway(session: Session, id: ParticipantId): boolean {
    const seat = seatOf(session, id);
    return seat !== undefined && id !== session.kiosk.id && this.#people.isAway(seat.deviceId);
  }

  /** Somebody left or came back to a clerk's screen: nothing is seen or heard meanwhile, and the others are told. */
  #attendanceChanged(deviceId: DeviceId): void {
    const session = this.sessions.ofDevice(deviceId)?.session;
    if (session === undefined || !isLive(session) || session.kiosk.deviceId === deviceId) return;
    if (!this.#around.config.server.people.logIn) return;
    this.#rooms.reroute(session.id);
    this.#crier.announce(session);
    this.#desertion.look(deviceId);
  }

  /** Whoever may not go on with a session there is out of it at once. */
  #endAt(deviceId: DeviceId, reason: EndReason = 'server'): void {
    const placed = this.sessions.ofDevice(deviceId);
    if (placed && isLive(placed.session)) this.sessions.end(deviceId, placed.session.id, reason, 'server');
  }
}
