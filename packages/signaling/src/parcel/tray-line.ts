import { sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import { reconnectDelay } from '../client/schedule.ts';
import { SignalingError, refusalCode } from '../client/signaling-error.ts';
import type { ParcelId, ParticipantId, SessionId, TrayRefusalCode } from '../wire/index.ts';
import { ParcelState, RETRYABLE, TRAY_PATH, TRAY_PLACE_HEADER, TrayRefusalBody } from '../wire/index.ts';
import { ParcelError } from './parcel-error.ts';

/** One HTTPS request to the server's tray. */
export interface TrayRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: string;
  /** `owner/parcel`, or `owner/parcel/chunk`. */
  readonly place: string;
  readonly token: string;
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly signal: AbortSignal;
}
export interface TrayAnswer {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}
/** Asks once. Rejects when no answer came, whatever the reason. */
export type AskTray = (request: TrayRequest) => Promise<TrayAnswer>;

/**
 * By the browser's own fetch: no cookie goes along, no redirection is followed, and the server's answers forbid keeping them. `cache` stays as
 * it is: `no-store` here would have Chromium ask for leave (CORS) before every chunk.
 */
export const askByFetch: AskTray = async ({ method, url, place, token, body, signal }) => {
  const answer = await fetch(url, {
    method,
    body,
    signal,
    headers: {
      authorization: `Bearer ${token}`,
      [TRAY_PLACE_HEADER]: place,
      ...(body !== null && { 'content-type': 'application/octet-stream' }),
    },
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    priority: 'low',
  });
  return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
};

/** Where a parcel lies. */
export interface ParcelAddress {
  readonly owner: ParticipantId;
  readonly parcel: ParcelId;
}

export interface TrayLineOptions {
  readonly sessionId: SessionId;
  readonly request: Requester;
  /** `https://host:port` */
  readonly origin: string;
  readonly ask: AskTray;
}

/** An answer that has not come by then is asked for again, in milliseconds. */
const PATIENCE_MS = 60_000;
/** Refusals that pass by themselves, beside a token that ran out. */
const PASSING: ReadonlySet<TrayRefusalCode> = new Set(['internal']);
/** New tokens that one request is worth: a server that takes none of its own is not asked for ever. */
const MAX_TOKENS = 5;

/**
 * One end's way to the sealed chunks of its session. Every request is asked again, with back-off, until it is answered or
 * called off: broken lines and restarts of the server only delay. Fails with a `ParcelError`.
 */
export class TrayLine {
  readonly #options: TrayLineOptions;
  #token: Promise<string> | null = null;
  /** Ends the present waits between two tries. */
  #nap = new AbortController();
  /** Ends what is under way over a line that is gone: TCP would try it again up to half a minute after the line's return. */
  #line = new AbortController();

  constructor(options: TrayLineOptions) {
    this.#options = options;
  }

  /** The chunks of a parcel that the server has. */
  async chunks(address: ParcelAddress, signal: AbortSignal): Promise<readonly number[]> {
    const body = await this.#ask('GET', placeOf(address), null, signal);
    const state = ParcelState.safeParse(parseJson(body));
    if (!state.success) throw new ParcelError('refused', { code: 'malformed' });
    return state.data.chunks;
  }

  /** A sealed chunk, or null when the server has none under this number. */
  async get(address: ParcelAddress, chunk: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await this.#ask('GET', `${placeOf(address)}/${chunk}`, null, signal);
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async put(
    address: ParcelAddress,
    chunk: number,
    sealed: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#ask('PUT', `${placeOf(address)}/${chunk}`, sealed, signal);
  }

  async remove(address: ParcelAddress, signal: AbortSignal): Promise<void> {
    await this.#ask('DELETE', placeOf(address), null, signal);
  }

  /** The network is back: what waits for its next try goes now, and what is under way goes anew. */
  wake(): void {
    this.#line.abort();
    this.#line = new AbortController();
    this.#nap.abort();
    this.#nap = new AbortController();
  }

  async #ask(
    method: TrayRequest['method'],
    place: string,
    body: Uint8Array<ArrayBuffer> | null,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const url = `${this.#options.origin}${TRAY_PATH}`;
    let tokens = 0;
    for (let attempt = 1; ; attempt++) {
      const token = await this.#tokenFor(signal);
      // Called off in between: nothing of it leaves any more.
      signal.throwIfAborted();
      const answer = await this.#once({ method, url, place, token, body, signal });
      signal.throwIfAborted();
      if (answer !== null && answer.status < 300) return answer.body;
      const code = answer === null ? null : codeOf(answer);
      if (code === 'unauthenticated' && ++tokens < MAX_TOKENS) {
        this.#token = null;
        if (tokens === 1) continue;
      } else if (code !== null && !PASSING.has(code)) throw refusal(code);
      await sleep(reconnectDelay(attempt, Math.random()), AbortSignal.any([signal, this.#nap.signal]));
      signal.throwIfAborted();
    }
  }

  /** Null: no answer, the line or the server is down. */
  async #once(request: TrayRequest): Promise<TrayAnswer | null> {
    const signal = AbortSignal.any([request.signal, this.#line.signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      return await this.#options.ask({ ...request, signal });
    } catch {
      // Refused connection, cut line, gone line, time-out: all are tried again, and none says more than another.
      return null;
    }
  }

  async #tokenFor(signal: AbortSignal): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      this.#token ??= this.#open();
      const asked = this.#token;
      try {
        return await abortable(asked, signal);
      } catch (error) {
        if (this.#token === asked) this.#token = null;
        signal.throwIfAborted();
        const code = refusalCode(error);
        if (error instanceof SignalingError && (code === null || !RETRYABLE.has(code))) {
          throw new ParcelError('over', null, { cause: error });
        }
        await sleep(reconnectDelay(attempt, Math.random()), signal);
      }
    }
  }

  async #open(): Promise<string> {
    const { request, sessionId } = this.#options;
    return (await request('tray.open', { sessionId }, { deadlineMs: null })).token;
  }
}

function placeOf({ owner, parcel }: ParcelAddress): string {
  return `${owner}/${parcel}`;
}

function refusal(code: TrayRefusalCode): ParcelError {
  if (code === 'limited') return new ParcelError('server-full', null);
  if (code === 'out-of-order' || code === 'unauthenticated') return new ParcelError('over', null);
  return new ParcelError('refused', { code });
}

function isNotFound(error: unknown): boolean {
  if (!(error instanceof ParcelError)) return false;
  const context: unknown = error.context;
  return typeof context === 'object' && context !== null && 'code' in context && context.code === 'not-found';
}

/** The server's own word, or null when something between answered in its place. */
function codeOf({ body }: TrayAnswer): TrayRefusalCode | null {
  const parsed = TrayRefusalBody.safeParse(parseJson(body));
  return parsed.success ? parsed.data.code : null;
}

function parseJson(body: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return parsed;
  } catch {
    return null;
  }
}

/** The promise, or the signal's reason when that comes first. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('called off'));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The tray is on the signalling's port: `https://host:port` for `wss://host:port/…`. */
export function trayOrigin(signalingUrl: string): string {
  return `https://${new URL(signalingUrl).host}`;
}
