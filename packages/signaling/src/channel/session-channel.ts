import type { MessageFault, OpenedMessage } from '@mado/e2ee';
import { sealedInEpoch, streamOf } from '@mado/e2ee';
import { Emitter, SerialQueue, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { refusalCode } from '../client/signaling-error.ts';
import type { ChannelMessage, ParticipantId, SessionId } from '../wire/index.ts';
import { MAX_PAYLOAD_BYTES, RETRYABLE } from '../wire/index.ts';
import { ChannelError } from './channel-error.ts';
import type { SessionMessage } from './content.ts';
import type { SessionSeal } from '../seal/index.ts';
import type { ContentFault } from './envelope.ts';
import type { ReadContent } from './envelope.ts';
import { faultOfUnknown, readContent, unwrap, wrap, writeContent } from './envelope.ts';
import type { LockedLetter } from './locked-history.ts';
import { LockedHistory } from './locked-history.ts';
import type { Outbox } from './outbox.ts';

/** Where a message stands and where it comes from. */
export interface MessageInfo {
  /** Place in the session's order. */
  readonly seq: number;
  readonly from: ParticipantId;
  readonly to: ParticipantId | null;
  /** This device said it itself, before its screen was reloaded. */
  readonly own: boolean;
  /** It was said before this screen took the session up, or while its line was down. */
  readonly replayed: boolean;
  /** The epoch of the group's keys under which it was sealed. */
  readonly epoch: number;
}

export interface SendOptions {
  /** One participant; without it, everybody else in the session. */
  readonly to?: ParticipantId | null;
}

export interface SessionChannelOptions {
  readonly sessionId: SessionId;
  readonly participantId: ParticipantId;
  readonly request: Requester;
  readonly outbox: Outbox;
  readonly seal: SessionSeal;
  readonly deviceOf: (participant: ParticipantId) => string | undefined;
}

/** What the stores of a session (tray, commands, form values) need to speak. */
export type Say = (message: SessionMessage, options?: SendOptions) => Promise<number>;

/** Why a message was not delivered, for logs. `SessionSeal` names all of them for the screen. */
export type RejectCause = ContentFault | MessageFault | 'unknown-envelope' | 'wrong-sender';

export interface SessionChannelEvents {
  /** In the session's order, each once. */
  message: [SessionMessage, MessageInfo];
  /** Somebody sent bytes that are no message; the channel goes on. */
  rejected: [{ readonly seq: number; readonly from: ParticipantId; readonly fault: RejectCause }];
  /** All that was said before has been delivered; what comes now is new. */
  restored: [];
  /** History could not be had, or what was to be taken or handed over was not; the screen says it (`stopped`). */
  failed: [unknown];
}

/** Bytes that sealing and wrapping add, generously. */
const SEAL_BYTES = 512;
/** The stream in which members hand over message keys: opened at once, so that what waits for them need not be opened first. */
const ARCHIVE_STREAM = 'archive';

type Phase = 'new' | 'replaying' | 'live' | 'closed';

/**
 * All that the participants of one session say to each other, in the server's order.
 *
 * It starts with `resume()`, which delivers the history, and needs `resume()` again after every reconnection: between
 * the connections messages may have been missed, and gaps in `seq` do not tell, because messages that are addressed to
 * others are not shown. Messages that arrive meanwhile wait their turn.
 * Own messages are delivered only by the first history, when they come from the time before a reload.
 */
export class SessionChannel extends Emitter<SessionChannelEvents> {
  readonly #sessionId: SessionId;
  readonly #participantId: ParticipantId;
  readonly #request: Requester;
  readonly #outbox: Outbox;
  readonly #seal: SessionSeal;
  /** Which device a participant is, as far as this end knows. */
  readonly #deviceOf: (participant: ParticipantId) => string | undefined;
  /** What arrived is taken one after the other, in the session's order. */
  readonly #taking = new SerialQueue();
  readonly #locked: LockedHistory;
  readonly #end = new AbortController();
  #started = false;
  /** Somebody came who needs the keys to what was said before. */
  #asked = false;
  #phase: Phase = 'new';
  #restored = false;
  /** The last place in the order up to which everything is delivered. */
  #seq = 0;
  /** Messages that arrived while history is being fetched. */
  #early: ChannelMessage[] = [];
  /** Counts calls of `resume`; an older one that is still under way stops. */
  #round = 0;

  constructor(options: SessionChannelOptions) {
    super();
    const { sessionId, participantId, request, outbox, seal, deviceOf } = options;
    this.#sessionId = sessionId;
    this.#participantId = participantId;
    this.#request = request;
    this.#outbox = outbox;
    this.#seal = seal;
    this.#deviceOf = deviceOf;
    this.#locked = new LockedHistory();
    seal.on('epoch', ({ newcomers, elders }) => {
      this.#asked ||= newcomers;
      if (!elders) this.#locked.nobodyKnows();
      void this.#taking.run(() => this.#unlock());
    });
  }

  /** Whether the history has been delivered once. */
  get restored(): boolean {
    return this.#restored;
  }

  /** Own messages that the server has not acknowledged yet. */
  get unsent(): number {
    return this.#outbox.size;
  }

  /**
   * Says something. Resolves with its place in the order when the server has stored it; survives broken lines.
   * Fails with a `ChannelError` when the session is over, or with the server's refusal.
   */
  readonly send: Say = (message, { to = null } = {}) => {
    const content = writeContent(message);
    const bytes = content.byteLength + SEAL_BYTES;
    if (bytes > MAX_PAYLOAD_BYTES) return Promise.reject(new ChannelError('oversized', { bytes }));
    // Messages to the same readers come in their order, so one that is withheld is missed.
    return this.#outbox.put(() => this.#sealed(content, to ?? ''), to);
  };

  /** A message as the server passes it on. */
  handleMessage(message: ChannelMessage): void {
    if (message.sessionId !== this.#sessionId || this.#phase === 'closed') return;
    if (this.#phase === 'live') this.#next(message, false);
    else this.#early.push(message);
  }

  /** The line is down: what comes next is not the continuation of what came before. */
  handleLost(): void {
    if (this.#phase !== 'closed') this.#phase = 'replaying';
    this.#round++;
    this.#early = [];
  }

  /** Fetches what this device has not been told yet and goes live. Resolves when it is live, or stopped. */
  async resume(): Promise<void> {
    if (this.#phase === 'closed') return;
    this.#phase = 'replaying';
    const round = ++this.#round;
    try {
      for (let more = true; more;) {
        const page = await this.#fetch();
        if (round !== this.#round) return;
        for (const message of page.messages) this.#next(message, true);
        more = page.more && page.messages.length > 0;
      }
    } catch (error) {
      if (round === this.#round) this.#stumbled(error);
      return;
    }
    this.#phase = 'live';
    for (const message of this.#early.splice(0)) this.#next(message, false);
    if (this.#started) return;
    this.#started = true;
    try {
      await this.#taking.run(() => this.#seal.start());
    } catch (error) {
      this.#stumbled(error);
    }
  }

  /** Ends it: nothing is delivered any more and what was not sent is given up. */
  close(): void {
    this.#phase = 'closed';
    this.#round++;
    this.#early = [];
    this.#outbox.close();
    this.#end.abort();
    this.removeAllListeners();
  }

  async #fetch() {
    for (let attempt = 1; ; attempt++) {
      try {
        const options = { deadlineMs: null, signal: this.#end.signal };
        return await this.#request('channel.replay', { sessionId: this.#sessionId, after: this.#seq }, options);
      } catch (error) {
        const code = refusalCode(error);
        if (code === null || !RETRYABLE.has(code)) throw error;
        if (!(await sleep(reconnectDelay(attempt, Math.random()), this.#end.signal))) throw error;
      }
    }
  }

  /** The next message of the order; one that was there before is passed over. */
  #next(message: ChannelMessage, replayed: boolean): void {
    if (message.seq <= this.#seq) return;
    this.#seq = message.seq;
    void this.#taking.run(() => this.#take(message, replayed)).catch((error: unknown) => this.#stumbled(error));
  }

  async #take(message: ChannelMessage, replayed: boolean): Promise<void> {
    if (this.#phase === 'closed') return;
    const { seq, from, payload } = message;
    const envelope = unwrap(payload);
    if (envelope === null) {
      this.#seal.report({ part: 'message', cause: faultOfUnknown(payload) });
      this.emit('rejected', { seq, from, fault: 'unknown-envelope' });
      return;
    }
    if (envelope.kind === 'handshake') {
      await this.#seal.handle(envelope.bytes);
      await this.#unlock();
      return;
    }
    const own = from === this.#participantId;
    // What was said since this screen lives is in its stores already.
    if (own && this.#restored) return;
    const letter = { message, replayed, sealed: envelope.bytes };
    if (streamOf(envelope.bytes) === ARCHIVE_STREAM) await this.#takeArchive(letter);
    else if (this.#restored) await this.#deliver(letter, false);
    else this.#locked.put(letter);
  }

  /** Opens what waited for keys, when they are there or will never be; from then on the channel is open in both directions. */
  async #unlock(): Promise<void> {
    if (!this.#started || !this.#seal.member || this.#phase === 'closed') return;
    if (!this.#restored) {
      if (!this.#locked.ready) return;
      for (const letter of this.#locked.take()) await this.#deliver(letter, true);
      this.#restored = true;
      this.emit('restored');
      this.#outbox.start();
    }
    if (this.#asked) this.#handOver();
  }

  async #takeArchive(letter: LockedLetter): Promise<void> {
    if (this.#restored || letter.message.from === this.#participantId) return;
    const opened = await this.#seal.openArchive(letter.sealed);
    if (opened === null || !this.#seal.learn(opened)) return;
    this.#locked.keysCame();
    await this.#unlock();
  }

  /** Somebody came who does not know what was said before: hands the keys over that open it. */
  #handOver(): void {
    this.#asked = false;
    const make = () => this.#sealed(this.#seal.archive(), ARCHIVE_STREAM);
    this.#outbox.put(make, null).catch((error: unknown) => this.#stumbled(error));
  }

  async #deliver({ message, replayed, sealed }: LockedLetter, history: boolean): Promise<void> {
    const { seq, from, to } = message;
    const opened = await this.#seal.open(sealed, history);
    if (this.#end.signal.aborted) return;
    const read = opened.ok ? this.#read(from, opened) : { ok: false as const, fault: opened.fault };
    const own = from === this.#participantId;
    const epoch = sealedInEpoch(sealed) ?? -1;
    if (read.ok) this.emit('message', read.message, { seq, from, to, own, replayed, epoch });
    else this.emit('rejected', { seq, from, fault: read.fault });
  }

  #read(
    from: ParticipantId,
    { content, sender }: Extract<OpenedMessage, { ok: true }>,
  ): ReadContent | { ok: false; fault: 'wrong-sender' } {
    const deviceId = this.#deviceOf(from);
    if (deviceId !== undefined && deviceId !== sender.deviceId) {
      this.#seal.report({ part: 'message', cause: 'wrong-sender' });
      return { ok: false, fault: 'wrong-sender' };
    }
    const read = readContent(content);
    // A member sealed it, so nobody else will say that it is not shown here.
    if (!read.ok) this.#seal.report({ part: 'message', cause: 'unread' });
    return read;
  }

  async #sealed(content: Uint8Array, stream: string): Promise<Uint8Array<ArrayBuffer>> {
    return wrap('sealed', await this.#seal.seal(content, stream));
  }

  /** What is said from now on may not come through, in one direction or the other. */
  #stumbled(error: unknown): void {
    if (this.#end.signal.aborted) return;
    this.#seal.report({ part: 'channel', cause: 'stopped' });
    this.emit('failed', error);
  }
}
