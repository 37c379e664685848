import type { EnrolmentDesk } from '@mado/enrolment-ui';
import { untilAnswered } from '@mado/rpc';
import type { KioskClient } from '@mado/signaling';
import {
  refusalCode,
  RemoteFaces,
  SignalingError,
  Store,
  type ConnectionState,
  type ErrorCode,
  type SessionId,
  type Signal,
} from '@mado/signaling';
import { textIn, type DisplaySettings } from '@mado/ui';
import type { KioskActions } from '../screens/actions.ts';
import { keyOf, refusedAs } from '../state/booking.ts';
import { transition } from '../state/transition.ts';
import type { KioskEvent } from '../state/kiosk-event.ts';
import { firstState, type KioskState, type Line } from '../state/kiosk-state.ts';
import { boothCard, cardActions } from './booth-card.ts';
import { BoothCapture } from './booth-capture.ts';
import { lookAtBooking } from './booking.ts';
import type { CardReading } from './card-reading.ts';
import { deviceWork } from './device-work.ts';
import { DisplayMemory } from './display-memory.ts';
import { erase, eraseLeftovers } from './erasure.ts';
import type { KioskHost } from './kiosk-host.ts';
import { PaperShelf, type OpenPdf } from './paper-shelf.ts';
import { watchPlace } from './place-watch.ts';
import { hush, ringBell, speak } from './sounds.ts';
import { Speaking } from './speaking.ts';
import { takeStill } from './still.ts';

const TICK_MS = 500;

/** The booth at work: the state, and everything that moves it or that it moves. */
export class Kiosk extends Store<KioskState> {
  readonly capture: BoothCapture;
  readonly faces: RemoteFaces;
  /** Who of several clerks speaks now. */
  readonly speaking = new Speaking();
  readonly shelf: PaperShelf;
  readonly display: DisplayMemory;
  readonly actions: KioskActions;
  readonly enrolment: EnrolmentDesk;
  readonly #host: KioskHost;
  readonly #client: KioskClient;
  readonly #card: CardReading;
  #unwatchPlace: (() => void) | null = null;
  #watched: KioskClient['place'] = null;
  readonly #erasing = new Set<SessionId>();

  constructor(host: KioskHost, client: KioskClient, enrolment: EnrolmentDesk, openPdf: OpenPdf) {
    super(firstState(Date.now()));
    this.shelf = new PaperShelf(openPdf);
    this.enrolment = enrolment;
    this.#host = host;
    this.#client = client;
    this.#card = boothCard(host, client, (event) => this.dispatch(event));
    this.display = new DisplayMemory(sessionStorage);
    this.capture = new BoothCapture({
      devices: navigator.mediaDevices,
      onCapture: (capture) => this.dispatch({ type: 'capture', capture }),
      onTracks: (tracks) => client.useTracks(tracks),
      onFault: (error) => reportError(error),
    });
    this.faces = new RemoteFaces(() => {
      this.dispatch({ type: 'face-seen' });
      client.confirmJoined().catch((error: unknown) => this.#unlessOver(error));
    });
    this.faces.subscribe(() => this.speaking.follow(this.faces.getSnapshot()));
    this.actions = this.#makeActions();
    this.#listen();
  }

  /** Begins to listen to the server and the clock. */
  start(profile: { readonly booth: string; readonly idleSeconds: number; readonly waitingSeconds: number }): void {
    const [idleMs, waitingMs] = [profile.idleSeconds * 1000, profile.waitingSeconds * 1000];
    this.dispatch({ type: 'profile', booth: profile.booth, idleMs, waitingMs });
    this.#begin().catch(reportError);
    setInterval(() => {
      const at = Date.now();
      this.dispatch({ type: 'tick', at });
      this.enrolment.tick(at);
    }, TICK_MS);
  }

  /** A device whose store cannot be used has nothing to say to the server. */
  async #begin(): Promise<void> {
    if (await untilAnswered(() => this.enrolment.start())) this.#client.connect();
  }

  /** Somebody touched the screen or a key. */
  touched(): void {
    this.dispatch({ type: 'touched', at: Date.now() });
  }

  dispatch(event: KioskEvent): void {
    const before = this.getSnapshot();
    const after = transition(before, event);
    this.setSnapshot(after);
    if (before.screen.name !== after.screen.name) this.#arrived(after);
    if (before.idle.phase !== after.idle.phase && after.screen.name === 'waiting') this.#leftAlone(after.idle);
  }

  /** Nobody has touched the booth for long although somebody waits in it. */
  #leftAlone({ phase }: KioskState['idle']): void {
    // Whoever nods off is woken before their turn is lost.
    if (phase === 'asking') ringBell();
    else if (phase === 'gone') this.#client.leave().catch((error: unknown) => this.#unlessOver(error));
  }

  /** What a new screen needs. */
  #arrived({ screen, capture }: KioskState): void {
    switch (screen.name) {
      case 'equipment':
        this.#open();
        this.#lookForHeadset().catch(reportError);
        break;
      case 'waiting':
      case 'call':
        // A reloaded screen: the citizen agreed before and is asked nothing again.
        if (capture.phase === 'off') this.#open();
        break;
      case 'attract':
        this.capture.close();
        this.display.reset();
        break;
      // Whoever goes back from the trial, or is through, is not looked at any more.
      default:
        if (capture.phase !== 'off') this.capture.close();
    }
  }

  #open(): void {
    this.capture.open().catch(reportError);
  }

  #listen(): void {
    const client = this.#client;
    client.subscribe(() => {
      const { connection, desks } = client.getSnapshot();
      this.#connection(connection);
      if (desks !== this.getSnapshot().desks) this.dispatch({ type: 'desks', desks });
      this.#watchPlace();
    });
    client.on('session', (session) => {
      this.dispatch({ type: 'session', session, at: Date.now() });
      if (session !== null) this.faces.setPresent(session.participants.map(({ id }) => id));
    });
    client.signaling.once('welcome', ({ session }) => {
      if (session === null) this.#eraseLeftovers();
    });
    client.showStills(() => takeStill(this.capture.getSnapshot()));
    client.on('looked', ({ by }) => this.dispatch({ type: 'looked', by }));
    client.on('ended', ({ id }) => this.#erase(id));
    // Whatever a page that was loaded again without a line does not know of.
    client.on('gone', () => {
      if (this.#erasing.size === 0) this.#eraseLeftovers();
    });
    this.#host.subscribe(() => this.dispatch({ type: 'host', host: this.#host.state === 'lost' ? 'away' : 'open' }));
    this.#host.on('devices', ({ headset }) => {
      this.dispatch({ type: 'headset', connected: headset.connected });
      if (this.#watched?.channel.restored) this.#reportDevices().catch((error: unknown) => this.#unlessOver(error));
    });
  }

  #connection(connection: ConnectionState): void {
    if (connection.phase === 'refused') this.#putOut(connection.code, connection.clockAheadMs);
    else if (connection.phase === 'replaced') this.dispatch({ type: 'out', out: { cause: 'replaced' } });
    else if (connection.phase === 'online' || connection.phase === 'reconnecting')
      this.enrolment.line(connection.phase === 'online');
    const line = lineOf(connection);
    const present = this.getSnapshot().line;
    const same =
      present.phase === line.phase &&
      (line.phase !== 'broken' || present.phase !== 'broken' || present.since === line.since);
    if (!same) this.dispatch({ type: 'line', line });
  }

  /** The server does not let this device in, or has put it out in the middle of a session. */
  #putOut(code: ErrorCode, clockAheadMs: number | null): void {
    const { out } = this.getSnapshot();
    if (out?.cause === 'refused' && out.code === code) return;
    this.enrolment.refused(code, clockAheadMs);
    this.dispatch({ type: 'out', out: { cause: 'refused', code } });
    if (this.#client.place === null) return;
    // Nobody can ask this device to erase any more; so it does it by itself.
    this.#forget();
    this.#client.close();
    this.#eraseLeftovers();
  }

  #watchPlace(): void {
    const { place } = this.#client;
    if (place === this.#watched) return;
    this.#unwatchPlace?.();
    this.#unwatchPlace = null;
    this.#watched = place;
    if (place === null) return;
    this.#unwatchPlace = watchPlace({
      place,
      dispatch: (event) => this.dispatch(event),
      shelf: this.shelf,
      faces: this.faces,
      onNotice: (notice) => {
        // The voice is Japanese; whoever chose another language reads.
        const { language } = this.display.getSnapshot();
        if (notice !== null && language.startsWith('ja')) speak(textIn(language)(`notice.${notice}`));
      },
    });
    place.commands.setExecutor(
      deviceWork({
        host: this.#host,
        tray: place.tray,
        setVolume: (level) => this.dispatch({ type: 'volume-set', level, at: Date.now() }),
        reportDevices: () => this.#reportDevices(),
        card: this.#card,
        onScan: (documentId) => this.dispatch({ type: 'paper-shown', documentId, page: 0 }),
        onFault: (error) => reportError(error),
      }),
    );
  }

  async #reportDevices(): Promise<void> {
    const { scanner, printer, cardReader } = await this.#host.call('devices', {});
    await this.#watched?.commands.reportDevices({ scanner, printer, cardReader });
  }

  async #lookForHeadset(): Promise<void> {
    const { headset } = await this.#host.call('devices', {});
    this.dispatch({ type: 'headset', connected: headset.connected });
  }

  /** The session is over: nothing of it may be left here. */
  #erase(sessionId: SessionId): void {
    if (this.#erasing.has(sessionId)) return;
    this.#erasing.add(sessionId);
    erase({
      forget: () => this.#forget(),
      eraseHost: () => this.#host.call('erase', {}),
      confirm: () => this.#client.confirmErased(sessionId),
      onErased: () => this.dispatch({ type: 'erasure', erasure: 'erased' }),
      onSlow: () => this.dispatch({ type: 'erasure', erasure: 'unconfirmed' }),
      onFault: (error) => reportError(error),
    })
      .catch(reportError)
      .finally(() => this.#erasing.delete(sessionId));
  }

  /** Keys and pages first: they do not wait for the host, which may be away for long. */
  #forget(): void {
    this.#client.place?.destroy();
    this.capture.close();
    hush();
    this.#card.close();
    this.#unwatchPlace?.();
    this.#unwatchPlace = null;
    this.faces.clear();
    this.shelf.clear();
  }

  /** A page that begins without a session may follow one that died in the middle of somebody's. */
  #eraseLeftovers(): void {
    eraseLeftovers({
      eraseHost: () => this.#host.call('erase', {}),
      isNeeded: () => this.#client.place === null,
      onFault: (error) => reportError(error),
    }).catch(reportError);
  }

  #press(signal: Signal): void {
    this.dispatch({ type: 'signal-sent', signal, at: Date.now() });
    this.#watched?.signals.press(signal).catch((error: unknown) => this.#unlessOver(error));
  }

  #bookingNext(): void {
    const { screen } = this.getSnapshot();
    if (screen.name !== 'booking' || screen.entry.asking) return;
    const key = screen.entry.step === 'pin' ? keyOf(screen.entry) : null;
    if (key === null) {
      this.dispatch({ type: 'booking-next' });
      return;
    }
    this.dispatch({ type: 'booking-asking' });
    lookAtBooking(this.#client, key)
      .then(
        (event) => this.dispatch(event),
        (error: unknown) => {
          this.dispatch({ type: 'booking-trouble', trouble: refusedAs(refusalCode(error)) });
          if (!(error instanceof SignalingError)) throw error;
        },
      )
      .catch(reportError);
  }

  async #checkIn(): Promise<void> {
    const { screen } = this.getSnapshot();
    if (screen.name !== 'equipment' || screen.checkIn.phase === 'going') return;
    this.dispatch({ type: 'check-in-going' });
    try {
      const { deskId, procedureId, booking } = screen.choice;
      await this.#client.checkIn(deskId, procedureId, booking);
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      const code: ErrorCode | 'timeout' = refusalCode(error) ?? 'timeout';
      this.dispatch({ type: 'check-in-refused', code });
    }
  }

  /** What fails because the session ended meanwhile is no news. */
  #unlessOver(error: unknown): void {
    const { screen } = this.getSnapshot();
    if (screen.name === 'call' || screen.name === 'waiting') reportError(error);
  }

  #makeActions(): KioskActions {
    const dispatch = (event: KioskEvent) => this.dispatch(event);
    return {
      start: () => dispatch({ type: 'started' }),
      chooseDesk: (deskId) => dispatch({ type: 'desk-chosen', deskId }),
      chooseProcedure: (procedureId) => dispatch({ type: 'procedure-chosen', procedureId }),
      chooseBooking: () => dispatch({ type: 'booking-chosen' }),
      pressDigit: (digit) => dispatch({ type: 'digit-pressed', digit }),
      eraseDigit: () => dispatch({ type: 'digit-erased' }),
      bookingNext: () => this.#bookingNext(),
      chooseWalkIn: () => dispatch({ type: 'walk-in-chosen' }),
      agree: () => dispatch({ type: 'agreed' }),
      back: () => dispatch({ type: 'went-back' }),
      retryCapture: () => this.#open(),
      checkIn: () => {
        this.#checkIn().catch(reportError);
      },
      askToLeave: () => dispatch({ type: 'leave-asked' }),
      stay: () => dispatch({ type: 'leave-dismissed' }),
      leave: () => {
        dispatch({ type: 'leave-dismissed' });
        this.#client.leave().catch((error: unknown) => this.#unlessOver(error));
      },
      finish: () => dispatch({ type: 'finished' }),
      signal: (signal) => this.#press(signal),
      showPaper: (documentId, page) => dispatch({ type: 'paper-shown', documentId, page }),
      hidePaper: () => dispatch({ type: 'paper-hidden' }),
      card: cardActions(this.#card),
      stopWork: (commandId) => {
        dispatch({ type: 'stop-pressed', commandId });
        this.#host
          .call('job.cancel', { jobId: commandId, by: 'booth' })
          .catch((error: unknown) => this.#unlessOver(error));
      },
      callHelp: () => {
        dispatch({ type: 'help-called' });
        ringBell();
        if (this.getSnapshot().screen.name === 'call') this.#press('call-supporter');
      },
      helpDone: () => dispatch({ type: 'help-done' }),
      changeDisplay: (settings: DisplaySettings) => this.display.change(settings),
      faceElement: (who, element) => this.faces.setElement(who, element),
      soundRefused: (error) => this.#soundRefused(error),
      allowSound: () => this.#allowSound(),
    };
  }

  #soundRefused(error: unknown): void {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') {
      reportError(error);
      return;
    }
    this.dispatch({ type: 'sound-blocked', blocked: true });
    for (const element of this.faces.elements) {
      // The picture at least needs no touch.
      element.muted = true;
      element.play().catch(reportError);
    }
  }

  #allowSound(): void {
    const playing = this.faces.elements.map((element) => {
      element.muted = false;
      return element.play();
    });
    Promise.all(playing).then(() => this.dispatch({ type: 'sound-blocked', blocked: false }), reportError);
  }
}

/** The line as the citizen needs to know it. */
export function lineOf(connection: ConnectionState): Line {
  switch (connection.phase) {
    case 'online':
      return { phase: 'online' };
    case 'reconnecting':
      return { phase: 'broken', since: connection.since };
    case 'connecting':
    case 'refused':
    case 'replaced':
    case 'closed':
      return { phase: 'connecting' };
  }
}
