import type { Carrier } from './carrier.ts';

/** The DOM's `MessagePort`, and Node's of `worker_threads`, which offers the same. */
export interface DomPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** Electron's `MessagePortMain`, as the main process and a utility process have it. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * A carrier over a MessagePort. Messages are structured clones, so bytes pass as they are. The close of the other end is
 * seen where the platform tells it (Chromium since 122, Electron, Node).
 */
export function messagePortCarrier(port: DomPort | MainPort): Carrier {
  let closed = false;
  let closeReceiver: (() => void) | undefined;
  const onClose = (): void => {
    if (closed) return;
    closed = true;
    closeReceiver?.();
  };
  return {
    send(message) {
      if (!closed) port.postMessage(message);
    },
    start(receiver) {
      closeReceiver = () => receiver.onClose();
      const onMessage = (event: { readonly data: unknown }): void => {
        if (!closed) receiver.onMessage(event.data);
      };
      if ('addEventListener' in port) {
        port.addEventListener('message', onMessage);
        port.addEventListener('close', onClose);
      } else {
        port.on('message', onMessage);
        port.on('close', onClose);
      }
      port.start();
    },
    close() {
      port.close();
      onClose();
    },
  };
}
