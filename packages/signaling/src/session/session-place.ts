import type { InspectPage } from '@mado/inspection';
import type { types } from 'mediasoup-client';
import { Emitter } from '../core/index.ts';
import type { MediaFault, LocalTracks } from '../media/index.ts';
import { MediaSession, watchSilence } from '../media/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import type { AsideWord, IdentitySource, MessageKeySafe, OpenFrameWorker, SealFault } from '../seal/index.ts';
import { FrameGate, SessionSeal } from '../seal/index.ts';
import type { AskTray, MakePreview } from '../parcel/index.ts';
import { ParcelCarrier, TrayLine } from '../parcel/index.ts';
import type { Course, ParcelId, Participant, ParticipantId, SessionId } from '../wire/index.ts';
import type { CommandReceiver } from '../channel/command-receiver.ts';
import type { CommandSender } from '../channel/command-sender.ts';
import { Annotations } from '../channel/annotations.ts';
import { CardReadings } from '../channel/card-readings.ts';
import { ChannelError } from '../channel/channel-error.ts';
import { FormValues } from '../channel/form-values.ts';
import { Memos } from '../channel/memos.ts';
import { Notices, Signals } from '../channel/phrases.ts';
import { Pointing } from '../channel/pointing.ts';
import { Stage } from '../channel/stage.ts';
import type { Say, SessionChannelEvents } from '../channel/session-channel.ts';
import { Outbox } from '../channel/outbox.ts';
import { SessionChannel } from '../channel/session-channel.ts';
import { wrap } from '../channel/envelope.ts';
import type { TrayEvents } from '../channel/tray-options.ts';
import { SealReaders } from '../channel/tray-readers.ts';
import { Tray } from '../channel/tray.ts';

/** The kiosk carries device commands out, the clerk gives them. */
export type CommandEnd = CommandReceiver | CommandSender;

export interface SessionPlaceOptions<C extends CommandEnd> {
  readonly sessionId: SessionId;
  readonly participantId: ParticipantId;
  readonly request: Requester;
  readonly forceTcp: boolean;
  /** The kiosk makes the session's group of devices. */
  readonly founder: boolean;
  readonly identity: IdentitySource;
  readonly safe: MessageKeySafe | null;
  /** Null: this end has no media (tests without WebRTC). */
  readonly openFrameWorker: OpenFrameWorker | null;
  readonly commands: (self: ParticipantId, say: Say) => C;
  readonly handlerFactory?: types.HandlerFactory;
  /** `https://host:port` of the server's tray. */
  readonly trayOrigin: string;
  readonly askTray: AskTray;
  readonly makePreview: MakePreview;
  readonly inspect: InspectPage;
}

/** What happened in the place, for logs; what a person must know of it is said by the stores and by the seal's faults. Ids and causes, never content. */
export type PlaceFault =
  | { readonly part: 'media'; readonly fault: MediaFault }
  | { readonly part: 'channel'; readonly error: unknown }
  | { readonly part: 'command'; readonly error: unknown }
  | { readonly part: 'form'; readonly error: unknown }
  | { readonly part: 'annotation'; readonly error: unknown }
  | { readonly part: 'rejected'; readonly message: SessionChannelEvents['rejected'][0] }
  | { readonly part: 'seal'; readonly fault: SealFault }
  | { readonly part: 'tray'; readonly refused: TrayEvents['refused'][0] };

/**
 * One device's place in one session: its media, its channel, and the stores that live on the channel. It holds all that
 * this screen knows of the session, so destroying it is the erasure at this end.
 */
export class SessionPlace<C extends CommandEnd = CommandEnd> extends Emitter<{ fault: [PlaceFault]; silent: [] }> {
  readonly sessionId: SessionId;
  readonly participantId: ParticipantId;
  readonly media: MediaSession;
  /** The keys that only the devices of this session have. */
  readonly seal: SessionSeal;
  readonly channel: SessionChannel;
  readonly tray: Tray;
  readonly commands: C;
  /** What the citizen's card said. */
  readonly cards: CardReadings;
  readonly form: FormValues;
  readonly memos: Memos;
  readonly notices: Notices;
  readonly signals: Signals;
  readonly stage: Stage;
  readonly annotations: Annotations;
  readonly pointing: Pointing;
  readonly #carrier: ParcelCarrier;
  readonly #end = new AbortController();
  #deviceOf: ReadonlyMap<ParticipantId, string> = new Map();
  /** With whom this device talks aside. */
  #beside: ParticipantId | null = null;
  /** The tracks that the media session has; the same object again means nothing new. */
  #tracks: LocalTracks | null = null;
  #entered = false;
  #left = false;
  #destroyed = false;

  constructor(options: SessionPlaceOptions<C>) {
    super();
    const { sessionId, participantId, request, forceTcp, handlerFactory, openFrameWorker } = options;
    const { founder, identity, safe } = options;
    this.sessionId = sessionId;
    this.participantId = participantId;
    const gate = openFrameWorker === null ? null : new FrameGate(openFrameWorker);
    const outbox = new Outbox(sessionId, request);
    this.seal = new SessionSeal({
      sessionId,
      founder,
      identity,
      safe,
      gate,
      send: (bytes) => {
        outbox.announce(wrap('handshake', bytes)).catch((error: unknown) => this.#unannounced(error));
      },
    });
    this.media = new MediaSession({
      sessionId,
      request,
      forceTcp,
      gate,
      ...(handlerFactory === undefined ? {} : { handlerFactory }),
    });
    const { seal } = this;
    const deviceOf = (participant: ParticipantId) => this.#deviceOf.get(participant);
    this.channel = new SessionChannel({ sessionId, participantId, request, outbox, seal, deviceOf });
    const say = this.channel.send;
    const { trayOrigin, askTray, makePreview, inspect } = options;
    const line = new TrayLine({ sessionId, request, origin: trayOrigin, ask: askTray });
    this.#carrier = new ParcelCarrier(participantId, line);
    const readers = new SealReaders(seal);
    this.tray = new Tray({
      ...{ sessionId, self: participantId, say, carrier: this.#carrier },
      ...{ readers, makePreview, inspect },
    });
    this.commands = options.commands(participantId, say);
    this.cards = new CardReadings(say);
    this.form = new FormValues(say);
    this.memos = new Memos(participantId, say);
    this.notices = new Notices(participantId, say);
    this.signals = new Signals(participantId, say);
    this.stage = new Stage(say);
    this.annotations = new Annotations(say);
    const { stage } = this;
    this.pointing = new Pointing({ sessionId, self: participantId, request, seal, stage, deviceOf });
    this.seal.aside.speakBy((word) => this.#sayAside(word));
    this.#listen();
  }

  /** Whether the session was admitted with this participant in it. */
  get entered(): boolean {
    return this.#entered;
  }

  /** Waiting room: transports are made; nothing is sent. */
  prepare(tracks: LocalTracks): void {
    if (this.#left || this.#tracks === tracks) return;
    this.#tracks = tracks;
    void this.media.prepare(tracks);
  }

  /** Admitted: media flows and the channel opens, at the same time. */
  enter(tracks: LocalTracks): void {
    if (this.#left || (this.#entered && this.#tracks === tracks)) return;
    this.#tracks = tracks;
    void this.media.publish(tracks);
    if (this.#entered) return;
    this.#entered = true;
    void watchSilence(this.media, () => this.emit('silent'), this.#end.signal);
    void this.channel.resume();
  }

  /** Who is in the session now: they, and nobody else, share its keys. Whoever is in charge makes the changes, when they are here. */
  setParticipants(participants: readonly Participant[], { inCharge, side }: Pick<Course, 'inCharge' | 'side'>): void {
    this.#deviceOf = new Map(participants.map(({ id, deviceId }) => [id, deviceId]));
    // Before anything else of it: from here on nothing that is said aside goes out under everybody's keys.
    this.#talkAside(inCharge, side);
    this.pointing.setHolder(inCharge);
    const changer = participants.find(({ id, connected }) => id === inCharge && connected);
    this.seal.setParticipants(this.#deviceOf.values(), changer?.deviceId ?? null);
  }

  #talkAside(inCharge: ParticipantId | null, side: Course['side']): void {
    const asks = side?.next === this.participantId;
    if (side === null || !(asks || inCharge === this.participantId)) {
      this.#beside = null;
      this.seal.aside.set(null);
      return;
    }
    this.#beside = asks ? inCharge : side.next;
    const deviceId = this.#beside === null ? undefined : this.#deviceOf.get(this.#beside);
    this.seal.aside.set({ id: `${side.next}/${side.since}`, deviceId: deviceId ?? null, asks });
  }

  #sayAside(word: AsideWord): void {
    if (this.#beside !== null)
      this.channel.send(word, { to: this.#beside }).catch((error: unknown) => this.#unlessOver(error));
  }

  handleLost(): void {
    this.media.handleLost();
    this.channel.handleLost();
  }

  handleReconnected(): void {
    if (this.#left) return;
    this.media.handleReconnected();
    this.#carrier.handleReconnected();
    if (this.#entered) void this.channel.resume();
  }

  /** The server has a new chunk of a document of somebody else's. */
  handleStored(owner: ParticipantId, parcel: ParcelId, chunk: number): void {
    this.#carrier.handleStored(owner, parcel, chunk);
  }

  /** Ended: nothing is sent or received any more. Documents and values stay until `destroy`. */
  leave(): void {
    this.#left = true;
    this.#end.abort();
    this.media.close();
    this.pointing.close();
    this.channel.close();
    this.#carrier.close();
  }

  /** Overwrites pages, drops everything and lets go of the browser's media. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.leave();
    this.seal.destroy();
    this.tray.destroy();
    this.commands.close();
    this.cards.close();
    this.form.close();
    this.memos.close();
    this.notices.close();
    this.signals.close();
    this.stage.close();
    this.annotations.close();
    this.removeAllListeners();
  }

  /** A change of the keys that the server does not take: this end would wait for it without a word. */
  #unannounced(error: unknown): void {
    if (!this.#left) this.seal.report({ part: 'channel', cause: 'stopped' });
    this.#unlessOver(error);
  }

  /** What a store says by itself, so that nobody waits for it, and the server does not take: the other end will not have it. */
  #unsaid(part: 'command' | 'form' | 'annotation', error: unknown): void {
    if (error instanceof ChannelError && error.reason === 'not-taken')
      this.seal.report({ part: 'channel', cause: 'stopped' });
    this.emit('fault', { part, error });
  }

  /** Resolves when everything that was said before this device took its place is known here; never, when that does not come to be. */
  whenKnown(): Promise<void> {
    if (this.channel.restored) return Promise.resolve();
    return new Promise((resolve) => this.channel.on('restored', resolve));
  }

  #unlessOver(error: unknown): void {
    if (!this.#left) this.emit('fault', { part: 'channel', error });
  }

  #listen(): void {
    const { channel, commands } = this;
    const { tray, cards, form, memos, notices, signals, stage, annotations } = this;
    const stores = [tray, commands, cards, form, memos, notices, signals, stage, annotations];
    channel.on('message', (message, info) => {
      for (const store of stores) store.handleMessage(message, info);
      const isAside = message.type === 'aside.asked' || message.type === 'aside.answered';
      if (isAside && !info.own) this.seal.aside.handle(message);
    });
    if ('handleRestored' in commands) {
      channel.on('restored', () => commands.handleRestored());
      commands.on('failed', ({ error }) => this.#unsaid('command', error));
    }
    channel.on('rejected', (message) => this.emit('fault', { part: 'rejected', message }));
    channel.on('failed', (error) => this.emit('fault', { part: 'channel', error }));
    this.form.on('failed', (error) => this.#unsaid('form', error));
    this.annotations.on('failed', (error) => this.#unsaid('annotation', error));
    this.seal.on('fault', (fault) => this.emit('fault', { part: 'seal', fault }));
    this.tray.on('refused', (refused) => this.emit('fault', { part: 'tray', refused }));
    let prepared = false;
    this.media.on('state', ({ phase }) => {
      // Not before: nothing may hold up the first picture.
      if (phase === 'flowing' && !prepared) this.#carrier.prepare();
      prepared ||= phase === 'flowing';
      this.#carrier.yieldTo(phase === 'interrupted' || phase === 'recovering');
    });
    this.media.on('fault', (fault) => this.emit('fault', { part: 'media', fault }));
  }
}
