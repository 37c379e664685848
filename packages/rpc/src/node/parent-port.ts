import type { MainPort } from '../message-port-carrier.ts';
import { WRAPPING_KEY_BYTES } from './sealed-key.ts';

/** Said to a host by the process that made it: end in good order. */
export const STOP_MESSAGE = 'mado:stop';

/** Said by a host to the process that made it: lines may come. */
export const UTILITY_READY = 'mado:ready';

/** Electron's `process.parentPort` in a utility process, as much as a host needs. */
export interface ParentPort {
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly MainPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

/**
 * Electron's line to the process that made this one; `undefined` outside of a utility process. Looked for by its shape, so that hosts need not know
 * Electron.
 */
export function findParentPort(candidate: object): ParentPort | undefined {
  const port: unknown = Reflect.get(candidate, 'parentPort');
  return isParentPort(port) ? port : undefined;
}

function isParentPort(port: unknown): port is ParentPort {
  if (typeof port !== 'object' || port === null) return false;
  return typeof Reflect.get(port, 'on') === 'function' && typeof Reflect.get(port, 'postMessage') === 'function';
}

/**
 * The key that a device key is sealed with. Null: the system keeps no secrets. `locked`: there is one, and the system does not open it (another user,
 * another machine, a key store that was made anew or is locked).
 */
export type WrappingKey = Uint8Array | null | 'locked';

/** Said to a host right after it was made, and when it asked for a new one. */
export interface WrappingKeyMessage {
  readonly mado: 'wrapping-key';
  readonly key: WrappingKey;
}

/** Said by a host whose wrapping key is locked and seals nothing any more: a new one is wanted. */
export const NEW_WRAPPING_KEY = 'mado:new-wrapping-key';

/** How long a host waits for the shell's word, in milliseconds. */
const WORD_DEADLINE_MS = 10_000;

/** The shell did not say how the device key is kept. */
export class NoWrappingKeyError extends Error {
  override readonly name = 'NoWrappingKeyError';
}

/** Waits for the shell's word on the wrapping key. @throws NoWrappingKeyError */
export function wrappingKeyFrom(port: ParentPort, deadlineMs = WORD_DEADLINE_MS): Promise<WrappingKey> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoWrappingKeyError('the shell said nothing of a key')), deadlineMs);
    port.on('message', ({ data }) => {
      const key = keyIn(data);
      if (key === undefined) return;
      clearTimeout(timer);
      resolve(key);
    });
  });
}

function keyIn(data: unknown): WrappingKey | undefined {
  if (typeof data !== 'object' || data === null || Reflect.get(data, 'mado') !== 'wrapping-key') return undefined;
  const key: unknown = Reflect.get(data, 'key');
  if (key === null || key === 'locked') return key;
  return ArrayBuffer.isView(key) && key.byteLength === WRAPPING_KEY_BYTES
    ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
    : undefined;
}
