import type { MainPort } from '../message-port-carrier.ts';

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
