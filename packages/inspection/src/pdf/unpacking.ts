import { Inflate, SYNC_FLUSH } from './inflate.mjs';

/** More than any picture of a page unpacks to: A4 at 300 dpi in colour is 26 MB. */
const MAX_STREAM = 64 * 1024 * 1024;
/** A stream may be packed several times over, each time a thousandfold. */
const MAX_LAYERS = 4;
/** Bytes that are unpacked at a time. A form has dozens of parts, and their pieces lie about until they are collected: larger ones cost tens of megabytes. */
const PIECE = 8 * 1024;
const STREAM = Array.from('stream', (letter) => letter.charCodeAt(0));

/**
 * Whether the packed parts of a PDF unpack to more than its pages can need: one of them to more than 64 MB, or all to more than
 * `mostBytes`. Looks at the bytes, before any reader unpacks them, and takes for packed what begins like it (RFC 1950), whatever name the
 * file gives it. Never holds more than one part.
 */
export function unpacksTooFar(pdf: Uint8Array, mostBytes: number): boolean {
  let unpacked = 0;
  for (let at = indexOf(pdf, STREAM, 0); at !== -1; at = indexOf(pdf, STREAM, at + STREAM.length)) {
    const size = unpackedSize(pdf.subarray(afterLineEnd(pdf, at + STREAM.length)));
    unpacked += size;
    if (size > MAX_STREAM || unpacked > mostBytes) return true;
  }
  return false;
}

/** Where `wanted` stands in the bytes from `from` on; -1 when nowhere. */
export function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function afterLineEnd(bytes: Uint8Array, at: number): number {
  const next = bytes[at] === 0x0d ? at + 1 : at;
  return bytes[next] === 0x0a ? next + 1 : next;
}

class TooFar extends Error {}

/** Bytes that a packed part comes to, all its layers together; 0 when it is not packed, more than the limit when it goes beyond. */
function unpackedSize(part: Uint8Array): number {
  let size = 0;
  let inner = part;
  for (let layer = 0; looksPacked(inner); layer++) {
    if (layer === MAX_LAYERS) return MAX_STREAM + 1;
    const unpacked = unpack(inner);
    size += unpacked.size;
    if (size > MAX_STREAM) return size;
    inner = unpacked.inner;
  }
  return size;
}

/** One layer: its size, and its bytes when they look packed again. A part that is cut off counts as far as it goes, as lenient readers take it. */
function unpack(packed: Uint8Array): { size: number; inner: Uint8Array } {
  let size = 0;
  const kept: Uint8Array[] = [];
  const inflate = new Inflate({ chunkSize: PIECE });
  inflate.onEnd = () => undefined;
  inflate.onData = (piece) => {
    size += piece.byteLength;
    if (size > MAX_STREAM) throw new TooFar();
    if (kept.length > 0 || (size === piece.byteLength && looksPacked(piece))) kept.push(piece);
  };
  try {
    inflate.push(packed, SYNC_FLUSH);
  } catch (error) {
    if (!(error instanceof TooFar)) throw error;
    return { size: MAX_STREAM + 1, inner: new Uint8Array() };
  }
  return { size, inner: joined(kept) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

function looksPacked([first = 0, second = 0, third]: Uint8Array): boolean {
  return third !== undefined && (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}
