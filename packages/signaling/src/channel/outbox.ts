import { SerialQueue, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { refusalCode } from '../client/signaling-error.ts';
import type { ParticipantId, SessionId } from '../wire/index.ts';
import { RETRYABLE } from '../wire/index.ts';
import { ChannelError } from './channel-error.ts';

interface Letter {
  /** The same for every try, so that the server stores it once. */
  readonly key: string;
  readonly to: ParticipantId | null;
  /** Makes the bytes when the letter's turn has come: sealed with the keys that hold then. */
  readonly make: () => Promise<Uint8Array<ArrayBuffer>>;
  resolve(seq: number): void;
  reject(error: unknown): void;
}

/** How often a message that the server cannot take just now is offered before its sender is told. */
const TRIES = 8;

/**
 * What waits to be put into the session's order. Messages go one at a time, which keeps them in the order in which they
 * were said, and stay in memory until the server has them: a broken line delays and loses nothing.
 */
export class Outbox {
  readonly #sessionId: SessionId;
  readonly #request: Requester;
  readonly #waiting: Letter[] = [];
  #underWay = false;
  readonly #announcements = new SerialQueue();
  readonly #end = new AbortController();
  #open = false;

  constructor(sessionId: SessionId, request: Requester) {
    this.#sessionId = sessionId;
    this.#request = request;
  }

  /** Messages that the server has not acknowledged yet. */
  get size(): number {
    return this.#waiting.length + (this.#underWay ? 1 : 0);
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
  put(make: () => Promise<Uint8Array<ArrayBuffer>>, to: ParticipantId | null): Promise<number> {
    if (this.#end.signal.aborted) return Promise.reject(new ChannelError('closed', null));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key: crypto.randomUUID(), to, make, resolve, reject });
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
    for (const letter of this.#waiting.splice(0)) letter.reject(new ChannelError('closed', null));
  }

  #pump(): void {
    if (!this.#open || this.#underWay || this.#end.signal.aborted) return;
    const letter = this.#waiting.shift();
    if (letter !== undefined) void this.#carry(letter);
  }

  async #carry(letter: Letter): Promise<void> {
    this.#underWay = true;
    try {
      const { key, to } = letter;
      letter.resolve(await this.#deliver(key, to, await letter.make(), false));
    } catch (error) {
      letter.reject(this.#end.signal.aborted ? new ChannelError('closed', null, { cause: error }) : error);
    } finally {
      this.#underWay = false;
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
