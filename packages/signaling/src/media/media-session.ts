import type { types } from 'mediasoup-client';
import { SerialQueue, Store } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { SignalingError, isRefusal } from '../client/signaling-error.ts';
import type { FrameGate } from '../seal/frame-gate.ts';
import type { MediaSource, ProducerId, ProducerView, SessionId } from '../wire/index.ts';
import { SOURCES } from './encodings.ts';
import { Healing } from './healing.ts';
import type { RemoteTrack } from './media-link.ts';
import { MediaLink } from './media-link.ts';
import type { MediaState } from './media-state.ts';
import { isBroken, mediaState, sameState } from './media-state.ts';
import type { Arrived } from './standstill.ts';
import type { MediaStats } from './stats.ts';
import { summarise } from './stats.ts';

export interface MediaSessionOptions {
  readonly sessionId: SessionId;
  readonly request: Requester;
  /** The server offers TCP candidates only, for lines that block UDP. */
  readonly forceTcp: boolean;
  /** Seals what leaves and opens what arrives; null: this end has no media (tests without WebRTC). */
  readonly gate: FrameGate | null;
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
/** How much is received ahead in the waiting room, where several clerks may look at one citizen: two sources each of four. */
const MAX_AHEAD = 8;

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
  readonly #healing: Healing;

  constructor(options: MediaSessionOptions) {
    super({ state: { phase: 'idle' }, remotes: [] });
    this.#options = options;
    this.#healing = new Healing(
      this.#queue,
      {
        condition: () => this.#condition(),
        restartIce: () => this.#link?.restartIce() ?? Promise.resolve(),
        rebuild: () => this.#rebuild(),
        comesUp: () => this.#link?.sound(options.patienceMs ?? PATIENCE_MS, this.#end.signal) ?? Promise.resolve(false),
        drop: () => this.#closeLink(),
        changed: () => this.#update(),
        fault: (error) => this.#fault('recover', error),
      },
      this.#end.signal,
    );
  }

  get state(): MediaState {
    return this.getSnapshot().state;
  }

  get remotes(): readonly RemoteTrack[] {
    return this.getSnapshot().remotes;
  }

  /**
   * In the waiting room: makes both transports, connects them and negotiates all that can be known: the tracks that will be
   * sent, and what the other end will send. Sends and receives nothing: this end's encoders stay off, and the server
   * keeps both directions paused. Resolves when done or when the session has begun to heal what failed.
   */
  async prepare(tracks: LocalTracks = {}): Promise<void> {
    this.#take(tracks);
    this.#wanted = true;
    await this.#queue.run(() => this.#establish());
  }

  /**
   * After admission: sends the tracks (also those of `prepare`) and receives what the other end sends. May be called again
   * with other tracks. What was prepared is switched on before this returns, ahead of whatever a screen draws.
   */
  async publish(tracks: LocalTracks = {}): Promise<void> {
    this.#take(tracks);
    this.#wanted = true;
    const first = !this.#admitted;
    this.#admitted = true;
    const link = this.#link;
    if (first && link !== null) void this.#flow(link);
    this.#update();
    if (first) for (const remote of this.remotes) this.emit('remoteTrack', remote);
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
    if (this.#link !== null) void this.#consume(this.#link, view);
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
    this.#link?.forgetRestart();
    this.#healing.signallingLost();
  }

  /** The signalling is back: is all of it still there? */
  handleReconnected(): void {
    this.#healing.signallingBack();
    if (this.#wanted && !this.#healing.active) void this.#queue.run(() => this.#verify());
  }

  /** Nothing comes, and the signalling answers: the media's own way may be dead. */
  handleSilent(): void {
    const link = this.#link;
    if (link === null || !this.#admitted || this.#healing.active) return;
    const mend = () =>
      link.mendSilence(this.#end.signal).catch((error: unknown) => this.#failed(link, 'verify', error));
    void this.#queue.run(mend);
  }

  /** Null while there are no transports. */
  async stats(): Promise<MediaStats | null> {
    const link = this.#link;
    return link === null ? null : summarise(await link.statistics());
  }

  /** For how long nothing has come over the connection that is silent for longer, in milliseconds; null: that is not known. */
  async silentFor(): Promise<number | null> {
    return (await this.#link?.silentFor()) ?? null;
  }

  /** How much of each track of the others has arrived here, and whether its owner switched it off. Nothing while there are no transports. */
  async arrived(): Promise<readonly Arrived[]> {
    const arrived = (await this.#link?.arrived()) ?? [];
    return arrived.map((one) => ({ ...one, paused: this.#announced.get(one.producerId)?.paused ?? true }));
  }

  /** Closes everything; nothing is sent or received from here on. */
  close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#closeLink();
    this.#announced.clear();
    this.#tracks.clear();
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
      if (this.#healing.active) return;
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
      if (this.#admitted) this.emit('remoteTrack', remote);
    });
    link.on('trackEnded', (remote) => {
      this.#update();
      if (this.#admitted) this.emit('trackEnded', remote);
    });
    this.#update();
  }

  /** Attaches and announces the tracks, receives the others, all at the same time, and lets flow what is admitted. */
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
        try {
          await link.announce(source);
        } catch (error) {
          this.#failed(link, 'announce', error);
          return;
        }
        if (this.#admitted) await this.#flow(link);
      }),
      this.#receive(link),
    ]);
  }

  async #flow(link: MediaLink): Promise<void> {
    try {
      await link.flow();
    } catch (error) {
      this.#failed(link, 'announce', error);
    }
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
    if (!this.#admitted && link.remotes.length >= MAX_AHEAD) return;
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
      await Promise.all([this.#admitted ? link.mendSilence(this.#end.signal) : undefined, this.#carry(link)]);
    } catch (error) {
      this.#failed(link, 'verify', error);
    }
    this.#connectionChanged(link);
  }

  #connectionChanged(link: MediaLink): void {
    if (link !== this.#link) return;
    this.#healing.look();
    this.#update();
  }

  #condition(): 'sound' | 'broken' | null {
    if (this.#link === null) return null;
    const { send, recv } = this.#link.connections;
    return isBroken(send) || isBroken(recv) ? 'broken' : 'sound';
  }

  /** Something did not work on `link`. What the server has lost is made anew; what the line lost is verified when it is back. */
  #failed(link: MediaLink, during: MediaFault['during'], error: unknown): void {
    if (this.#end.signal.aborted || link !== this.#link) return;
    this.#fault(during, error);
    // A negotiation that broke off halfway cannot be taken up again.
    const broken = (during === 'attach' || during === 'open') && error instanceof SignalingError;
    if (broken || isRefusal(error, 'not-found', 'media-unavailable', 'conflict')) this.#heal('gone');
  }

  #heal(cause: 'gone'): void {
    if (this.#wanted) this.#healing.begin(cause);
  }

  async #rebuild(): Promise<void> {
    this.#closeLink();
    await this.#openLink();
    if (this.#link !== null) await this.#carry(this.#link);
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
      brokenSince: this.#healing.brokenSince,
      recovery: this.#healing.recovery,
    });
    // What is received ahead carries nothing yet, and perhaps it is somebody's who will not come in.
    const remotes = this.#admitted ? (this.#link?.remotes ?? []) : [];
    const same = sameState(before.state, state);
    const sameRemotes = remotes.length === before.remotes.length && remotes.every((r, i) => r === before.remotes[i]);
    if (same && sameRemotes) return;
    this.setSnapshot({ state: same ? before.state : state, remotes: sameRemotes ? before.remotes : remotes });
    if (!same) this.emit('state', state);
  }
}
