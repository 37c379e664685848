import type { Bytes } from '../bytes/index.ts';
import { TAG_BYTES, aesKey, concat, decrypt, encrypt, own, utf8 } from '../bytes/index.ts';
import { PAGE_KEY_BYTES } from './page-key.ts';

/** Bytes of a parcel in one chunk, before sealing; the last chunk holds the rest. */
export const CHUNK_BYTES = 64 * 1024;
/** What sealing adds to a chunk. */
export const CHUNK_OVERHEAD_BYTES = TAG_BYTES;
/** Seven bytes of prefix, four of the chunk's number, one that marks the last: 12 in all. */
const PREFIX_BYTES = 7;
const KEY_BYTES = 32;

export interface ParcelSender {
  readonly sessionId: string;
  readonly participantId: string;
}

/** Which bytes a parcel holds; a chunk opens in this place and no other. */
export interface ParcelPlace {
  /** Who sends it in which session. */
  readonly sender: ParcelSender;
  readonly documentId: string;
  /** From 0. */
  readonly page: number;
  /** The page itself, or a small picture of it that comes before. */
  readonly part: 'page' | 'preview';
  /** New for every sealing: the same page sealed again is another parcel, so that no nonce ever meets two contents. */
  readonly parcelId: string;
  /** Size of the whole parcel before sealing, in bytes, at least 1. */
  readonly bytes: number;
}

/** How many chunks a parcel of so many bytes has. */
export function chunkCount(bytes: number): number {
  return Math.ceil(bytes / CHUNK_BYTES);
}

/** Size of chunk `index` of a parcel before sealing; 0 when it has no such chunk. */
export function chunkBytes(bytes: number, index: number): number {
  return Math.max(0, Math.min(CHUNK_BYTES, bytes - index * CHUNK_BYTES));
}

interface ParcelKey {
  readonly key: CryptoKey;
  readonly prefix: Bytes;
}

/**
 * Seals one parcel in chunks: AES-256-GCM in the manner of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The key is
 * derived for this parcel alone; each chunk's nonce names its number and whether it is the last. The bytes belong to the
 * sealer, so one number never seals two contents.
 */
export class ParcelSealer {
  readonly place: ParcelPlace;
  readonly #data: Bytes;
  readonly #key: ParcelKey;

  private constructor(place: ParcelPlace, data: Bytes, key: ParcelKey) {
    this.place = place;
    this.#data = data;
    this.#key = key;
  }

  /** `data` is not copied: do not change it while the parcel is being sealed. */
  static async of(pageKey: Bytes, place: Omit<ParcelPlace, 'parcelId' | 'bytes'>, data: Bytes): Promise<ParcelSealer> {
    if (data.byteLength === 0) throw new RangeError('an empty parcel');
    const whole: ParcelPlace = { ...place, parcelId: crypto.randomUUID(), bytes: data.byteLength };
    return new ParcelSealer(whole, data, await parcelKey(pageKey, whole));
  }

  /**
   * Goes on with a parcel whose sending broke off. Only for exactly the bytes that were sealed in this place before: the caller has
   * compared their hash.
   */
  static async again(pageKey: Bytes, place: ParcelPlace, data: Bytes): Promise<ParcelSealer> {
    if (data.byteLength !== place.bytes) throw new RangeError('other bytes than before');
    return new ParcelSealer(place, data, await parcelKey(pageKey, place));
  }

  /** Chunk `index`, ciphertext with its tag behind. The same number gives the same bytes. @throws {RangeError} */
  seal(index: number): Promise<Bytes> {
    const { bytes } = this.place;
    if (chunkBytes(bytes, index) === 0 || !Number.isInteger(index)) throw new RangeError('no such chunk');
    const start = index * CHUNK_BYTES;
    const plain = this.#data.subarray(start, start + CHUNK_BYTES);
    const { key, prefix } = this.#key;
    return encrypt(key, nonce(prefix, bytes, index), boundTo(this.place, index), plain);
  }
}

/** Opens the chunks of one parcel, in any order. */
export class ParcelOpener {
  readonly place: ParcelPlace;
  readonly #key: ParcelKey;

  private constructor(place: ParcelPlace, key: ParcelKey) {
    this.place = place;
    this.#key = key;
  }

  static async of(pageKey: Bytes, place: ParcelPlace): Promise<ParcelOpener> {
    return new ParcelOpener(place, await parcelKey(pageKey, place));
  }

  /** What chunk `index` says, or null: changed, cut short, or a chunk of another place, parcel, document or time. */
  async open(index: number, sealed: Uint8Array): Promise<Bytes | null> {
    const { bytes } = this.place;
    const size = chunkBytes(bytes, index);
    if (size === 0 || !Number.isInteger(index) || sealed.byteLength !== size + CHUNK_OVERHEAD_BYTES) return null;
    const { key, prefix } = this.#key;
    return decrypt(key, nonce(prefix, bytes, index), boundTo(this.place, index), own(sealed));
  }
}

/** HKDF-SHA-256 (RFC 5869): the page's key, salted with the parcel's identifier and bound to its place. */
async function parcelKey(pageKey: Bytes, place: ParcelPlace): Promise<ParcelKey> {
  if (pageKey.byteLength !== PAGE_KEY_BYTES) throw new RangeError('a page key has 32 bytes');
  const secret = await crypto.subtle.importKey('raw', pageKey, 'HKDF', false, ['deriveBits']);
  const info = concat(utf8('mado parcel 1\0'), boundTo(place, 0));
  const derived = new Uint8Array(
    await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: utf8(place.parcelId), info },
      secret,
      8 * (KEY_BYTES + PREFIX_BYTES),
    ),
  );
  const raw = derived.slice(0, KEY_BYTES);
  const prefix = derived.slice(KEY_BYTES);
  derived.fill(0);
  const key = await aesKey(raw);
  raw.fill(0);
  return { key, prefix };
}

/** What a chunk is bound to beside its nonce; no field can run into the next. */
function boundTo({ sender, documentId, page, part, parcelId, bytes }: ParcelPlace, index: number): Bytes {
  const { sessionId, participantId } = sender;
  return utf8(JSON.stringify([sessionId, participantId, documentId, page, part, parcelId, bytes, index]));
}

function nonce(prefix: Bytes, bytes: number, index: number): Bytes {
  const whole = new Uint8Array(PREFIX_BYTES + 5);
  whole.set(prefix);
  const view = new DataView(whole.buffer);
  view.setUint32(PREFIX_BYTES, index);
  view.setUint8(PREFIX_BYTES + 4, index === chunkCount(bytes) - 1 ? 1 : 0);
  return whole;
}
