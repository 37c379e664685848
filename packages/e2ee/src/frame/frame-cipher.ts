import type { Bytes } from '../bytes/index.ts';
import { mixCounter } from '../bytes/index.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { kindOf } from './clear-bytes.ts';

const NONCE_BYTES = 12;
/** Room for the longest header (17 bytes), the kind of track and the clear bytes. */
const MOST_BOUND_BYTES = 64;

/** What one frame is sealed with beside its key. */
export interface FrameBinding {
  readonly codec: FrameCodec;
  readonly salt: Uint8Array;
  readonly counter: number;
  /** The SFrame header as it is written before the ciphertext. */
  readonly header: Uint8Array;
  readonly clear: Uint8Array;
}

/** Parameters of WebCrypto's AES-GCM. */
export interface AesGcm {
  readonly name: 'AES-GCM';
  readonly iv: Bytes;
  readonly additionalData: Bytes;
}

/**
 * WebCrypto's parameters of AES-GCM for one frame after the other, in memory that is used again: WebCrypto copies them within the call (Web
 * Cryptography API, "Normalizing an algorithm"), and a hundred times a second new memory for each would be a good part of what sealing costs.
 */
export class FrameCipher {
  readonly #nonce: Bytes = new Uint8Array(NONCE_BYTES);
  readonly #bound: Bytes = new Uint8Array(MOST_BOUND_BYTES);

  /** Good until the next call. Bound to a frame besides its bytes: its header, the kind of track, and the bytes that stay readable. */
  bind({ codec, salt, counter, header, clear }: FrameBinding): AesGcm {
    const kindAt = header.byteLength;
    const length = kindAt + 1 + clear.byteLength;
    if (length > MOST_BOUND_BYTES) throw new RangeError('too much is bound to one frame');
    this.#nonce.set(salt);
    mixCounter(this.#nonce, counter);
    this.#bound.set(header);
    this.#bound[kindAt] = kindOf(codec) === 'audio' ? 0 : 1;
    this.#bound.set(clear, kindAt + 1);
    return { name: 'AES-GCM', iv: this.#nonce, additionalData: this.#bound.subarray(0, length) };
  }
}
