import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE, MAX_MESSAGE_BYTES, PING_INTERVAL_MS, SIGNALING_PATH, SUBPROTOCOL } from '@mado/signaling/wire';
import { WebSocketServer } from 'ws';
import { Connection, type ConnectionSurroundings } from './connection.ts';

/** Connections that have not said who they are; a flood of them must not take the place of devices. */
const MAX_STRANGERS = 256;
/** Told to clients at shutdown, in milliseconds. */
const RECONNECT_AFTER_MS = 1000;
const FAREWELL_MS = 2000;
const LOOK_MS = 10;
/** Clients of other versions are let in as far as `hello`, where they are told so in words. */
const OTHER_VERSION = /^mado\.\d{1,6}$/;

/** Lets WebSockets in at `SIGNALING_PATH` and keeps them alive or drops them. */
export class Gateway {
  readonly #around: ConnectionSurroundings;
  readonly #connections = new Set<Connection>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    // Above the protocol's own limit, so that a frame somewhat too large is refused by the protocol and only a far larger one by ws.
    maxPayload: 2 * MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) =>
      offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered].find((name) => OTHER_VERSION.test(name)) ?? false),
  });
  #sweep: () => void;
  #closing = false;

  constructor(around: ConnectionSurroundings) {
    this.#around = around;
    this.#sweep = this.#sweepLater();
  }

  attach(server: Pick<Server, 'on'>): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
  }

  /** Says good-bye to every client, then closes; waits until all are gone, but not for long. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#sweep();
    for (const connection of this.#connections) {
      connection.notify('server.closing', { reconnectAfterMs: RECONNECT_AFTER_MS });
      connection.close(CLOSE.restart, 'the server stops');
    }
    for (let waited = 0; this.#connections.size > 0 && waited < FAREWELL_MS; waited += LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    for (const connection of this.#connections) connection.terminate();
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (error) => this.#around.log.debug({ reason: error.message }, 'upgrade failed'));
    const [path] = (request.url ?? '').split('?');
    if (path !== SIGNALING_PATH) {
      refuse(socket, '404 Not Found');
      return;
    }
    if (this.#closing || this.#strangers() >= MAX_STRANGERS) {
      refuse(socket, '503 Service Unavailable');
      return;
    }
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.some((name) => OTHER_VERSION.test(name))) {
      refuse(socket, '400 Bad Request');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      const connection = new Connection(client, this.#around);
      this.#connections.add(connection);
      client.on('close', () => this.#connections.delete(connection));
    });
  }

  #strangers(): number {
    let count = 0;
    for (const connection of this.#connections) if (!connection.known) count += 1;
    return count;
  }

  #sweepLater(): () => void {
    return this.#around.clock.after(PING_INTERVAL_MS, () => {
      const now = this.#around.clock.now();
      for (const connection of this.#connections) if (connection.isSilent(now)) connection.terminate();
      this.#sweep = this.#sweepLater();
    });
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
