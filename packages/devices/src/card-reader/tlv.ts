/** A value in BER-TLV (ISO/IEC 8825-1) with a tag of one or two bytes. */
export interface Tagged {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

/** Tag and length at a place, or null when they are not whole or of a form that such a card has not. */
export function headAt(bytes: Uint8Array, at: number): { tag: number; from: number; length: number } | null {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (first === undefined || second === undefined) return null;
  const long = (first & 0x1f) === 0x1f;
  // A third byte of the tag: no such card has one.
  if (long && second >= 0x80) return null;
  const tag = long ? first * 256 + second : first;
  const place = at + (long ? 2 : 1);
  const short = bytes[place];
  if (short === undefined || short === 0x80 || short > 0x82) return null;
  if (short < 0x80) return { tag, from: place + 1, length: short };
  const count = short - 0x80;
  const digits = bytes.subarray(place + 1, place + 1 + count);
  if (digits.byteLength < count) return null;
  return { tag, from: place + 1 + count, length: digits.reduce((sum, digit) => sum * 256 + digit, 0) };
}

/** The values that stand one after the other; null when the last is not whole. */
export function valuesIn(bytes: Uint8Array): Tagged[] | null {
  const found: Tagged[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const head = headAt(bytes, at);
    if (head === null || head.from + head.length > bytes.byteLength) return null;
    at = head.from + head.length;
    found.push({ tag: head.tag, value: bytes.subarray(head.from, at), end: at });
  }
  return found;
}
