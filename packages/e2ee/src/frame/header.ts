import type { Bytes } from '../bytes/index.ts';
import { MalformedBytes } from '../bytes/index.ts';

/** The head of a sealed frame: which key, and the how many-eth frame under it. */
export interface FrameHeader {
  readonly keyId: number;
  readonly counter: number;
}

/** Bits of the key id that hold the epoch's last digits. */
const EPOCH_BITS = 8;
const EPOCHS = 2 ** EPOCH_BITS;

/** Bits of the key id that hold the sender's place. */
const LEAVES = 2 ** 16;
/** The largest generation of a side conversation in one epoch. */
export const MAX_GENERATION = 2 ** 28;

/**
 * SFrame's key id for MLS (RFC 9605, 5.2): `generation << 24 | leaf << 8 | epoch mod 256`. Generation 0 is the group's; those of a side
 * conversation count from 1, as SFrame's contexts.
 */
export function keyIdOf(leaf: number, epoch: number, generation = 0): number {
  if (leaf >= LEAVES || generation > MAX_GENERATION) throw new RangeError('no such place, or too many generations');
  return generation * LEAVES * EPOCHS + leaf * EPOCHS + (epoch % EPOCHS);
}

export function leafOf(keyId: number): number {
  return Math.floor(keyId / EPOCHS) % LEAVES;
}

/** Whether a key is one of a side conversation. */
export function isAside(keyId: number): boolean {
  return keyId >= LEAVES * EPOCHS;
}

/** How many bytes a number takes behind the head's first one: none while it fits into that. */
function bytesOf(value: number): number {
  let bytes = 0;
  if (value > 7) for (let left = value; left > 0; left = Math.floor(left / 256)) bytes += 1;
  return bytes;
}

/** RFC 9605, 4.3: one byte that says how key id and counter are written, then those that do not fit into it. */
export function writeHeader({ keyId, counter }: FrameHeader): Bytes {
  if (!Number.isSafeInteger(keyId) || keyId < 0 || !Number.isSafeInteger(counter) || counter < 0) {
    throw new RangeError('key id and counter are whole numbers');
  }
  const [keyBytes, countBytes] = [bytesOf(keyId), bytesOf(counter)];
  const header = new Uint8Array(1 + keyBytes + countBytes);
  const field = (value: number, bytes: number) => (bytes === 0 ? value : 8 | (bytes - 1));
  header[0] = (field(keyId, keyBytes) << 4) | field(counter, countBytes);
  for (let at = keyBytes, left = keyId; at > 0; at -= 1, left = Math.floor(left / 256)) header[at] = left % 256;
  for (let at = countBytes, left = counter; at > 0; at -= 1, left = Math.floor(left / 256))
    header[keyBytes + at] = left % 256;
  return header;
}

/** Header and its length. Fails with `MalformedBytes`; a number that could be written shorter is refused. */
export function readHeader(bytes: Uint8Array): FrameHeader & { readonly length: number } {
  const config = bytes[0];
  if (config === undefined) throw new MalformedBytes('no header');
  let at = 1;
  const field = (bits: number): number => {
    if ((bits & 8) === 0) return bits;
    const length = (bits & 7) + 1;
    let value = 0;
    for (const end = at + length; at < end; at++) {
      const byte = bytes[at];
      if (byte === undefined) throw new MalformedBytes('header cut short');
      value = value * 256 + byte;
    }
    if (!Number.isSafeInteger(value)) throw new MalformedBytes('number too large');
    if (value < 8 || (length > 1 && value < 256 ** (length - 1))) throw new MalformedBytes('number not minimal');
    return value;
  };
  const keyId = field(config >> 4);
  const counter = field(config & 15);
  return { keyId, counter, length: at };
}
