import type { types } from 'mediasoup-client';
import { SerialQueue, Store, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { SignalingError, isRefusal } from '../client/signaling-error.ts';
import type { MediaSource, ProducerId, ProducerView, SessionId } from '../wire/index.ts';
import { SOURCES } from './encodings.ts';
import type { RemoteTrack } from './media-link.ts';
import { MediaLink } from './media-link.ts';
import type { MediaState, Recovery } from './media-state.ts';
import { isBroken, mediaState, nextStep, sameState } from './media-state.ts';
import type { MediaStats } from './stats.ts';
import { summarise } from './stats.ts';

export interface MediaSessionOptions {
  readonly sessionId: SessionId;
  readonly request: Requester;
  /** The server offers TCP candidates only, for lines that block UDP. */
  readonly forceTcp: boolean;
  /** For tests without WebRTC. */
  readonly handlerFactory?: types.HandlerFactory;
  /** How long a connection may take to come up or to come back before everything is made anew, in milliseconds. */
  readonly patienceMs?: number;
}

/** The tracks of this end. They stay the app's: nothing here stops them. */
export interface LocalTracks {
  readonly audio?: MediaStreamTrack;
  readonly video?: MediaStreamTrack;
}

/** Something went wrong that the session works on by itself; for logs at level `warn`. */
export interface MediaFault {
  readonly during: 'open' | 'attach' | 'announce' | 'consume' | 'verify' | 'recover';
  readonly error: unknown;
}

export interface MediaSessionEvents {
  state: [MediaState];
  remoteTrack: [RemoteTrack];
  trackEnded: [RemoteTrack];
  /** The other end switched a source off or on. */
  remotePaused: [{ readonly producerId: ProducerId; readonly source: MediaSource; readonly paused: boolean }];
  fault: [MediaFault];
}

export interface MediaSnapshot {
  readonly state: MediaState;
  readonly remotes: readonly RemoteTrack[];
}

const PATIENCE_MS = 5_000;

/**
 * Picture and sound of one session at one end. It is told what the signalling hears (`handle…`) and asks through
 * `request`; it heals by itself: an ICE restart first, then new transports. Everything that changes transports runs
 * through one queue, so two recoveries never meet.
 */
export class MediaSession extends Store<MediaSnapshot, MediaSessionEvents> {
  readonly #options: MediaSessionOptions;
  readonly #queue = new SerialQueue();
  readonly #end = new AbortController();
  readonly #tracks = new Map<MediaSource, MediaStreamTrack>();
  readonly #paused = new Set<MediaSource>();
  /** What the other participants send, as far as the server has told. */
  readonly #announced = new Map<ProducerId, ProducerView>();
  #link: MediaLink | null = null;
  #wanted = false;
  #admitted = false;
  #online = true;
  #onlineAgain: (() => void)[] = [];
  /** The transports are of no use any more. */
  #gone = false;
  #healing = false;
  #recovery: Recovery | null = null;
  #brokenSince: number | null = null;

  constructor(options: MediaSessionOptions) {
    super({ state: { phase: 'idle' }, remotes: [] });
    this.#options = options;
  }

  get state(): MediaState {
    return this.getSnapshot().state;
  }

  get remotes(): readonly RemoteTrack[] {
    return this.getSnapshot().remotes;
  }

  /**
   * In the waiting room: makes both transports and connects them, with the tracks that will be sent if they are known.
   * Sends and receives nothing. Resolves when done or when the session has begun to heal what failed.
   */
  async prepare(tracks: LocalTracks = {}): Promise<void> {
    this.#take(tracks);
    this.#wanted = true;
    await this.#queue.run(() => this.#establish());
  }

  /** After admission: sends the tracks (also those of `prepare`) and receives what the other end sends. May be called again with other tracks. */
  async publish(tracks: LocalTracks = {}): Promise<void> {
    this.#take(tracks);
    this.#wanted = true;
    this.#admitted = true;
    this.#update();
    await this.#queue.run(() => this.#establish());
  }

  /** Switches an own source off or on, at both ends. */
  async setPaused(source: MediaSource, paused: boolean): Promise<void> {
    if (paused) this.#paused.add(source);
    else this.#paused.delete(source);
    try {
      await this.#link?.setPaused(source, paused);
    } catch (error) {
      // Said again when the connection is verified.
      this.#fault('announce', error);
    }
  }

  handleProducerAdded(view: ProducerView): void {
    this.#announced.set(view.producerId, view);
    if (this.#link !== null && this.#admitted) void this.#consume(this.#link, view);
  }

  handleProducerRemoved(producerId: ProducerId): void {
    this.#announced.delete(producerId);
    this.#link?.drop(producerId);
  }

  handleProducerPaused(producerId: ProducerId, paused: boolean): void {
    const view = this.#announced.get(producerId);
    if (view === undefined) return;
    this.#announced.set(producerId, { ...view, paused });
    this.emit('remotePaused', { producerId, source: view.source, paused });
  }

  /**
   * The server has no transports of this end: its media worker died, or it was restarted. Transports that are being
   * made are not meant; if they are hit, their connection fails.
   */
  handleReset(): void {
    this.#announced.clear();
    if (this.#link !== null) this.#heal('gone');
  }

  /** The signalling is down. Media may well go on. */
  handleLost(): void {
    this.#online = false;
  }

  /** The signalling is back: is all of it still there? */
  handleReconnected(): void {
    this.#online = true;
    for (const wake of this.#onlineAgain.splice(0)) wake();
    if (this.#wanted && !this.#healing) void this.#queue.run(() => this.#verify());
  }

  /** Null while there are no transports. */
  async stats(): Promise<MediaStats | null> {
    const link = this.#link;
    return link === null ? null : summarise(await link.statistics());
  }

  /** Closes everything; nothing is sent or received from here on. */
  close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    for (const wake of this.#onlineAgain.splice(0)) wake();
    this.#closeLink();
    this.#announced.clear();
    this.#tracks.clear();
    this.#recovery = null;
    this.#update();
    this.removeAllListeners();
  }

  #take({ audio, video }: LocalTracks): void {
    if (audio !== undefined) this.#tracks.set('voice', audio);
    if (video !== undefined) this.#tracks.set('face', video);
  }

  /** Makes what is missing; what fails is left to the healing. Runs in the queue. */
  async #establish(): Promise<void> {
    if (this.#end.signal.aborted) return;
    if (this.#link === null) {
      if (this.#healing) return;
      try {
        await this.#openLink();
      } catch (error) {
        this.#fault('open', error);
        this.#heal('gone');
        return;
      }
    }
    if (this.#link !== null) await this.#carry(this.#link);
    this.#update();
  }

  async #openLink(): Promise<void> {
    const link = await MediaLink.open(this.#options);
    if (this.#end.signal.aborted) {
      link.close();
      return;
    }
    this.#link = link;
    link.on('connection', () => this.#connectionChanged(link));
    link.on('unusable', (error) => this.#failed(link, 'open', error));
    link.on('remoteTrack', (remote) => {
      this.#update();
      this.emit('remoteTrack', remote);
    });
    link.on('trackEnded', (remote) => {
      this.#update();
      this.emit('trackEnded', remote);
    });
    this.#update();
  }

  /** Attaches the tracks and, once admitted, announces them and receives the others; all at the same time. */
  async #carry(link: MediaLink): Promise<void> {
    await Promise.all([
      ...SOURCES.map(async (source) => {
        const track = this.#tracks.get(source);
        if (track === undefined || track.readyState === 'ended') return;
        try {
          await link.attach(source, track, this.#paused.has(source));
        } catch (error) {
          this.#failed(link, 'attach', error);
          return;
        }
        if (!this.#admitted) return;
        try {
          await link.announce(source);
        } catch (error) {
          this.#failed(link, 'announce', error);
        }
      }),
      ...(this.#admitted ? [this.#receive(link)] : []),
    ]);
  }

  async #receive(link: MediaLink): Promise<void> {
    const known = [...this.#announced.values()].map((view) => this.#consume(link, view));
    try {
      const { producers } = await this.#options.request('media.producers', { sessionId: this.#options.sessionId });
      for (const producerId of [...this.#announced.keys()]) {
        if (!producers.some((view) => view.producerId === producerId)) this.handleProducerRemoved(producerId);
      }
      for (const view of producers) this.#announced.set(view.producerId, view);
      await Promise.all([...known, ...producers.map((view) => this.#consume(link, view))]);
    } catch (error) {
      this.#failed(link, 'consume', error);
    }
  }

  async #consume(link: MediaLink, view: ProducerView): Promise<void> {
    try {
      await link.consume(view);
    } catch (error) {
      // A producer that went away meanwhile is no fault; one that is still announced means that the transport went.
      if (isRefusal(error, 'not-found') && !this.#announced.has(view.producerId)) return;
      this.#failed(link, 'consume', error);
    }
  }

  /** The signalling came back: asks whether the server still has what this end sends, and what there is to receive. */
  async #verify(): Promise<void> {
    const link = this.#link;
    if (link === null) {
      this.#heal('gone');
      return;
    }
    try {
      // In the waiting room there is no producer to ask about; an ICE restart tells whether the transports are there.
      await (this.#admitted ? link.confirm() : link.restartIce());
      await this.#carry(link);
    } catch (error) {
      this.#failed(link, 'verify', error);
    }
    this.#connectionChanged(link);
  }

  #connectionChanged(link: MediaLink): void {
    if (link !== this.#link) return;
    const { send, recv } = link.connections;
    if (!isBroken(send) && !isBroken(recv)) this.#brokenSince = null;
    else {
      this.#brokenSince ??= Date.now();
      this.#heal('ice');
    }
    this.#update();
  }

  /** Something did not work on `link`. What the server has lost is made anew; what the line lost is verified when it is back. */
  #failed(link: MediaLink, during: MediaFault['during'], error: unknown): void {
    if (this.#end.signal.aborted || link !== this.#link) return;
    this.#fault(during, error);
    // A negotiation that broke off halfway cannot be taken up again.
    const broken = (during === 'attach' || during === 'open') && error instanceof SignalingError;
    if (broken || isRefusal(error, 'not-found', 'media-unavailable', 'conflict')) this.#heal('gone');
  }

  #heal(cause: 'ice' | 'gone'): void {
    if (this.#end.signal.aborted || !this.#wanted) return;
    if (cause === 'gone') {
      this.#gone = true;
      this.#closeLink();
    }
    if (this.#healing) return;
    this.#healing = true;
    this.#brokenSince ??= Date.now();
    const since = this.#brokenSince;
    void this.#queue.run(() => this.#recover(since));
  }

  /** Climbs the ladder until all is sound. Runs in the queue, once at a time. */
  async #recover(since: number): Promise<void> {
    let restartTried = false;
    let sound = !this.#needsHealing();
    for (let attempt = 1; !this.#end.signal.aborted && !sound; attempt++) {
      const step = nextStep({ online: this.#online, gone: this.#gone || this.#link === null, restartTried });
      this.#recovery = { since, step, attempt };
      this.#update();
      try {
        if (step === 'wait') {
          await this.#whenOnline();
          continue;
        }
        if (step === 'restart-ice') await this.#link?.restartIce();
        else await this.#rebuild();
        restartTried = true;
        sound = (await this.#link?.sound(this.#patience, this.#end.signal)) === true && !this.#needsHealing();
      } catch (error) {
        this.#fault('recover', error);
        if (isRefusal(error, 'not-found')) this.#gone = true;
      }
      if (step === 'rebuild' && !sound) await this.#backOff(attempt);
    }
    this.#healing = false;
    this.#recovery = null;
    this.#brokenSince = null;
    this.#update();
    // What broke between the last look and now.
    if (this.#link !== null) this.#connectionChanged(this.#link);
  }

  async #rebuild(): Promise<void> {
    this.#closeLink();
    this.#gone = false;
    try {
      await this.#openLink();
    } catch (error) {
      this.#gone = true;
      throw error;
    }
    if (this.#link !== null) await this.#carry(this.#link);
  }

  #needsHealing(): boolean {
    if (this.#gone || this.#link === null) return true;
    const { send, recv } = this.#link.connections;
    return isBroken(send) || isBroken(recv);
  }

  #backOff(attempt: number): Promise<boolean> {
    return sleep(reconnectDelay(attempt, Math.random()), this.#end.signal);
  }

  async #whenOnline(): Promise<void> {
    if (this.#online || this.#end.signal.aborted) return;
    await new Promise<void>((resolve) => this.#onlineAgain.push(resolve));
  }

  get #patience(): number {
    return this.#options.patienceMs ?? PATIENCE_MS;
  }

  #closeLink(): void {
    const link = this.#link;
    link?.close();
    this.#link = null;
    this.#update();
  }

  #fault(during: MediaFault['during'], error: unknown): void {
    if (!this.#end.signal.aborted) this.emit('fault', { during, error });
  }

  #update(): void {
    const before = this.getSnapshot();
    const state = mediaState({
      closed: this.#end.signal.aborted,
      connections: this.#link?.connections ?? null,
      admitted: this.#admitted,
      receiving: this.#link?.receiving ?? false,
      brokenSince: this.#brokenSince,
      recovery: this.#recovery,
    });
    const remotes = this.#link?.remotes ?? [];
    const same = sameState(before.state, state);
    const sameRemotes = remotes.length === before.remotes.length && remotes.every((r, i) => r === before.remotes[i]);
    if (same && sameRemotes) return;
    this.setSnapshot({ state: same ? before.state : state, remotes: sameRemotes ? before.remotes : remotes });
    if (!same) this.emit('state', state);
  }
}
