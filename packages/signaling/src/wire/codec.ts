import { decode as unpack, encode as pack } from '@msgpack/msgpack';
import { MAX_MESSAGE_BYTES } from './limits.ts';

export type DecodeResult = { ok: true; value: unknown } | { ok: false; reason: 'oversized' | 'malformed' };

/** One wire message as MessagePack bytes. Undefined fields are left out. */
export function encode(message: unknown): Uint8Array<ArrayBuffer> {
  return pack(message, { ignoreUndefined: true, maxDepth: 24 });
}

/**
 * Reads MessagePack bytes from the other side. Never throws: what is not MessagePack, is nested deeper than the
 * protocol needs or is larger than `MAX_MESSAGE_BYTES` comes back as a reason.
 */
export function decode(bytes: Uint8Array): DecodeResult {
  if (bytes.byteLength > MAX_MESSAGE_BYTES) return { ok: false, reason: 'oversized' };
  try {
    return { ok: true, value: unpack(bytes, DECODE_LIMITS) };
  } catch {
    return { ok: false, reason: 'malformed' };
  }
}

const DECODE_LIMITS = {
  maxStrLength: MAX_MESSAGE_BYTES,
  maxBinLength: MAX_MESSAGE_BYTES,
  maxArrayLength: 4096,
  maxMapLength: 1024,
  maxExtLength: 0,
} as const;
