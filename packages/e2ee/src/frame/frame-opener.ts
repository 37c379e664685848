import type { Bytes } from '../bytes/index.ts';
import { MalformedBytes, TAG_BYTES, concat } from '../bytes/index.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { clearBytes } from './clear-bytes.ts';
import { FrameCipher } from './frame-cipher.ts';
import type { FrameKey } from './frame-key.ts';
import type { FrameHeader } from './header.ts';
import { isAside, leafOf, readHeader } from './header.ts';
import type { FrameCounts, FrameHarm, FrameOutcome } from './outcome.ts';
import { FrameTally } from './outcome.ts';
import { ReplayWindow } from './replay-window.ts';

/** How long the keys of an epoch that has passed still open what was on its way, in milliseconds. */
export const OLD_KEY_MS = 10_000;

/**
 * How many frames a second copy may lag behind the newest and still be a retransmission that crossed the first copy: a server sends lost packets again for
 * two seconds, and voice and picture together are eighty frames a second. What comes again after more was kept and sent on purpose.
 */
export const RETRANSMITTED_WITHIN = 512;

interface Known {
  readonly key: FrameKey;
  readonly window: ReplayWindow;
  /** Moment from which it is refused; null while it is in force. */
  expires: number | null;
}

/** Opens the frames that others sent. One opener serves all tracks, so that one window watches all frames of a sender. */
export class FrameOpener {
  readonly #known = new Map<number, Known>();
  readonly #now: () => number;
  readonly #cipher = new FrameCipher();
  readonly #tally = new FrameTally();
  readonly #after: (ms: number, then: () => void) => void;
  readonly #onHarm: (harm: FrameHarm) => void;
  #apart = false;

  /**
   * @param now a clock in milliseconds that never goes back
   * @param effects `after`: calls later; without it old keys go with the next frame. `onHarm`: hears of each frame that somebody made up, changed or
   *   kept and sent again
   */
  constructor(
    now: () => number,
    effects: {
      readonly after?: (ms: number, then: () => void) => void;
      readonly onHarm?: (harm: FrameHarm) => void;
    } = {},
  ) {
    this.#now = now;
    this.#after = effects.after ?? (() => undefined);
    this.#onHarm = effects.onHarm ?? (() => undefined);
  }

  get counts(): FrameCounts {
    return this.#tally.counts;
  }

  get hasKeys(): boolean {
    return this.#known.size > 0;
  }

  /** The keys of a new epoch, one for each other member. Those before are good for `OLD_KEY_MS` more. */
  setKeys(keys: readonly FrameKey[]): void {
    const now = this.#now();
    for (const [keyId, known] of this.#known) if (!isAside(keyId)) known.expires ??= now + OLD_KEY_MS;
    this.#forgetExpired(now);
    // Also when no frame comes any more. A millisecond later, since timers and clocks are rounded.
    if (this.#known.size > 0) this.#after(OLD_KEY_MS + 1, () => this.#forgetExpired(this.#now()));
    for (const key of keys) {
      this.#known.set(key.keyId, { key, window: new ReplayWindow(), expires: null });
    }
  }

  /** A sender that was removed is not heard any more, whatever is on its way. */
  dropSender(leaf: number): void {
    for (const keyId of [...this.#known.keys()]) if (leafOf(keyId) === leaf) this.#known.delete(keyId);
  }

  /** A side conversation: from now on only what is sealed with its key is opened. */
  goAside(): void {
    this.dropAsideKey();
    this.#apart = true;
  }

  /** The other one's key. Only between `goAside` and `comeBack`. */
  setAsideKey(key: FrameKey): void {
    this.dropAsideKey();
    this.#known.set(key.keyId, { key, window: new ReplayWindow(), expires: null });
  }

  /** The side conversation is over, and its key with it; the group's frames are opened again. */
  comeBack(): void {
    this.dropAsideKey();
    this.#apart = false;
  }

  /** A side conversation's key opens nothing any more, also not what is on its way. */
  dropAsideKey(): void {
    for (const keyId of [...this.#known.keys()]) if (isAside(keyId)) this.#known.delete(keyId);
  }

  forget(): void {
    this.#known.clear();
  }

  async open(codec: FrameCodec | null, frame: Bytes): Promise<FrameOutcome> {
    const found = this.#find(codec, frame);
    if (typeof found === 'string') return this.#tally.note({ ok: false, drop: found });
    const { known, header, clear, rest } = found;
    const { key, salt } = known.key;
    const { counter } = header;
    const head = rest.subarray(0, header.length);
    const cipher = this.#cipher.bind({ codec: found.codec, salt, counter, header: head, clear });
    let plain: ArrayBuffer;
    try {
      plain = await crypto.subtle.decrypt(cipher, key, rest.subarray(header.length));
    } catch {
      // The tag does not fit: somebody changed something, or the key is another one.
      this.#onHarm('forged');
      return this.#tally.note({ ok: false, drop: 'forged' });
    }
    // The same frame may have been opened beside this one; the first counts.
    if (!known.window.accept(header.counter)) return this.#tally.note({ ok: false, drop: 'replayed' });
    const content = new Uint8Array(plain);
    return this.#tally.note({ ok: true, data: clear.byteLength === 0 ? content : concat(clear, content) });
  }

  /** What a frame says of itself, and the key that it names; or why it is not even tried. */
  #find(codec: FrameCodec | null, frame: Bytes) {
    if (codec === null) return 'unsupported-codec';
    const clear = frame.subarray(0, clearBytes(codec, frame));
    const rest = frame.subarray(clear.byteLength);
    const header = this.#header(rest);
    if (header === null) return 'malformed';
    this.#forgetExpired(this.#now());
    if (this.#apart && !isAside(header.keyId)) return 'aside';
    const known = this.#known.get(header.keyId);
    if (known === undefined) return 'unknown-key';
    if (!known.window.fresh(header.counter)) {
      if (known.window.behind(header.counter) >= RETRANSMITTED_WITHIN) this.#onHarm('replayed');
      return 'replayed';
    }
    return { codec, known, header, clear, rest };
  }

  #header(bytes: Uint8Array): (FrameHeader & { readonly length: number }) | null {
    try {
      const header = readHeader(bytes);
      return header.length + TAG_BYTES > bytes.byteLength ? null : header;
    } catch (error) {
      if (error instanceof MalformedBytes) return null;
      throw error;
    }
  }

  #forgetExpired(now: number): void {
    for (const [keyId, { expires }] of this.#known) {
      if (expires !== null && expires <= now) this.#known.delete(keyId);
    }
  }
}
