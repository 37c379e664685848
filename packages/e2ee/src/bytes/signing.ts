import { ed25519 } from '@noble/curves/ed25519.js';
import type { Bytes } from './bytes.ts';
import { concat, hex, own, sameBytes, utf8 } from './bytes.ts';
import { digest } from './hash.ts';

/** An Ed25519 key pair (RFC 8032): 32 bytes each. */
export interface SigningKeys {
  readonly secretKey: Bytes;
  readonly publicKey: Bytes;
}

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

export function makeSigningKeys(): SigningKeys {
  const { secretKey, publicKey } = ed25519.keygen();
  return { secretKey: own(secretKey), publicKey: own(publicKey) };
}

export function publicKeyOf(secretKey: Uint8Array): Bytes {
  return own(ed25519.getPublicKey(secretKey));
}

/** The bytes that a signature covers: a context word in front, so that a signature made for one purpose means nothing for another. */
function signed(context: string, content: Uint8Array): Bytes {
  return concat(utf8(context), new Uint8Array(1), content);
}

/** What was to be signed in this context; null when the bytes belong to another one. */
export function contentOf(context: string, bytes: Uint8Array): Bytes | null {
  const head = signed(context, new Uint8Array());
  if (bytes.byteLength < head.byteLength || !sameBytes(bytes.subarray(0, head.byteLength), head)) return null;
  return own(bytes.subarray(head.byteLength));
}

/** Whoever holds a signing key and signs with it: the key itself in a test or tool, the host process in the apps. */
export type Signer = (bytes: Uint8Array) => Promise<Uint8Array>;

export function signerOf(secretKey: Uint8Array): Signer {
  return (bytes) => Promise.resolve(ed25519.sign(bytes, secretKey));
}

/** Ed25519 signature over context and content. */
export async function sign(context: string, content: Uint8Array, signer: Signer): Promise<Bytes> {
  return own(await signer(signed(context, content)));
}

/**
 * Signatures that were found good, by a hash of content, signature and key together. A signature that was good stays good; what may change about
 * whoever made it (dates, revocation) is looked at each time by those who ask.
 */
const proven = new Set<string>();
/** More than the certificates and sentences of any session. */
const MAX_PROVEN = 64;

/**
 * Whether the signature is good. Strict (RFC 8032 rather than ZIP 215): nobody can make a second valid form of a signature. The same one is
 * computed once: the devices of a session look at each other's credentials with every change of keys.
 */
export function verify(context: string, content: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const bytes = signed(context, content);
  // Of fixed lengths, so that no other split of the same bytes has the same hash.
  if (signature.byteLength !== SIGNATURE_BYTES || publicKey.byteLength !== PUBLIC_KEY_BYTES) return false;
  const name = hex(digest(concat(publicKey, signature, bytes)));
  if (proven.has(name)) return true;
  if (!verifyRaw(bytes, signature, publicKey)) return false;
  const [oldest] = proven;
  if (proven.size >= MAX_PROVEN && oldest !== undefined) proven.delete(oldest);
  proven.add(name);
  return true;
}

/** The same without a context word, for protocols that bring their own. Never throws: bad points are bad signatures. */
export function verifyRaw(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.byteLength !== SIGNATURE_BYTES || publicKey.byteLength !== PUBLIC_KEY_BYTES) return false;
  try {
    return ed25519.verify(signature, bytes, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
