import type { Carrier, CarrierSource } from './carrier.ts';
import { packMessage, unpackMessage } from './codec.ts';

/** As much of the browser's `WebSocket` as a carrier needs; `ws` offers the same. */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const OPEN = 1;

/** A carrier over a WebSocket that is open or about to open. Bytes that are no message close it. */
export function webSocketCarrier(socket: Socket): Carrier {
  socket.binaryType = 'arraybuffer';
  return {
    send(message) {
      if (socket.readyState === OPEN) socket.send(packMessage(message));
    },
    start(receiver) {
      let closed = false;
      socket.addEventListener('message', (event) => {
        const message = event.data instanceof ArrayBuffer ? unpackMessage(new Uint8Array(event.data)) : undefined;
        if (message === undefined) socket.close();
        else receiver.onMessage(message);
      });
      socket.addEventListener('close', () => {
        if (closed) return;
        closed = true;
        receiver.onClose();
      });
      // An error is always followed by `close`; without a listener `ws` would throw it.
      socket.addEventListener('error', () => undefined);
    },
    close() {
      socket.close();
    },
  };
}

export interface ReconnectOptions {
  /** How to dial; the browser's `WebSocket` when absent. */
  readonly dial?: (url: string) => Socket;
  /** Wait before the first new attempt, in milliseconds; doubles up to `maxDelayMs`. */
  readonly minDelayMs?: number;
  readonly maxDelayMs?: number;
}

/**
 * WebSockets to one host, the next one dialled when the one before has closed. A host restarts within a second or so, and nothing else
 * shares the loopback line, so the wait is short (250 ms, doubling to 2 s) and needs no jitter.
 */
export function webSocketCarriers(url: string, options: ReconnectOptions = {}): CarrierSource {
  const dial = options.dial ?? ((address: string): Socket => new WebSocket(address));
  const minDelay = options.minDelayMs ?? 250;
  const maxDelay = options.maxDelayMs ?? 2_000;
  return (onCarrier) => {
    let stopped = false;
    let delay = minDelay;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let socket: Socket | undefined;
    const connect = (): void => {
      const fresh = dial(url);
      socket = fresh;
      fresh.addEventListener('open', () => (delay = minDelay));
      fresh.addEventListener('close', () => {
        if (stopped) return;
        timer = setTimeout(connect, delay);
        delay = Math.min(delay * 2, maxDelay);
      });
      onCarrier(webSocketCarrier(fresh));
    };
    connect();
    return () => {
      stopped = true;
      clearTimeout(timer);
      socket?.close();
    };
  };
}
