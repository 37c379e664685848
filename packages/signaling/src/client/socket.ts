/** What the client needs of a WebSocket; tests and other runtimes bring their own through `OpenSocket`. */
export interface Socket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export interface SocketHandlers {
  /** Bytes of a binary frame; null for a text frame, which this protocol does not have. */
  message(bytes: Uint8Array | null): void;
  /** Called once, also when the socket never opened. */
  closed(code: number): void;
}

export type OpenSocket = (url: string, subprotocol: string, handlers: SocketHandlers) => Socket;

/** Opens the runtime's own WebSocket. */
export const openWebSocket: OpenSocket = (url, subprotocol, handlers) => {
  const socket = new WebSocket(url, subprotocol);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    handlers.message(event.data instanceof ArrayBuffer ? new Uint8Array(event.data) : null);
  });
  // Every failure ends in `close`; `error` carries nothing that the close code does not.
  socket.addEventListener('close', (event) => handlers.closed(event.code));
  return {
    send: (bytes) => socket.send(bytes),
    close: (code, reason) => socket.close(code, reason),
  };
};

/** Tells when the machine believes that it has a network again; returns a function that stops telling. */
export type WatchNetwork = (listener: () => void) => () => void;

/** The browser's `online` event; silent in runtimes that have none. */
export const watchBrowserNetwork: WatchNetwork = (listener) => {
  if (typeof window === 'undefined') return () => undefined;
  window.addEventListener('online', listener);
  return () => {
    window.removeEventListener('online', listener);
  };
};

/** Whether the machine says that it has no network. Never where it cannot tell. */
export function browserIsOffline(): boolean {
  return typeof window !== 'undefined' && !navigator.onLine;
}
