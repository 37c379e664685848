import { methods, type RequestOf, type ResponseOf, type SessionId } from '@mado/signaling/wire';
import { Attendance } from './attendance.ts';
import type { Audit } from './audit/audit.ts';
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
import type { DeviceRegister } from './devices/register.ts';
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
import { hears, isLive } from './session/machine.ts';
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
  readonly #presence = new Presence();
  readonly #reservations = new Reservations((session, participant) =>
    this.#rooms.closeParticipant(session, participant),
  );
  readonly #board: Board;
  readonly #crier: Crier;
  readonly #rooms: Rooms;
  readonly #channel: Channel;
  readonly #watch: DeviceWatch;
  readonly #people: People;
  readonly #desertion: Desertion;
  readonly #attendance: Attendance;

  constructor(around: Surroundings) {
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
      changed: (deviceId) => this.#attendance.personChanged(deviceId),
      thrownOut: (deviceId) => this.#attendance.endAt(deviceId),
    });
    this.#desertion = new Desertion({
      clock,
      limitMs: config.server.abandonmentSeconds * 1000,
      isDeserted: (deviceId) => {
        const session = this.sessions.ofDevice(deviceId)?.session;
        if (session === undefined || !isLive(session) || session.state === 'waiting') return false;
        return session.clerk.deviceId === deviceId && this.#people.isAway(deviceId);
      },
      end: (deviceId) => this.#attendance.endAt(deviceId, 'abandoned'),
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
        return ![one, other].some((id) => this.#attendance.isAway(session, id));
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
      expel: (line, code, reason) => this.#attendance.expel(line, code, reason),
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
    this.#attendance = new Attendance({
      ...around,
      sessions: this.sessions,
      presence: this.#presence,
      reservations: this.#reservations,
      board: this.#board,
      crier: this.#crier,
      rooms: this.#rooms,
      enrolment,
      watch: this.#watch,
      people: this.#people,
      desertion: this.#desertion,
    });
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
      ...channelRoutes({ ...joined, clock }),
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

  /** See {@link Attendance.welcome}. */
  welcome(line: Line, hello: RequestOf<'hello'>): ResponseOf<'hello'> {
    return this.#attendance.welcome(line, hello);
  }

  /** @throws {Refusal} `forbidden` when the person at the line, or nobody being there, does not allow it */
  allow(line: Line, method: keyof Routes): void {
    this.#people.allow(line, method);
  }

  /** See {@link Attendance.settle}. */
  settle(line: Line): void {
    this.#attendance.settle(line);
  }

  /** See {@link Attendance.leave}. */
  leave(line: Line): void {
    this.#attendance.leave(line);
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
    this.#attendance.close();
    this.#watch.close();
    this.#desertion.close();
    this.#people.close();
    this.#board.close();
    this.#rooms.closeAll();
    this.sessions.close();
  }
}
