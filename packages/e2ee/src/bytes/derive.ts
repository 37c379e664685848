import type { Bytes } from './bytes.ts';
import { own } from './bytes.ts';
import { hkdfExpand, hkdfExtract } from './hash.ts';

/** HKDF-Extract with SHA-256 and an empty salt (RFC 5869, 2.2). */
export function extract(secret: Uint8Array): Bytes {
  return hkdfExtract(new Uint8Array(), secret);
}

/** HKDF-Expand with SHA-256 (RFC 5869, 2.3) for at most 32 bytes: one round is all that is needed here. */
export function expand(secret: Uint8Array, info: Uint8Array, length: number): Bytes {
  if (length > 32) throw new RangeError('at most 32 bytes');
  return hkdfExpand(secret, info, length);
}

/** A nonce of 12 bytes: the salt with the counter mixed into its last 8 bytes, as TLS 1.3 and SFrame do. */
export function nonceOf(salt: Uint8Array, counter: number): Bytes {
  const nonce = own(salt);
  mixCounter(nonce, counter);
  return nonce;
}

/** Makes a nonce of a salt, in place. Byte by byte: through a `DataView` and `BigInt` it takes several times as long, for each voice frame. */
export function mixCounter(salt: Uint8Array, counter: number): void {
  for (let at = salt.byteLength - 1, left = counter; left > 0; at -= 1, left = Math.floor(left / 256)) {
    salt[at] = (salt[at] ?? 0) ^ (left % 256);
  }
}

/** Bytes of the tag that AES-GCM puts behind a ciphertext. */
export const TAG_BYTES = 16;

export async function aesKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Ciphertext with its tag behind. */
export async function encrypt(key: CryptoKey, nonce: Bytes, bound: Bytes, plain: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound }, key, plain));
}

/** Null when the tag does not fit: somebody changed something, or the key is another one. */
export async function decrypt(key: CryptoKey, nonce: Bytes, bound: Bytes, sealed: Bytes): Promise<Bytes | null> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound }, key, sealed),
    );
  } catch {
    return null;
  }
}
