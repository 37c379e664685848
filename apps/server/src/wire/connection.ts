import { randomBytes, randomUUID } from 'node:crypto';
import {
  CLOSE,
  decode,
  encode,
  methods,
  PING_INTERVAL_MS,
  PROTOCOL,
  RequestFrame,
  type ErrorCode,
  type NotificationName,
  type NotificationOf,
  type RequestOf,
  type ResponseFrame,
  type ResponseOf,
} from '@mado/signaling/wire';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { ConfiguredDevice } from '../config/schema.ts';
import type { Certified, DeviceRegister } from '../devices/register.ts';
import type { Logger } from '../log.ts';
import type { Line } from './line.ts';
import { TokenBucket } from './rate.ts';
import { Refusal } from './refusal.ts';
import { parseRequest, type Route, type Routes, type RoutesBeforeHello } from './route.ts';

/** What a connection needs from the server around it. */
export interface ConnectionSurroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly devices: DeviceRegister;
  readonly routes: Routes;
  /** What a device may ask before it says hello. */
  readonly beforeHello: RoutesBeforeHello;
  /** The device is known: takes it in and says what `hello` answers. */
  readonly welcome: (line: Line, hello: RequestOf<'hello'>) => ResponseOf<'hello'>;
  /** Whether the person at the line may ask for this. @throws {Refusal} */
  readonly allow: (line: Line, method: keyof Routes) => void;
  /** Runs after the answer to `hello` is on its way. */
  readonly settled: (line: Line) => void;
  readonly left: (line: Line) => void;
  /** Somebody did not get in. `device` when they said to be one that is known. */
  readonly refused: (device: ConfiguredDevice | undefined, reason: ErrorCode) => void;
}

const HELLO_DEADLINE_MS = 10_000;
const SILENCE_MS = 3 * PING_INTERVAL_MS;
const NONCE_BYTES = 32;
/** Requests: more than a scan of 30 MB in chunks at once, and far more than people cause. */
const REQUEST_RATE = { burst: 2000, perSecond: 400 };
const BYTE_RATE = { burst: 64 * 1024 * 1024, perSecond: 16 * 1024 * 1024 };
/** Requests over the rate that are still answered; then the line is cut. */
const PATIENCE = 1000;
/** A client that sends but does not read is cut when this much waits for it, in bytes. */
const UNREAD_LIMIT = 24 * 1024 * 1024;

/** How long the other side has to answer a closing frame; one that does not read never will. */
const FAREWELL_MS = 2000;

/** Before and after `hello`; there is no way back. */
type Phase =
  | { readonly at: 'greeting'; readonly nonce: Buffer; readonly stopWaiting: () => void }
  | { readonly at: 'known'; readonly line: Line }
  | { readonly at: 'closed' };

const ProtocolOnly = z.looseObject({ protocol: z.string() });
const DeviceNamed = z.looseObject({ deviceId: z.string() });
const WithId = z.looseObject({ id: z.int().positive() });

/** One WebSocket: frames in, answers and notifications out. Nothing that arrives here makes it throw. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #around: ConnectionSurroundings;
  readonly #requests: TokenBucket;
  readonly #bytes: TokenBucket;
  #phase: Phase;
  #heardAt: number;
  #impatience = 0;

  constructor(socket: WebSocket, around: ConnectionSurroundings) {
    this.#socket = socket;
    this.#around = around;
    const now = around.clock.now();
    this.#heardAt = now;
    this.#requests = new TokenBucket(REQUEST_RATE, now);
    this.#bytes = new TokenBucket(BYTE_RATE, now);
    const stopWaiting = around.clock.after(HELLO_DEADLINE_MS, () => {
      if (this.#phase.at === 'greeting') this.close(CLOSE.protocol, 'no hello in time');
    });
    const nonce = randomBytes(NONCE_BYTES);
    this.#phase = { at: 'greeting', nonce, stopWaiting };
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    // ws reports oversized and broken frames here and closes by itself with the right code.
    socket.on('error', (error) => around.log.debug({ reason: error.message }, 'socket error'));
    socket.on('close', (code) => this.#gone(code));
    this.notify('challenge', { nonce: Uint8Array.from(nonce), protocol: PROTOCOL, serverTime: now });
  }

  get known(): boolean {
    return this.#phase.at === 'known';
  }

  /** True when nothing was heard for three of the client's ping intervals. */
  isSilent(now: number): boolean {
    return now - this.#heardAt > SILENCE_MS;
  }

  notify<N extends NotificationName>(name: N, data: NotificationOf<N>): void {
    this.#send({ type: 'notification', name, data });
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.close(code, reason);
    this.#around.clock.after(FAREWELL_MS, () => {
      if (this.#socket.readyState !== this.#socket.CLOSED) this.#socket.terminate();
    });
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #receive(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
    if (this.#phase.at === 'closed' || this.#socket.readyState !== this.#socket.OPEN) return;
    const now = this.#around.clock.now();
    this.#heardAt = now;
    if (!isBinary) {
      this.close(CLOSE.protocol, 'frames are binary');
      return;
    }
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    const decoded = decode(bytes);
    if (!decoded.ok) {
      this.close(CLOSE.protocol, decoded.reason);
      return;
    }
    const frame = RequestFrame.safeParse(decoded.value);
    if (!frame.success) {
      const numbered = WithId.safeParse(decoded.value);
      if (!numbered.success) {
        this.close(CLOSE.protocol, 'not a request');
        return;
      }
      this.#refuse(numbered.data.id, new Refusal('malformed', 'not a request of this protocol'));
      return;
    }
    if (!this.#requests.take(1, now) || !this.#bytes.take(bytes.byteLength, now)) {
      this.#impatience += 1;
      if (this.#impatience > PATIENCE) {
        this.close(CLOSE.protocol, 'too many requests');
        return;
      }
      this.#refuse(frame.data.id, new Refusal('limited', 'too many requests'));
      return;
    }
    this.#impatience = Math.max(0, this.#impatience - 1);
    if (this.#phase.at === 'greeting') this.#greet(frame.data, this.#phase);
    else void this.#answer(frame.data, this.#phase.line);
  }

  /** The only request before `hello` is `hello`. A proof that fails ends the connection: its nonce is used up. */
  #greet(frame: RequestFrame, greeting: Extract<Phase, { at: 'greeting' }>): void {
    if (frame.method !== 'hello') {
      this.#answerStranger(frame);
      return;
    }
    try {
      const { device, hello, certified } = this.#identify(frame.data, greeting.nonce);
      const line = this.#lineFor(device, certified);
      greeting.stopWaiting();
      this.#phase = { at: 'known', line };
      this.#respond(frame.id, this.#around.welcome(line, hello));
      this.#around.settled(line);
    } catch (error) {
      this.#refuse(frame.id, error);
      if (error instanceof Refusal) {
        this.#around.log.warn({ code: error.code }, 'hello refused');
        this.#around.refused(this.#saidToBe(frame.data), error.code);
        this.close(CLOSE.refused, 'hello refused');
        return;
      }
      // A fault of ours is no reason to stay away for good.
      this.close(CLOSE.restart, 'hello failed');
    }
  }

  /** Enrolment is asked for by devices that have nothing to say hello with. */
  #answerStranger(frame: RequestFrame): void {
    try {
      const { beforeHello } = this.#around;
      const run = Object.entries(beforeHello).find(([name]) => name === frame.method)?.[1];
      if (!run) throw new Refusal('out-of-order', 'hello comes first');
      this.#respond(frame.id, run(frame.data));
    } catch (error) {
      this.#refuse(frame.id, error);
    }
  }

  #identify(
    data: unknown,
    nonce: Uint8Array,
  ): { device: ConfiguredDevice; certified: Certified; hello: RequestOf<'hello'> } {
    const spoken = ProtocolOnly.safeParse(data);
    // Before the rest is looked at: another version may say hello in another shape.
    if (spoken.success && spoken.data.protocol !== PROTOCOL) {
      throw new Refusal('protocol-version', `this server speaks protocol ${PROTOCOL}`);
    }
    const hello = parseRequest(methods.hello.request, data);
    return { ...this.#around.devices.identify(hello, nonce, this.#around.clock.now()), hello };
  }

  /** The configured device whose identifier was given, with or without right. */
  #saidToBe(data: unknown): ConfiguredDevice | undefined {
    const named = DeviceNamed.safeParse(data);
    return named.success ? this.#around.devices.find(named.data.deviceId) : undefined;
  }

  #lineFor(device: ConfiguredDevice, certified: Certified): Line {
    const socket = this.#socket;
    return {
      device,
      certified,
      get buffered() {
        return socket.bufferedAmount;
      },
      get open() {
        return socket.readyState === socket.OPEN;
      },
      notify: (name, data) => this.notify(name, data),
      close: (code, reason) => this.close(code, reason),
    };
  }

  async #answer(frame: RequestFrame, line: Line): Promise<void> {
    try {
      const { name, route } = this.#routeOf(frame.method);
      if (!route.roles.includes(line.device.role)) throw new Refusal('forbidden', 'not for this role');
      this.#around.allow(line, name);
      this.#respond(frame.id, await route.run(line, frame.data));
    } catch (error) {
      this.#refuse(frame.id, error);
    }
  }

  #routeOf(method: string): { name: keyof Routes; route: Route } {
    if (method === 'hello') throw new Refusal('out-of-order', 'hello was said');
    const { routes } = this.#around;
    if (!isMethod(method, routes)) throw new Refusal('unknown-method', 'no such method');
    return { name: method, route: routes[method] };
  }

  #respond(id: number, data: unknown): void {
    this.#send({ type: 'response', id, ok: true, data });
  }

  /** Anything but a refusal is our own fault: the client gets a number to quote, the log gets the rest. */
  #refuse(id: number, error: unknown): void {
    if (error instanceof Refusal) {
      this.#send({ type: 'response', id, ok: false, error: { code: error.code, message: error.message } });
      return;
    }
    const logId = randomUUID();
    this.#around.log.error({ logId, err: error }, 'a handler failed');
    this.#send({ type: 'response', id, ok: false, error: { code: 'internal', message: `see log ${logId}` } });
  }

  #send(frame: ResponseFrame | { type: 'notification'; name: NotificationName; data: unknown }): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(encode(frame));
    if (this.#socket.bufferedAmount > UNREAD_LIMIT) {
      this.#around.log.warn('a client does not read; closing');
      this.#socket.terminate();
    }
  }

  #gone(code: number): void {
    const phase = this.#phase;
    this.#phase = { at: 'closed' };
    if (phase.at === 'greeting') phase.stopWaiting();
    if (phase.at === 'known') {
      this.#around.log.debug({ device: phase.line.device.id, code }, 'connection closed');
      try {
        this.#around.left(phase.line);
      } catch (error) {
        this.#around.log.error({ device: phase.line.device.id, err: error }, 'a departure could not be noted');
      }
    }
  }
}

function isMethod(name: string, routes: Routes): name is keyof Routes {
  return Object.hasOwn(routes, name);
}
