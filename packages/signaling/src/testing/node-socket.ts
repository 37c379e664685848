import { WebSocket } from 'ws';
import type { OpenSocket, Socket } from '../client/index.ts';
import { TrayConnections } from './node-tray.ts';

/** Opens sockets with `ws`, which takes a development certificate, and keeps a hold on them so that a test can cut lines. */
export class Lines {
  readonly #sockets = new Set<WebSocket>();
  readonly tray = new TrayConnections();
  #unplugged = false;

  /** While true, new connections fail as on an unplugged line. */
  get unplugged(): boolean {
    return this.#unplugged;
  }

  set unplugged(unplugged: boolean) {
    this.#unplugged = unplugged;
    this.tray.unplugged = unplugged;
  }

  readonly open: OpenSocket = (url, subprotocol, handlers): Socket => {
    if (this.#unplugged) {
      setTimeout(() => handlers.closed(1006), 1);
      return { send: () => undefined, close: () => undefined };
    }
    const socket = new WebSocket(url, subprotocol, { rejectUnauthorized: false, perMessageDeflate: false });
    this.#sockets.add(socket);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      handlers.message(isBinary ? new Uint8Array(data) : null);
    });
    // `close` follows and carries all that the client wants to know.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.#sockets.delete(socket);
      handlers.closed(code);
    });
    return {
      send: (bytes) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
      },
      close: (code, reason) => socket.close(code, reason),
    };
  };

  /** Cuts every line at once, without a good-bye. */
  cut(): void {
    this.tray.cut();
    for (const socket of this.#sockets) socket.terminate();
  }
}
