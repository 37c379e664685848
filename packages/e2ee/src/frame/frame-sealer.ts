import type { Bytes } from '../bytes/index.ts';
import { concat } from '../bytes/index.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { clearBytes } from './clear-bytes.ts';
import { FrameCipher } from './frame-cipher.ts';
import type { FrameKey } from './frame-key.ts';
import { writeHeader } from './header.ts';
import type { FrameCounts, FrameOutcome } from './outcome.ts';
import { FrameTally } from './outcome.ts';

/** AES-GCM's limit for one key with counters as nonces (NIST SP 800-38D); a session stays far below it. */
const MAX_FRAMES = 2 ** 32;

/** A key, and how many frames were sealed with it: nobody counts twice under one key, also not who comes back to it. */
interface Counted {
  readonly key: FrameKey;
  counter: number;
}

/**
 * Seals the frames that this device sends: `[clear bytes][SFrame header][ciphertext][tag]`. One sealer serves all tracks
 * of a device, since they share one key and must never share a counter.
 */
export class FrameSealer {
  #group: Counted | null = null;
  #aside: Counted | null = null;
  #apart = false;
  readonly #cipher = new FrameCipher();
  readonly #tally = new FrameTally();

  get counts(): FrameCounts {
    return this.#tally.counts;
  }

  /** Whether there is a key of the group; in a side conversation it waits. */
  get hasKey(): boolean {
    return this.#group !== null;
  }

  /** Whether nothing is sealed with the group's key now. */
  get apart(): boolean {
    return this.#apart;
  }

  /**
   * The group's key, from now on. Frames whose sealing has begun keep the key that they began with. The key must not have been used
   * before, by this sealer or another: it begins to count anew.
   */
  setKey(key: FrameKey): void {
    if (this.#group?.key.key === key.key) throw new RangeError('a key is set once');
    this.#group = { key, counter: 0 };
  }

  /** Sends nothing until the next key. */
  hold(): void {
    this.#group = null;
    this.#aside = null;
  }

  /** A side conversation: nothing is sealed with the group's key, and nothing at all before `setAsideKey`. */
  goAside(): void {
    this.#apart = true;
    this.#aside = null;
  }

  /** A key that only the two of the side conversation have, never used before. */
  setAsideKey(key: FrameKey): void {
    this.#aside = { key, counter: 0 };
  }

  /** The side conversation's key is no more; it goes on with the next one. */
  dropAsideKey(): void {
    this.#aside = null;
  }

  /** The side conversation is over: the group's key again, from where it stopped. */
  comeBack(): void {
    this.#apart = false;
    this.#aside = null;
  }

  async seal(codec: FrameCodec | null, frame: Bytes): Promise<FrameOutcome> {
    if (codec === null) return this.#tally.note({ ok: false, drop: 'unsupported-codec' });
    const clearLength = clearBytes(codec, frame);
    if (frame.byteLength < clearLength) return this.#tally.note({ ok: false, drop: 'malformed' });
    const present = this.#apart ? this.#aside : this.#group;
    if (present === null || present.counter >= MAX_FRAMES) return this.#tally.note({ ok: false, drop: 'no-key' });
    // Taken before anything is waited for: no two frames under one key have the same counter.
    const { key } = present;
    const counter = present.counter++;
    const clear = frame.subarray(0, clearLength);
    const header = writeHeader({ keyId: key.keyId, counter });
    const cipher = this.#cipher.bind({ codec, salt: key.salt, counter, header, clear });
    const sealed = await crypto.subtle.encrypt(cipher, key.key, frame.subarray(clearLength));
    return this.#tally.note({ ok: true, data: concat(clear, header, new Uint8Array(sealed)) });
  }
}
