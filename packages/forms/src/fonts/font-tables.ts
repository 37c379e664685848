import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Where a font's bytes are: in memory, or in a file of which only what is asked for is read. */
export interface FontSource {
  /** Bytes in all. */
  readonly size: number;
  /** @throws RangeError beyond the end */
  read(offset: number, length: number): Uint8Array;
}

export function bytesSource(bytes: Uint8Array): FontSource {
  return {
    size: bytes.byteLength,
    read: (offset, length) => {
      if (offset + length > bytes.byteLength) throw new RangeError('beyond the font');
      return bytes.subarray(offset, offset + length);
    },
  };
}

const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/**
 * A font file that stays open: the 46 MB of IPAmj Mincho are not held in memory for the few glyphs of a name. A file that is put in its
 * place meanwhile changes nothing.
 * @throws the system's error when the file cannot be opened
 */
export function fileSource(file: string): FontSource {
  const descriptor = openSync(file, 'r');
  const source: FontSource = {
    size: fstatSync(descriptor).size,
    read: (offset, length) => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const count = readSync(descriptor, bytes, done, length - done, offset + done);
        if (count === 0) throw new RangeError('beyond the font');
        done += count;
      }
      return bytes;
    },
  };
  closing.register(source, descriptor);
  return source;
}

/** Tables that are larger than all others together and are read piece by piece. */
const PIECEMEAL = 'glyf';
/** Tables of a font with TrueType outlines without which nothing can be set in it. */
const NEEDED = ['cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'];

/** The tables of one TrueType font (OpenType specification, "otff"), each read when it is first asked for and kept. */
export class FontTables {
  readonly #source: FontSource;
  readonly #places = new Map<string, { readonly offset: number; readonly length: number }>();
  readonly #read = new Map<string, Uint8Array>();

  /** @throws RangeError when the directory points beyond the font or a needed table is not there */
  constructor(source: FontSource) {
    this.#source = source;
    const count = viewOf(source.read(0, 12)).getUint16(4);
    const directory = viewOf(source.read(12, count * 16));
    for (let record = 0; record < count * 16; record += 16) {
      const tag = String.fromCharCode(...[0, 1, 2, 3].map((letter) => directory.getUint8(record + letter)));
      const place = { offset: directory.getUint32(record + 8), length: directory.getUint32(record + 12) };
      if (place.offset + place.length > source.size) throw new RangeError(`${tag} beyond the font`);
      this.#places.set(tag, place);
    }
    const absent = NEEDED.find((tag) => !this.#places.has(tag));
    if (absent !== undefined) throw new RangeError(`font without ${absent}`);
  }

  /** A whole table, `undefined` when the font has none of that name. */
  table(tag: string): Uint8Array | undefined {
    const known = this.#read.get(tag);
    const place = this.#places.get(tag);
    if (known) return known;
    if (!place) return undefined;
    const bytes = this.#source.read(place.offset, place.length);
    this.#read.set(tag, bytes);
    return bytes;
  }

  /** @throws RangeError when the font has no such table */
  view(tag: string): DataView {
    const table = this.table(tag);
    if (!table) throw new RangeError(`font without ${tag}`);
    return viewOf(table);
  }

  /** An own copy of the bytes of an outline. */
  outline(from: number, to: number): Uint8Array {
    const place = this.#places.get(PIECEMEAL);
    if (!place || from >= to || to > place.length) return new Uint8Array();
    return this.#source.read(place.offset + from, to - from).slice();
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
