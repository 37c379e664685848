import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes.ts';
import { own, sameBytes } from './bytes.ts';

/*
 * SHA-256 and what stands on it, answered within the call. A change of the group's keys takes about two hundred of these, each of a few
 * microseconds; asked of WebCrypto, each would wait for another thread and then for its turn behind all else that the page has to do.
 */

export function digest(bytes: Uint8Array): Bytes {
  return own(sha256(bytes));
}

/** HMAC-SHA-256 (RFC 2104). */
export function mac(key: Uint8Array, message: Uint8Array): Bytes {
  return own(hmac(sha256, key, message));
}

/** In a time that does not depend on where a wrong one differs. */
export function isMac(key: Uint8Array, claimed: Uint8Array, message: Uint8Array): boolean {
  return sameBytes(mac(key, message), claimed);
}

/** HKDF-Extract with SHA-256 (RFC 5869, 2.2). An empty salt is one of zeroes. */
export function hkdfExtract(salt: Uint8Array, secret: Uint8Array): Bytes {
  return own(extract(sha256, secret, salt));
}

/** HKDF-Expand with SHA-256 (RFC 5869, 2.3). */
export function hkdfExpand(secret: Uint8Array, info: Uint8Array, length: number): Bytes {
  return own(expand(sha256, secret, info, length));
}
