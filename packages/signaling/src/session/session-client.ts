import { inspectPage, type InspectPage } from '@mado/inspection';
import type { types } from 'mediasoup-client';
import { Store, sleep } from '../core/index.ts';
import type { ConnectionState } from '../client/connection-state.ts';
import type { ConnectionFault, SignalingClientOptions, Welcome } from '../client/signaling-client.ts';
import { SignalingClient } from '../client/signaling-client.ts';
import { isRefusal } from '../client/signaling-error.ts';
import type { LocalTracks } from '../media/index.ts';
import type { AskTray, MakePreview } from '../parcel/index.ts';
import { askByFetch, previewInBrowser, trayOrigin } from '../parcel/index.ts';
import type { IdentitySource, MessageKeySafe, OpenFrameWorker } from '../seal/index.ts';
import type { Say } from '../channel/session-channel.ts';
import type { Departure, Desk, DeviceRole, Participant, ParticipantId, SessionId, SessionView } from '../wire/index.ts';
import { GONE_AFTER_SECONDS } from '../wire/index.ts';
import { AwayClock } from './away-clock.ts';
import type { CommandEnd, PlaceFault } from './session-place.ts';
import { SessionPlace } from './session-place.ts';

export interface SessionClientOptions extends SignalingClientOptions {
  readonly forceTcp: boolean;
  /** This device's place in the city, from its host process. */
  readonly identity: IdentitySource;
  /** In the host process; without it, what was said is lost when all screens of a session are loaded again at once. */
  readonly safe?: MessageKeySafe;
  /** Null: this end has no media (tests without WebRTC). */
  readonly openFrameWorker: OpenFrameWorker | null;
  /** For tests without WebRTC. */
  readonly handlerFactory?: types.HandlerFactory;
  /** How documents go to the server's tray and come from it; the browser's own fetch unless given. */
  readonly askTray?: AskTray;
  readonly makePreview?: MakePreview;
  readonly inspect?: InspectPage;
}

/** How long screens wait for new keys while somebody is being removed, in milliseconds: drawing would hold the keys up. */
const SCREENS_AFTER_MS = 300;

/** Who this device is, as the server's configuration names it. */
export interface Identity {
  readonly role: DeviceRole;
  readonly name: string;
  readonly department: string;
}

export interface SessionSnapshot<C extends CommandEnd> {
  readonly connection: ConnectionState;
  /** Null before the first `hello`. */
  readonly identity: Identity | null;
  /** Kiosk: where one can check in. Clerk: the desks they serve. */
  readonly desks: readonly Desk[];
  /** The session in which this device sits, from check-in or admission until it confirmed the erasure. */
  readonly session: SessionView | null;
  /** What this device has in the session. At the clerk's it is there from `prepare` on, before there is a `session`. */
  readonly place: SessionPlace<C> | null;
}

export type SessionFault = { readonly part: 'connection'; readonly fault: ConnectionFault } | PlaceFault;

export interface SessionClientEvents {
  /** The session changed in any way; null when there is none any more. */
  session: [SessionView | null];
  /** The session is over: thank, then `confirmErased`. Told once a session, also after a reload. */
  ended: [SessionView];
  /** This device has no place in the session any more, which goes on. Nothing of it is left here. */
  departed: [{ readonly session: SessionView; readonly why: Departure }];
  /** At a kiosk: somebody was shown a still of whoever waits here; `by` as their certificate names them. */
  looked: [{ readonly by: string }];
  /** The line has been away for so long that nothing of any session may be left at this device. Told after `ended`, if there was one. */
  gone: [];
  fault: [SessionFault];
}

/**
 * A device's life on the server: one connection and at most one session. After every `hello` the server says in which
 * session the device sits, and the client takes it up again, be it after a broken line or a reloaded screen.
 * `KioskClient` and `ClerkClient` add what each of them may ask for.
 */
export abstract class SessionClient<C extends CommandEnd> extends Store<SessionSnapshot<C>, SessionClientEvents> {
  readonly signaling: SignalingClient;
  readonly #options: SessionClientOptions;
  #tracks: LocalTracks = {};
  #clockOffsetMs = 0;
  #endedTold: SessionId | null = null;
  /** Was over here before the server said so, which may believe that it goes on. */
  #givenUp: SessionId | null = null;
  readonly #away = new AwayClock(GONE_AFTER_SECONDS * 1000, () => {
    this.#giveUp();
    this.emit('gone');
  });
  /** A view that is shown as soon as everybody in it has new keys. */
  #unshown: SessionView | null = null;
  /** The newest list of revocations that the server passed on. */
  #list: Uint8Array | null = null;

  constructor(options: SessionClientOptions) {
    super({ connection: { phase: 'closed' }, identity: null, desks: [], session: null, place: null });
    this.#options = options;
    this.signaling = new SignalingClient(options);
    this.#listen();
  }

  get session(): SessionView | null {
    return this.getSnapshot().session;
  }

  get place(): SessionPlace<C> | null {
    return this.getSnapshot().place;
  }

  /** This moment on the server's clock, for waiting times; milliseconds since the Unix epoch. */
  serverNow(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  connect(): void {
    this.signaling.connect();
  }

  /** Hangs up and drops everything; the place in the session stays on the server for its grace time. */
  close(): void {
    this.place?.destroy();
    this.patch({ place: null, session: null });
    this.signaling.close();
  }

  /** The camera and microphone for this and later sessions. In the waiting room they are made ready and send nothing. */
  useTracks(tracks: LocalTracks): void {
    this.#tracks = { ...this.#tracks, ...tracks };
    this.#drive();
  }

  /** Says that the other end's first frame is on the screen; both having said so makes the session `active`. */
  async confirmJoined(): Promise<void> {
    const { session } = this;
    if (session === null) return;
    const answer = await this.signaling.request('session.joined', { sessionId: session.id });
    this.applyView(answer.session);
  }

  /**
   * Destroys all that this screen has of a session, then tells the server so. Resolves only when the server knows; waits
   * through a broken line. Nothing is left here from the moment of the call. Asked again after a failure it tells the
   * server again; another session that began meanwhile is left alone.
   */
  async confirmErased(sessionId: SessionId): Promise<void> {
    this.#dropIf(sessionId);
    try {
      if (this.#givenUp === sessionId)
        await this.signaling.request('session.end', { sessionId, reason: 'abandoned' }, { deadlineMs: null });
      await this.signaling.request('session.erased', { sessionId }, { deadlineMs: null });
    } catch (error) {
      // Erased already, at the end of its time.
      if (!isRefusal(error, 'not-found')) throw error;
    }
    // A line that came back meanwhile brought the ended session along.
    this.#dropIf(sessionId);
  }

  /** Whether this device makes a session's group of devices, or asks to be let into it. */
  protected abstract readonly founder: boolean;

  protected abstract makeCommands(self: ParticipantId, say: Say): C;

  /** For the role's own parts; runs after the session was taken up. */
  protected abstract welcomed(welcome: Welcome): void;

  /** Asks for the end of the session and applies it. */
  protected async end(reason: 'finished' | 'left'): Promise<void> {
    const { session } = this;
    if (session === null || session.state === 'ended' || session.state === 'erased') return;
    const answer = await this.signaling.request('session.end', { sessionId: session.id, reason }, { deadlineMs: null });
    this.applyView(answer.session);
  }

  /** Takes a place, or keeps it when it is the same one. */
  protected sit(sessionId: SessionId, participantId: ParticipantId): SessionPlace<C> {
    const present = this.place;
    if (present?.sessionId === sessionId && present.participantId === participantId) return present;
    present?.destroy();
    const { url, forceTcp, handlerFactory, identity, safe, openFrameWorker, askTray, makePreview, inspect } =
      this.#options;
    const place = new SessionPlace<C>({
      sessionId,
      participantId,
      request: this.signaling.request,
      forceTcp,
      founder: this.founder,
      identity,
      safe: safe ?? null,
      openFrameWorker,
      commands: (self, say) => this.makeCommands(self, say),
      trayOrigin: trayOrigin(url),
      askTray: askTray ?? askByFetch,
      makePreview: makePreview ?? previewInBrowser,
      inspect: inspect ?? inspectPage,
      ...(handlerFactory === undefined ? {} : { handlerFactory }),
    });
    place.on('fault', (fault) => this.emit('fault', fault));
    place.on('silent', () => {
      void this.signaling.probe().then((whole) => (whole ? place.media.handleSilent() : undefined));
    });
    // The host may not have kept it yet.
    if (this.#list !== null) void place.seal.setRevocations(this.#list).catch(() => undefined);
    this.patch({ place });
    return place;
  }

  /** Renders a view of the own session and does what its state asks for. */
  protected applyView(told: SessionView): void {
    const { place } = this;
    const session = told.id === this.#givenUp ? over(told, this.serverNow()) : told;
    if (session.id !== place?.sessionId) return;
    place.setParticipants(session.participants, session.course);
    // Picture, sound and keys before everything else: what listens to the change draws a whole screen.
    const isOn = session.state === 'admitted' || session.state === 'active';
    if (isOn) place.enter(this.#tracks);
    if (!isOn || place.seal.parting === null) this.#show(session);
    else {
      this.#unshown = session;
      this.#afterParting(place, () => {
        if (this.#unshown === session && this.place === place) this.#show(session);
      });
    }
  }

  #show(session: SessionView): void {
    this.#unshown = null;
    this.patch({ session });
    this.emit('session', session);
    this.#drive();
  }

  /** At once, or when everybody but who goes has new keys. */
  #afterParting(place: SessionPlace<C>, then: () => void): void {
    const { parting } = place.seal;
    if (parting === null) then();
    else void Promise.race([parting, sleep(SCREENS_AFTER_MS)]).then(then);
  }

  #dropIf(sessionId: SessionId): void {
    if ((this.session?.id ?? this.place?.sessionId) === sessionId) this.drop();
  }

  /** Forgets the session and destroys what is here of it. */
  protected drop(): void {
    this.#unshown = null;
    this.place?.destroy();
    const had = this.session !== null;
    this.patch({ place: null, session: null });
    if (had) this.emit('session', null);
  }

  /** Destroys what is here of a session in which this device has no place any more, and tells so once. */
  protected departed(sessionId: SessionId, why: Departure): void {
    const { session } = this;
    if (session?.id !== sessionId) return;
    this.drop();
    this.emit('departed', { session, why });
  }

  protected patch(patch: Partial<SessionSnapshot<C>>): void {
    this.setSnapshot({ ...this.getSnapshot(), ...patch });
  }

  /** Brings the place to where the session is. Doing it again changes nothing. */
  #drive(): void {
    const { session, place } = this;
    if (place === null) return;
    switch (session?.state) {
      case undefined:
      case 'waiting':
        place.prepare(this.#tracks);
        break;
      case 'admitted':
      case 'active':
        place.enter(this.#tracks);
        break;
      case 'ended':
        place.leave();
        this.#tellEnd();
        break;
      case 'erased':
        this.#tellEnd();
        this.drop();
    }
  }

  #tellEnd(): void {
    const { session } = this;
    if (session === null || this.#endedTold === session.id) return;
    this.#endedTold = session.id;
    this.emit('ended', session);
  }

  #greeted(welcome: Welcome): void {
    const { role, name, department, desks, session, participantId, serverTime, revocations, renewal } = welcome;
    if (revocations !== null) this.#revoked(revocations);
    if (renewal !== null) this.#renewed(renewal);
    this.#clockOffsetMs = serverTime - Date.now();
    this.#away.limitMs = (welcome.goneAfterSeconds ?? GONE_AFTER_SECONDS) * 1000;
    const late = this.#away.arrived();
    this.patch({ identity: { role, name, department }, desks });
    if (session !== null && participantId !== null) {
      const before = this.place;
      const place = this.sit(session.id, participantId);
      if (late) this.#givenUp = session.id;
      this.applyView(session);
      if (place === before) place.handleReconnected();
    } else {
      // The server gave the place away while the line was down: it was away too long, and the session is erased.
      this.#giveUp();
    }
    this.welcomed(welcome);
  }

  /** Over at this end without a word of the server: the end is told, and everything of it destroyed. */
  #giveUp(): void {
    const { session } = this;
    if (session === null) return;
    this.#givenUp = session.id;
    this.applyView(session);
    this.drop();
  }

  /** A list of revocations: it counts in the running session at once, and the host keeps it. Each checks it for itself. */
  #revoked(list: Uint8Array<ArrayBuffer>): void {
    this.#list = list;
    void this.place?.seal.setRevocations(list).catch(() => undefined);
    // A host that is away gets it with the next `hello`.
    this.#options.identity.keepRevocations(list).catch(() => undefined);
  }

  #renewed(certificate: Uint8Array<ArrayBuffer>): void {
    this.#options.identity.keepCertificate(certificate).catch(() => undefined);
  }

  #listen(): void {
    const { signaling } = this;
    signaling.on('state', (connection) => {
      if (connection.phase !== 'online') this.place?.handleLost();
      this.patch({ connection });
      this.#away.follow(connection);
    });
    signaling.on('welcome', (welcome) => this.#greeted(welcome));
    signaling.on('fault', (fault) => this.emit('fault', { part: 'connection', fault }));
    signaling.on('identity.revocations', ({ list }) => this.#revoked(list));
    signaling.on('identity.renewal', ({ certificate }) => this.#renewed(certificate));
    signaling.on('desk.list', ({ desks }) => this.patch({ desks }));
    signaling.on('session.state', ({ session }) => this.applyView(session));
    signaling.on('session.departed', ({ sessionId, why }) => this.departed(sessionId, why));
    signaling.on('session.participant', ({ sessionId, participant }) => {
      const session = this.#unshown ?? this.session;
      if (session?.id !== sessionId) return;
      this.applyView({ ...session, participants: withParticipant(session.participants, participant) });
    });
    const placeOf = (sessionId: SessionId) => (this.place?.sessionId === sessionId ? this.place : null);
    signaling.on('media.producerAdded', ({ sessionId, producer }) =>
      placeOf(sessionId)?.media.handleProducerAdded(producer),
    );
    signaling.on('media.producerRemoved', ({ sessionId, producerId }) => {
      const place = placeOf(sessionId);
      if (place !== null) this.#afterParting(place, () => place.media.handleProducerRemoved(producerId));
    });
    signaling.on('media.producerPaused', ({ sessionId, producerId, paused }) =>
      placeOf(sessionId)?.media.handleProducerPaused(producerId, paused),
    );
    signaling.on('media.reset', ({ sessionId }) => placeOf(sessionId)?.media.handleReset());
    signaling.on('tray.stored', ({ sessionId, owner, parcel, chunk }) =>
      placeOf(sessionId)?.handleStored(owner, parcel, chunk),
    );
    signaling.on('channel.hint', ({ sessionId, from, payload }) => {
      void placeOf(sessionId)?.pointing.handle(from, payload);
    });
    signaling.on('channel.message', (message) => placeOf(message.sessionId)?.channel.handleMessage(message));
  }
}

function withParticipant(participants: readonly Participant[], changed: Participant): Participant[] {
  const others = participants.filter(({ id }) => id !== changed.id);
  return others.length === participants.length
    ? [...others, changed]
    : participants.map((participant) => (participant.id === changed.id ? changed : participant));
}

/** A session as it ended for whom it was out of reach. */
function over(session: SessionView, at: number): SessionView {
  if (session.state === 'ended' || session.state === 'erased') return session;
  return { ...session, state: 'ended', endReason: 'abandoned', endedAt: at };
}
