import { decode, encode } from '@msgpack/msgpack';

/** A whole message on the loopback line, in bytes: a long scan's page or a thick PDF fits, a runaway does not. */
export const MAX_RPC_BYTES = 64 * 1024 * 1024;

/** One RPC message as MessagePack bytes, for carriers that carry bytes only. Undefined fields are left out. */
export function packMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { ignoreUndefined: true, maxDepth: 32 });
}

/** Reads MessagePack bytes; `undefined` when they are none (no message of the protocol is `undefined`). */
export function unpackMessage(bytes: Uint8Array): unknown {
  if (bytes.byteLength > MAX_RPC_BYTES) return undefined;
  try {
    // A Node Buffer would hand out Buffers for binary fields; both ends expect plain Uint8Arrays.
    return decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), { maxExtLength: 0 });
  } catch {
    return undefined;
  }
}
