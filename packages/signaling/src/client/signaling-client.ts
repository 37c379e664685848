import { Emitter, sleep } from '../core/index.ts';
import type { ErrorCode, Method, NotificationName, NotificationOf, RequestOf, ResponseOf } from '../wire/index.ts';
import {
  CLOSE,
  MAX_MESSAGE_BYTES,
  PING_INTERVAL_MS,
  PROTOCOL,
  REQUEST_DEADLINE_MS,
  RETRYABLE,
  ServerFrame,
  SUBPROTOCOL,
  decode,
  encode,
  isNotificationName,
  notifications,
} from '../wire/index.ts';
import type { ConnectionEvent, ConnectionState } from './connection-state.ts';
import { isTrying, transition } from './connection-state.ts';
import { LineDoubt, type SpareSocket } from './line-doubt.ts';
import { PendingRequests } from './pending-requests.ts';
import { firstWordDeadline, offlineFloor, reconnectDelay } from './schedule.ts';
import { SignalingError, refusalCode } from './signaling-error.ts';
import type {
  DeviceProof,
  RequestOptions,
  Requester,
  SignalingClientOptions,
  SignalingEvents,
  Welcome,
} from './signaling-options.ts';
import type { Socket, SocketHandlers } from './socket.ts';
import { browserIsOffline, openWebSocket, watchBrowserNetwork } from './socket.ts';

export type * from './signaling-options.ts';

/** How long an attempt may take from opening the socket to the answer to `hello`, in milliseconds. */
const WELCOME_DEADLINE_MS = 10_000;
const PROVE_RETRY_MS = 250;
/** How soon a connection must answer that is in doubt, in milliseconds: the machine may have got another network, on which it reaches nobody. */
const PROBE_DEADLINE_MS = 800;
/** Methods that speak of what belongs to one connection. */
const BOUND = ['media.', 'person.', 'people.', 'channel.hint'];
/** What counts as a whole interval: timers and the clock do not agree to the millisecond. */
const WHOLE = 0.9;

/**
 * One device's line to the server: proves who it is, asks and is told, comes back by itself when the line breaks.
 *
 * Requests made while the line is down wait for it, and unanswered ones are asked again on the next connection with the
 * same bytes; all methods are idempotent. `media.*`, `person.*`, `people.*` and `channel.hint` are the exception: what they
 * speak of may have gone with the connection, so those fail with `connection-lost` and their callers decide.
 */
export class SignalingClient extends Emitter<SignalingEvents> {
  readonly #options: SignalingClientOptions;
  readonly #pending = new PendingRequests();
  #state: ConnectionState = { phase: 'closed' };
  #socket: Socket | null = null;
  /** Counts connections, so that a late event of a former socket is known as such. */
  #generation = 0;
  #nextId = 1;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #doubt: LineDoubt | null = null;
  #receivedAt = 0;
  #openedAt = 0;
  #pingedAt: number | null = null;
  /** What `server.closing` asked for, in milliseconds. */
  #restFloorMs = 0;
  #clockAheadMs: number | null = null;
  #unwatchNetwork: (() => void) | null = null;

  constructor(options: SignalingClientOptions) {
    super();
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Begins to connect and keeps at it until `close`. After `refused` or `replaced`, tries anew. */
  connect(): void {
    if (isTrying(this.#state)) return;
    this.#unwatchNetwork ??= (this.#options.watchNetwork ?? watchBrowserNetwork)(() => this.#networkIsBack());
    this.#dispatch({ type: 'start' });
    this.#open();
  }

  /** Hangs up for good; every waiting request fails with `closed`. */
  close(): void {
    this.#finish({ type: 'close' });
    this.#unwatchNetwork?.();
    this.#unwatchNetwork = null;
  }

  /**
   * Whether the connection that seems to be there reaches the server. It is asked, and another one is opened beside it: the one that answers
   * first goes on, and when neither does soon, the first one is given up. Resolves with whether it was whole.
   */
  probe(): Promise<boolean> {
    if (this.#state.phase !== 'online') return Promise.resolve(false);
    if (this.#doubt !== null) return this.#doubt.outcome;
    this.#ping(this.#options.pingIntervalMs ?? PING_INTERVAL_MS);
    // The ping may have found the line dead already.
    if (!this.#isOnline()) return Promise.resolve(false);
    this.#doubt = new LineDoubt(this.#socketTo, PROBE_DEADLINE_MS, (spare) => {
      this.emit('fault', { kind: 'silent-line' });
      this.#lose(CLOSE.protocol);
      this.#startAnew(spare);
    });
    return this.#doubt.outcome;
  }

  /**
   * Asks the server. Fails with a `SignalingError` and with nothing else; the answer has passed its schema.
   */
  readonly request: Requester = (method, data, options = {}) => {
    if (!isTrying(this.#state)) return Promise.reject(this.#closedError(method));
    const survives = !BOUND.some((prefix) => method.startsWith(prefix));
    if (!survives && this.#state.phase !== 'online') {
      return Promise.reject(new SignalingError('connection-lost', { method }));
    }
    return this.#ask(method, data, survives, this.#state.phase === 'online', options);
  };

  #ask<M extends Method>(
    method: M,
    data: RequestOf<M>,
    survives: boolean,
    sendNow: boolean,
    { deadlineMs = REQUEST_DEADLINE_MS, signal }: RequestOptions,
  ): Promise<ResponseOf<M>> {
    if (signal?.aborted === true) return Promise.reject(new SignalingError('aborted', { method }));
    const id = this.#nextId++;
    const frame = encode({ type: 'request', id, method, data });
    if (frame.byteLength > MAX_MESSAGE_BYTES) {
      return Promise.reject(new SignalingError('oversized', { method, bytes: frame.byteLength }));
    }
    return new Promise<ResponseOf<M>>((resolve, reject) => {
      const give = (error: SignalingError) => {
        this.#pending.remove(id);
        done();
        reject(error);
      };
      const onAbort = () => give(new SignalingError('aborted', { method }));
      const timer =
        deadlineMs === null
          ? null
          : setTimeout(() => give(new SignalingError('deadline', { method, deadlineMs })), deadlineMs);
      const done = () => {
        if (timer !== null) clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#pending.add({
        id,
        method,
        frame,
        survives,
        settle: (outcome) => {
          done();
          // The data has passed the schema of this very method in `PendingRequests.answered`.
          if (outcome.ok) resolve(outcome.data as ResponseOf<M>);
          else reject(outcome.error);
        },
      });
      if (sendNow) this.#socket?.send(frame);
    });
  }

  readonly #socketTo = (handlers: SocketHandlers): Socket => {
    return (this.#options.openSocket ?? openWebSocket)(this.#options.url, SUBPROTOCOL, handlers);
  };

  /** `spare`: a socket that is open already. */
  #open(spare: SpareSocket | null = null): void {
    const generation = ++this.#generation;
    const current = () => generation === this.#generation;
    this.#openedAt = this.#receivedAt = Date.now();
    this.#pingedAt = null;
    let heard = false;
    const handlers: SocketHandlers = {
      message: (bytes) => {
        if (!current()) return;
        heard = true;
        this.#receive(bytes, generation);
      },
      closed: (code) => {
        if (current()) this.#closedBySocket(code);
      },
    };
    this.#socket = spare?.take(handlers) ?? this.#socketTo(handlers);
    this.#timers.push(setTimeout(() => this.#lose(CLOSE.protocol), WELCOME_DEADLINE_MS));
    if (this.#state.phase !== 'reconnecting') return;
    const giveUp = () => {
      if (!heard) this.#lose(CLOSE.protocol);
    };
    this.#timers.push(setTimeout(giveUp, firstWordDeadline(this.#state.attempt)));
  }

  #receive(bytes: Uint8Array | null, generation: number): void {
    this.#receivedAt = Date.now();
    this.#endDoubt(true);
    const decoded = bytes === null ? null : decode(bytes);
    const frame = decoded?.ok === true ? ServerFrame.safeParse(decoded.value) : null;
    if (frame?.success !== true) {
      this.emit('fault', { kind: 'malformed-frame' });
      return;
    }
    if (frame.data.type === 'notification') this.#notified(frame.data.name, frame.data.data, generation);
    else if (frame.data.ok) this.#pending.answered(frame.data.id, { ok: true, data: frame.data.data });
    else this.#pending.answered(frame.data.id, { ok: false, code: frame.data.error.code });
  }

  #notified(name: string, data: unknown, generation: number): void {
    // A notification of a newer server is passed over: what old clients cannot bear raises the protocol version.
    if (!isNotificationName(name)) return;
    const parsed = notifications[name].safeParse(data);
    if (!parsed.success) {
      this.emit('fault', { kind: 'malformed-notification', name });
      return;
    }
    // The data has passed the schema of this very notification.
    this.#deliver(name, parsed.data, generation);
  }

  #deliver<N extends NotificationName>(name: N, data: NotificationOf<N>, generation: number): void {
    if ('nonce' in data) {
      this.#clockAheadMs = Date.now() - data.serverTime;
      void this.#greet(data.nonce, generation);
    }
    if ('reconnectAfterMs' in data) this.#restFloorMs = data.reconnectAfterMs;
    const args: [NotificationOf<N>] = [data];
    this.emit(name, ...(args as SignalingEvents[N]));
  }

  /** Answers the challenge with `hello`. */
  async #greet(nonce: Uint8Array<ArrayBuffer>, generation: number): Promise<void> {
    const shown = await this.#prove(nonce, generation);
    if (shown === null) return;
    const { deviceId, app } = this.#options;
    try {
      const personToken = this.#options.personToken?.() ?? null;
      const hello = { protocol: PROTOCOL, app: { ...app }, deviceId, ...shown, deviceTime: Date.now(), personToken };
      const welcome = await this.#ask('hello', hello, false, true, { deadlineMs: REQUEST_DEADLINE_MS });
      if (generation === this.#generation) this.#welcomed(welcome);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.emit('fault', { kind: 'hello-failed', error });
      const code = refusalCode(error);
      if (code !== null && code !== 'internal' && !RETRYABLE.has(code)) this.#refused(code);
      else this.#lose(CLOSE.protocol);
    }
  }

  async #prove(nonce: Uint8Array<ArrayBuffer>, generation: number): Promise<DeviceProof | null> {
    for (;;) {
      try {
        const shown = await this.#options.prove(nonce);
        return generation === this.#generation ? shown : null;
      } catch (error) {
        if (generation !== this.#generation) return null;
        this.emit('fault', { kind: 'proof-failed', error });
        await sleep(PROVE_RETRY_MS);
        if (generation !== this.#generation) return null;
      }
    }
  }

  #welcomed(welcome: Welcome): void {
    this.#clearTimers();
    this.#restFloorMs = 0;
    const waiting = this.#pending.all();
    this.#dispatch({ type: 'welcomed', at: Date.now() });
    const interval = this.#options.pingIntervalMs ?? PING_INTERVAL_MS;
    const beat = () => {
      this.#ping(interval);
      this.#timers = this.#state.phase === 'online' ? [setTimeout(beat, interval)] : [];
    };
    this.#timers = [setTimeout(beat, interval)];
    this.emit('welcome', welcome);
    for (const request of waiting) this.#socket?.send(request.frame);
  }

  /**
   * A line on which nothing came for a whole interval after a ping is dead, whatever the socket believes. A ping out of turn
   * judges nothing: its own answer, or the one before, may just be on its way.
   */
  #ping(interval: number): void {
    const now = Date.now();
    const unheardSince = this.#pingedAt !== null && this.#receivedAt < this.#pingedAt ? this.#pingedAt : null;
    if (unheardSince !== null && now - unheardSince >= interval * WHOLE) {
      this.emit('fault', { kind: 'silent-line' });
      this.#lose(CLOSE.protocol);
      return;
    }
    this.#pingedAt = unheardSince ?? now;
    this.#ask('ping', {}, false, true, { deadlineMs: 2 * interval }).catch((error: unknown) => {
      // A lost or closed connection and a late answer are seen by the next beat; a refusal is a fault worth telling.
      if (refusalCode(error) !== null) this.emit('fault', { kind: 'ping-refused', error });
    });
  }

  #closedBySocket(code: number): void {
    if (code === CLOSE.replaced) this.#finish({ type: 'replaced' });
    else if (code === CLOSE.refused) this.#refused('unauthenticated');
    else if (code === CLOSE.revoked) this.#refused('certificate-revoked');
    else if (code === CLOSE.expired) this.#refused('certificate-expired');
    else this.#lose(null);
  }

  /** This connection is over (`code`: close it with that code); the next one follows after its wait. */
  #lose(code: number | null): void {
    this.#hangUp(code);
    const random = this.#options.random ?? Math.random;
    const offline = (this.#options.isOffline ?? browserIsOffline)();
    const at = Date.now();
    const spent = this.#state.phase === 'online' ? 0 : at - this.#openedAt;
    const delay = (attempt: number) => {
      const floor = Math.max(offline ? offlineFloor(attempt) : 0, this.#restFloorMs);
      return reconnectDelay(attempt, random(), floor, spent);
    };
    this.#dispatch({ type: 'lost', at, delay });
    this.#pending.fail('bound', ({ method }) => new SignalingError('connection-lost', { method }));
    if (this.#state.phase !== 'reconnecting' || this.#state.nextAttemptAt === null) return;
    this.#retryTimer = setTimeout(() => this.#tryAgain(), Math.max(0, this.#state.nextAttemptAt - Date.now()));
  }

  #tryAgain(spare: SpareSocket | null = null): void {
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    if (this.#state.phase !== 'reconnecting' || this.#state.nextAttemptAt === null) return;
    this.#dispatch({ type: 'attempt' });
    this.#open(spare);
  }

  /** The machine has a network again: try at once, also in place of an attempt that began without one; a connection that seems to be there is asked whether it is. */
  #networkIsBack(): void {
    if (this.#state.phase === 'reconnecting') this.#startAnew(null);
    else void this.probe();
  }

  /** The waits begin anew: a first attempt may come before the machine has its route. */
  #startAnew(spare: SpareSocket | null): void {
    if (this.#state.phase !== 'reconnecting') return;
    this.#dispatch({ type: 'network' });
    this.#hangUp(CLOSE.protocol);
    this.#tryAgain(spare);
  }

  #endDoubt(whole: boolean): void {
    this.#doubt?.end(whole);
    this.#doubt = null;
  }

  #refused(code: ErrorCode): void {
    this.#finish({ type: 'refused', code, clockAheadMs: this.#clockAheadMs });
  }

  #finish(event: Extract<ConnectionEvent, { type: 'close' | 'refused' | 'replaced' }>): void {
    this.#hangUp(1000);
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#dispatch(event);
    this.#pending.fail('all', ({ method }) => this.#closedError(method));
  }

  #hangUp(code: number | null): void {
    this.#generation++;
    this.#clearTimers();
    if (code !== null) this.#socket?.close(code);
    this.#socket = null;
  }

  #isOnline(): boolean {
    return this.#state.phase === 'online';
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#endDoubt(false);
  }

  #closedError(method: Method): SignalingError<'closed'> {
    const { phase } = this.#state;
    return new SignalingError('closed', {
      method,
      phase: phase === 'refused' || phase === 'replaced' ? phase : 'closed',
    });
  }

  #dispatch(event: ConnectionEvent): void {
    const next = transition(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    this.emit('state', next);
  }
}
