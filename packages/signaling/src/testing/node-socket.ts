import { WebSocket } from 'ws';
import type { OpenSocket, Socket } from '../client/index.ts';

/** Opens sockets with `ws`, which takes a development certificate, and keeps a hold on them so that a test can cut lines. */
export class Lines {
  readonly #sockets = new Set<WebSocket>();
  /** While true, new connections fail as on an unplugged line. */
  unplugged = false;

  readonly open: OpenSocket = (url, subprotocol, handlers): Socket => {
    if (this.unplugged) {
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
    for (const socket of this.#sockets) socket.terminate();
  }
}
