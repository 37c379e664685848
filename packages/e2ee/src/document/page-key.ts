import type { Bytes } from '../bytes/index.ts';

/** Bytes of a page's key. */
export const PAGE_KEY_BYTES = 32;

/** A new random key for one announcement of one page. It travels only inside the session's own messages. */
export function makePageKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(PAGE_KEY_BYTES));
}
