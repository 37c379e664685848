import { Emitter, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { refusalCode } from '../client/signaling-error.ts';
import type { ChannelMessage, ParticipantId, SessionId } from '../wire/index.ts';
import { MAX_PAYLOAD_BYTES, RETRYABLE } from '../wire/index.ts';
import { ChannelError } from './channel-error.ts';
import type { SessionMessage } from './content.ts';
import type { SealFault } from './envelope.ts';
import { open, seal } from './envelope.ts';
import type { Priority } from './outbox.ts';
import { Outbox } from './outbox.ts';

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
}

export interface SendOptions {
  /** One participant; without it, everybody else in the session. */
  readonly to?: ParticipantId | null;
  readonly priority?: Priority;
}

/** What the stores of a session (tray, commands, form values) need to speak. */
export type Say = (message: SessionMessage, options?: SendOptions) => Promise<number>;

export interface SessionChannelEvents {
  /** In the session's order, each once. */
  message: [SessionMessage, MessageInfo];
  /** Somebody sent bytes that are no message; the channel goes on. */
  rejected: [{ readonly seq: number; readonly from: ParticipantId; readonly fault: SealFault }];
  /** All that was said before has been delivered; what comes now is new. */
  restored: [];
  /** History could not be had; the channel stands still. */
  failed: [unknown];
}

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
  readonly #end = new AbortController();
  #phase: Phase = 'new';
  #restored = false;
  /** The last place in the order up to which everything is delivered. */
  #seq = 0;
  /** Messages that arrived while history is being fetched. */
  #early: ChannelMessage[] = [];
  /** Counts calls of `resume`; an older one that is still under way stops. */
  #round = 0;

  constructor(sessionId: SessionId, participantId: ParticipantId, request: Requester) {
    super();
    this.#sessionId = sessionId;
    this.#participantId = participantId;
    this.#request = request;
    this.#outbox = new Outbox(sessionId, request);
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
  readonly send: Say = (message, { to = null, priority = 'interactive' } = {}) => {
    const payload = seal(message);
    if (payload.byteLength > MAX_PAYLOAD_BYTES) {
      return Promise.reject(new ChannelError('oversized', { bytes: payload.byteLength }));
    }
    return this.#outbox.put(payload, to, priority);
  };

  /** A message as the server passes it on. */
  handleMessage(message: ChannelMessage): void {
    if (message.sessionId !== this.#sessionId || this.#phase === 'closed') return;
    if (this.#phase === 'live') this.#deliver(message, false);
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
        for (const message of page.messages) this.#deliver(message, true);
        more = page.more && page.messages.length > 0;
      }
    } catch (error) {
      if (round === this.#round && !this.#end.signal.aborted) this.emit('failed', error);
      return;
    }
    this.#phase = 'live';
    for (const message of this.#early.splice(0)) this.#deliver(message, false);
    if (!this.#restored) {
      this.#restored = true;
      this.emit('restored');
      this.#outbox.start();
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

  #deliver(message: ChannelMessage, replayed: boolean): void {
    if (message.seq <= this.#seq) return;
    this.#seq = message.seq;
    const own = message.from === this.#participantId;
    // What was said since this screen lives is in its stores already.
    if (own && this.#restored) return;
    const { seq, from, to } = message;
    const opened = open(message.payload);
    if (opened.ok) this.emit('message', opened.message, { seq, from, to, own, replayed });
    else this.emit('rejected', { seq, from, fault: opened.fault });
  }
}
