import type { Bytes } from '../bytes/index.ts';

/** Bytes of a document's key. */
export const DOCUMENT_KEY_BYTES = 32;

/** A new random key for one document. It travels only inside the session's own messages. */
export function makeDocumentKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(DOCUMENT_KEY_BYTES));
}
