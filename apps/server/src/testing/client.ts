import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import {
  decode,
  encode,
  methods,
  notifications,
  PING_INTERVAL_MS,
  PROTOCOL,
  proofText,
  ServerFrame,
  SUBPROTOCOL,
  type DeviceId,
  type ErrorCode,
  type Method,
  type NotificationName,
  type NotificationOf,
  type RequestOf,
  type ResponseOf,
} from '@mado/signaling/wire';
import type { CertificateRole } from '@mado/e2ee';
import { WebSocket } from 'ws';
import { authority } from './authority.ts';

/** A device with the private half of its key, as tests invent it. */
export interface TestDevice {
  readonly id: DeviceId;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly certificate: Uint8Array<ArrayBuffer>;
}

/** A new key with a certificate of the stage's authority, for the given time (for always). */
export async function inventDevice(
  id: DeviceId,
  role: CertificateRole,
  name: string,
  time: { notBefore?: number; notAfter?: number } = {},
): Promise<TestDevice> {
  const { publicKey: spki, privateKey } = generateKeyPairSync('ed25519');
  const publicKey = new Uint8Array(spki.export({ type: 'spki', format: 'der' }).subarray(-32));
  const certificate = await authority.certify({ deviceId: id, role, name, publicKey, ...time });
  return { id, privateKey, publicKey, certificate };
}

/** The server's refusal, as a test sees it. */
export class Refused extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

type Heard = { [N in NotificationName]: { name: N; data: NotificationOf<N> } }[NotificationName];

/** A bare client over the real codec and TLS: every frame that arrives is checked against its schema. */
export class TestClient {
  readonly socket: WebSocket;
  readonly heard: Heard[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<() => void>();
  #nextId = 1;

  private constructor(url: string, subprotocol: string) {
    this.socket = new WebSocket(url, subprotocol, { rejectUnauthorized: false, perMessageDeflate: false });
    this.socket.on('message', (data: Buffer) => this.#receive(data));
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`closed with ${code}`));
        this.#waiting.clear();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  static async open(url: string, subprotocol: string = SUBPROTOCOL): Promise<TestClient> {
    const client = new TestClient(url, subprotocol);
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    client.socket.on('error', () => undefined);
    return client;
  }

  /** Opens and says hello. */
  static async enter(url: string, device: TestDevice): Promise<{ client: TestClient; hello: ResponseOf<'hello'> }> {
    const client = await TestClient.open(url);
    return { client, hello: await client.hello(device) };
  }

  async hello(device: TestDevice, change: Partial<RequestOf<'hello'>> = {}): Promise<ResponseOf<'hello'>> {
    const { nonce, serverTime } = await this.next('challenge');
    return this.ask('hello', {
      protocol: PROTOCOL,
      app: { name: 'test', version: '0' },
      deviceId: device.id,
      proof: Uint8Array.from(sign(null, proofText(nonce, device.id), device.privateKey)),
      certificate: device.certificate,
      deviceTime: serverTime,
      ...change,
    });
  }

  async ask<M extends Method>(method: M, data: RequestOf<M>): Promise<ResponseOf<M>> {
    const answer = await this.askRaw(method, data);
    return methods[method].response.parse(answer) as ResponseOf<M>;
  }

  askRaw(method: string, data: unknown): Promise<unknown> {
    const id = this.#nextId++;
    if (this.socket.readyState !== this.socket.OPEN) return Promise.reject(new Error('the line is closed'));
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.socket.send(encode({ type: 'request', id, method, data }));
    return answer;
  }

  /** The code with which a request is refused. */
  async refusal(method: string, data: unknown): Promise<ErrorCode | 'granted'> {
    try {
      await this.askRaw(method, data);
      return 'granted';
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }

  send(
    payload: Uint8Array<ArrayBuffer>,
    sessionId: RequestOf<'channel.send'>['sessionId'],
    to: RequestOf<'channel.send'>['to'] = null,
    key: string = randomUUID(),
  ) {
    return this.ask('channel.send', { sessionId, key, to, payload, echo: false });
  }

  /** The next notification of this name (that `fits`), one heard before included; it is taken out. */
  async next<N extends NotificationName>(
    name: N,
    fits: (data: NotificationOf<N>) => boolean = () => true,
    timeoutMs = 8000,
  ): Promise<NotificationOf<N>> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const index = this.heard.findIndex((each) => each.name === name && fits(each.data as NotificationOf<N>));
      const [found] = index < 0 ? [] : this.heard.splice(index, 1);
      if (found) return found.data as NotificationOf<N>;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`did not hear ${name}; heard ${this.heard.map((each) => each.name).join(', ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, left);
        const listeners = this.#listeners;
        function done(): void {
          clearTimeout(timer);
          listeners.delete(done);
          resolve();
        }
        listeners.add(done);
      });
    }
  }

  /** Pings as a real client does, until it is closed. */
  keepAlive(): void {
    const timer = setInterval(() => {
      this.askRaw('ping', {}).catch(() => 'the line was closed');
    }, PING_INTERVAL_MS / 2);
    this.socket.once('close', () => clearInterval(timer));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #receive(data: Buffer): void {
    const decoded = decode(data);
    if (!decoded.ok) throw new Error(`the server sent ${decoded.reason} bytes`);
    const frame = ServerFrame.parse(decoded.value);
    if (frame.type === 'notification') {
      const name = frame.name as NotificationName;
      this.heard.push({ name, data: notifications[name].parse(frame.data) } as Heard);
      for (const wake of [...this.#listeners]) wake();
      return;
    }
    const waiting = this.#waiting.get(frame.id);
    this.#waiting.delete(frame.id);
    if (frame.ok) waiting?.resolve(frame.data);
    else waiting?.reject(new Refused(frame.error.code, frame.error.message));
  }
}
