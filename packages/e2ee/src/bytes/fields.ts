import type { Bytes } from './bytes.ts';
import { concat, own, utf8 } from './bytes.ts';

/** Bytes that are not what their schema says. */
export class MalformedBytes extends Error {
  constructor(detail: string) {
    super(`malformed bytes: ${detail}`);
    this.name = 'MalformedBytes';
  }
}

/**
 * Writes fields one after the other: integers big-endian, byte strings and texts behind their length in two bytes.
 * There is exactly one encoding of a value, so signatures may be made over it.
 */
export class FieldWriter {
  readonly #parts: Uint8Array[] = [];

  /** An unsigned integer of 1 to 8 bytes; at most `Number.MAX_SAFE_INTEGER`. */
  uint(value: number, bytes: 1 | 2 | 4 | 8): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
      throw new RangeError(`${value} does not fit into ${bytes} bytes`);
    }
    const field = new Uint8Array(8);
    new DataView(field.buffer).setBigUint64(0, BigInt(value));
    this.#parts.push(field.subarray(8 - bytes));
    return this;
  }

  /** Bytes whose number the schema fixes. */
  fixed(value: Uint8Array): this {
    this.#parts.push(value);
    return this;
  }

  /** At most 65,535 bytes. */
  bytes(value: Uint8Array): this {
    return this.uint(value.byteLength, 2).fixed(value);
  }

  text(value: string): this {
    return this.bytes(utf8(value));
  }

  done(): Bytes {
    return concat(...this.#parts);
  }
}

/** Reads what `FieldWriter` wrote. Every reading fails with `MalformedBytes` when the bytes are too few or out of range. */
export class FieldReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  uint(bytes: 1 | 2 | 4 | 8): number {
    const value = this.fixed(bytes).reduce((sum, byte) => sum * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) throw new MalformedBytes('integer too large');
    return value;
  }

  fixed(length: number): Bytes {
    const end = this.#at + length;
    if (end > this.#bytes.byteLength) throw new MalformedBytes('too short');
    const field = own(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return field;
  }

  bytes(): Bytes {
    return this.fixed(this.uint(2));
  }

  /** UTF-8 of at most `limit` UTF-16 units; broken sequences are refused, so that a text has one encoding. */
  text(limit: number): string {
    const field = this.bytes();
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(field);
    } catch (error) {
      throw new MalformedBytes(`not UTF-8 (${String(error)})`);
    }
    if (text.length > limit) throw new MalformedBytes('text too long');
    return text;
  }

  /** What is left. */
  rest(): Bytes {
    return this.fixed(this.#bytes.byteLength - this.#at);
  }

  /** Nothing may follow the last field. */
  end(): void {
    if (this.#at !== this.#bytes.byteLength) throw new MalformedBytes('bytes behind the end');
  }
}
