import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import type { ErrorCode, Method, NotificationName, NotificationOf, RequestFrame, ResponseOf } from '../wire/index.ts';
import { decode, encode, PROTOCOL, RequestFrame as RequestSchema } from '../wire/index.ts';

/** An answer, a refusal, or silence. */
export type Reply = { readonly data: unknown } | { readonly refuse: ErrorCode } | 'silence';

export const WELCOME: ResponseOf<'hello'> = {
  protocol: PROTOCOL,
  person: { phase: 'not-needed' },
  role: 'kiosk',
  name: '東公民館',
  department: '',
  desks: [],
  session: null,
  participantId: null,
  serverTime: 1,
  revocations: null,
  renewal: null,
};

/** A server on loopback that speaks the real frames and says what a test tells it to. */
export class ScriptedServer {
  readonly requests: RequestFrame[] = [];
  readonly #replies = new Map<string, (data: unknown) => Reply>();
  readonly #sockets = new Set<WebSocket>();
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => this.#greet(socket));
    this.on('hello', () => ({ data: WELCOME }));
    this.on('ping', () => ({ data: { serverTime: 1 } }));
  }

  static async start(): Promise<ScriptedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new ScriptedServer(server);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `ws://127.0.0.1:${address.port}`;
  }

  /** How many lines are open. */
  get lines(): number {
    return this.#sockets.size;
  }

  on(method: Method, reply: (data: unknown) => Reply): void {
    this.#replies.set(method, reply);
  }

  count(method: Method): number {
    return this.requests.filter((request) => request.method === method).length;
  }

  notify<N extends NotificationName>(name: N, data: NotificationOf<N>): void {
    this.raw(encode({ type: 'notification', name, data }));
  }

  raw(bytes: Uint8Array | string): void {
    for (const socket of this.#sockets) socket.send(bytes);
  }

  /** Closes every line with a code; without one, cuts it. */
  drop(code?: number): void {
    for (const socket of this.#sockets) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  async close(): Promise<void> {
    this.drop();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #greet(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (bytes: Buffer) => {
      const decoded = decode(new Uint8Array(bytes));
      if (!decoded.ok) throw new Error(decoded.reason);
      const request = RequestSchema.parse(decoded.value);
      this.requests.push(request);
      const reply = this.#replies.get(request.method)?.(request.data) ?? 'silence';
      if (reply === 'silence' || socket.readyState !== WebSocket.OPEN) return;
      const { id } = request;
      socket.send(
        encode(
          'data' in reply
            ? { type: 'response', id, ok: true, data: reply.data }
            : { type: 'response', id, ok: false, error: { code: reply.refuse, message: '' } },
        ),
      );
    });
    socket.send(
      encode({
        type: 'notification',
        name: 'challenge',
        data: { nonce: randomBytes(32), protocol: PROTOCOL, serverTime: 1 },
      }),
    );
  }
}
