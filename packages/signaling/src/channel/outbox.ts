import { SerialQueue, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { refusalCode } from '../client/signaling-error.ts';
import type { ParticipantId, SessionId } from '../wire/index.ts';
import { RETRYABLE } from '../wire/index.ts';
import { ChannelError } from './channel-error.ts';

/** `interactive`: a person waits for it. `bulk`: pages; sent when nothing interactive waits. */
export type Priority = 'interactive' | 'bulk';

interface Letter {
  /** The same for every try, so that the server stores it once. */
  readonly key: string;
  readonly to: ParticipantId | null;
  /** Makes the bytes when the letter's turn has come: sealed with the keys that hold then. */
  readonly make: (key: string) => Promise<Uint8Array<ArrayBuffer>>;
  resolve(seq: number): void;
  reject(error: unknown): void;
}

/** How often a message that the server cannot take just now is offered before its sender is told. */
const TRIES = 8;

/**
 * How many chunks may be on their way unacknowledged, from how long the last one took (milliseconds). What is in flight
 * cannot be taken back when somebody presses a button, so a slow line carries one chunk at a time.
 */
export function bulkWindow(lastAckMs: number): number {
  if (lastAckMs <= 100) return 4;
  return lastAckMs <= 400 ? 2 : 1;
}

/**
 * What waits to be put into the session's order. Interactive messages go one at a time, which keeps them in the order
 * in which they were said; bulk goes only while nothing interactive waits, a few at a time. All of it stays in memory
 * until the server has it: a broken line delays and loses nothing.
 */
export class Outbox {
  readonly #sessionId: SessionId;
  readonly #request: Requester;
  readonly #interactive: Letter[] = [];
  readonly #bulk: Letter[] = [];
  /** The letters under way. */
  readonly #interactiveOut = new Set<Letter>();
  readonly #bulkOut = new Set<Letter>();
  readonly #announcements = new SerialQueue();
  readonly #end = new AbortController();
  #window = 2;
  #open = false;

  constructor(sessionId: SessionId, request: Requester) {
    this.#sessionId = sessionId;
    this.#request = request;
  }

  /** Messages that the server has not acknowledged yet. */
  get size(): number {
    return this.#interactive.length + this.#bulk.length + this.#interactiveOut.size + this.#bulkOut.size;
  }

  /** Lets messages out from now on; before, they are kept. */
  start(): void {
    this.#open = true;
    this.#pump();
  }

  /**
   * Resolves with the message's place in the session's order when the server has stored it. `make` is called once, when
   * the message's turn has come; it may wait.
   */
  put(
    make: (key: string) => Promise<Uint8Array<ArrayBuffer>>,
    to: ParticipantId | null,
    priority: Priority,
  ): Promise<number> {
    if (this.#end.signal.aborted) return Promise.reject(new ChannelError('closed', null));
    return new Promise((resolve, reject) => {
      const letter: Letter = { key: crypto.randomUUID(), to, make, resolve, reject };
      (priority === 'interactive' ? this.#interactive : this.#bulk).push(letter);
      this.#pump();
    });
  }

  /**
   * Says something that nothing else may hold up, in the order of the calls, and hears it back at its place in the session's order:
   * what everybody, this device included, must do at the same point.
   */
  announce(payload: Uint8Array<ArrayBuffer>): Promise<number> {
    const key = crypto.randomUUID();
    return this.#announcements.run(() => this.#deliver(key, null, payload, true));
  }

  /** Gives up everything that waits. */
  close(): void {
    this.#end.abort();
    for (const letter of [...this.#interactive.splice(0), ...this.#bulk.splice(0)]) {
      letter.reject(new ChannelError('closed', null));
    }
  }

  #pump(): void {
    if (!this.#open || this.#end.signal.aborted) return;
    if (this.#interactiveOut.size === 0) {
      const letter = this.#interactive.shift();
      if (letter !== undefined) void this.#carry(letter, this.#interactiveOut);
    }
    while (this.#interactive.length === 0 && this.#interactiveOut.size === 0 && this.#bulkOut.size < this.#window) {
      const letter = this.#bulk.shift();
      if (letter === undefined) break;
      void this.#carry(letter, this.#bulkOut);
    }
  }

  async #carry(letter: Letter, out: Set<Letter>): Promise<void> {
    out.add(letter);
    const began = Date.now();
    try {
      const { key, to } = letter;
      letter.resolve(await this.#deliver(key, to, await letter.make(key), false));
      if (out === this.#bulkOut) this.#window = bulkWindow(Date.now() - began);
    } catch (error) {
      letter.reject(this.#end.signal.aborted ? new ChannelError('closed', null, { cause: error }) : error);
    } finally {
      out.delete(letter);
      this.#pump();
    }
  }

  async #deliver(
    key: string,
    to: ParticipantId | null,
    payload: Uint8Array<ArrayBuffer>,
    echo: boolean,
  ): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        // No deadline: the signalling asks again on every new connection, and the key makes that harmless.
        const options = { deadlineMs: null, signal: this.#end.signal };
        const message = { sessionId: this.#sessionId, key, to, payload, echo };
        return (await this.#request('channel.send', message, options)).seq;
      } catch (error) {
        const code = refusalCode(error);
        if (code === null || !RETRYABLE.has(code)) throw error;
        if (attempt === TRIES) throw new ChannelError('not-taken', { code }, { cause: error });
        await sleep(reconnectDelay(attempt, Math.random()), this.#end.signal);
        if (this.#end.signal.aborted) throw error;
      }
    }
  }
}
