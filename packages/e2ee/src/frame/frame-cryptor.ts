import { own, wipe } from '../bytes/index.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { codecOf } from './clear-bytes.ts';
import { deriveFrameKey } from './frame-key.ts';
import type { FrameKey } from './frame-key.ts';
import { FrameOpener } from './frame-opener.ts';
import { FrameSealer } from './frame-sealer.ts';
import { keyIdOf } from './header.ts';
import { LateFrames } from './late-frames.ts';
import type { FrameDrop, FrameHarm } from './outcome.ts';
import type { FromFrameWorker, ToFrameWorker, TrackState, TransformOptions } from './worker-message.ts';

/** The part of `RTCEncodedAudioFrame` and `RTCEncodedVideoFrame` that is used. */
export interface EncodedFrame {
  data: ArrayBuffer;
  /** Of a picture: `key` or `delta`. */
  readonly type?: string;
  /** `rtpTimestamp`: when it was taken, on the clock of its codec (RFC 3550). Older browsers have neither. */
  getMetadata(): { readonly mimeType?: string; readonly rtpTimestamp?: number };
}

/** One track's way through the worker. */
export interface FrameTransform {
  readonly options: TransformOptions;
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  /** Has the encoder make a key frame (sending), or asks the sender for one (receiving). Fails for voice. */
  readonly askKeyFrame: () => Promise<unknown>;
}

interface Running {
  readonly transform: FrameTransform;
  state: TrackState;
  /** Frames were lost that later ones build on. */
  needsKeyFrame: boolean;
  /** How often a whole picture may still be asked for that has not come. */
  wholeAsks: number;
  /** When the last whole picture went or came by. */
  wholeAt: number;
}

/** How long a picture that does not pass is waited for before a key frame is asked for again, in milliseconds. */
const KEY_FRAME_EVERY_MS = 500;
/** After so long without any frame of anybody the line was down, in milliseconds: a voice alone is fifty frames a second. */
const SILENCE_MS = 800;
/** How often a whole picture is asked for: the line may be back in one direction before the other. */
const WHOLE_ASKS = 5;
/** A whole picture that went or came so lately is the new beginning already, in milliseconds; another would only be bytes on a line that is just back. */
const WHOLE_LATELY_MS = 1_000;
/** After a side conversation: what was said in it has left the encoders when others may hear again, in milliseconds. */
const AFTERWORD_MS = 100;
/** How often the same harm is told, in milliseconds. */
const HARM_EVERY_MS = 60_000;

/**
 * All transforms of a device: they share one sealer and one opener. Effects – messages to the page, clock, timer – are
 * passed in, so that it runs without a worker too.
 */
export class FrameCryptor {
  readonly #sealer = new FrameSealer();
  readonly #opener: FrameOpener;
  readonly #tell: (message: FromFrameWorker) => void;
  readonly #now: () => number;
  readonly #after: (ms: number, then: () => void) => void;
  readonly #running = new Set<Running>();
  /** The newest epoch; an older one whose keys come late is not gone back to. */
  #epoch = -1;
  #members: ReadonlySet<number> = new Set();
  /** Somebody who is in this epoch is being removed: nothing is sealed for it, also when its keys come only now. */
  #heldEpoch = -1;
  /** Counts the changes between the side conversation and the whole session; odd while this device talks aside. */
  #asides = 0;
  /** The newest key of a side conversation: none is taken twice, since each begins to count anew. */
  #asideKey = { epoch: -1, generation: 0 };
  #receivedAt: number | null = null;
  #begunAnewAt = -Infinity;
  readonly #harmToldAt = new Map<FrameHarm, number>();

  constructor(effects: {
    readonly tell: (message: FromFrameWorker) => void;
    readonly now: () => number;
    readonly after: (ms: number, then: () => void) => void;
  }) {
    this.#tell = effects.tell;
    this.#now = effects.now;
    this.#after = effects.after;
    this.#opener = new FrameOpener(effects.now, { after: effects.after, onHarm: (harm) => this.#tellHarm(harm) });
  }

  async handle(message: ToFrameWorker): Promise<void> {
    switch (message.type) {
      case 'epoch':
        return this.#setEpoch(message);
      case 'hold':
        this.#heldEpoch = this.#epoch;
        this.#sealer.hold();
        return;
      case 'aside': {
        this.#goAside();
        return;
      }
      case 'aside-key':
        return this.#setAsideKey(message);
      case 'together': {
        this.#comeBack();
        return;
      }
      case 'pictures':
        this.#beginPicturesAnew();
        return;
      case 'forget':
        this.#epoch = Infinity;
        this.#sealer.hold();
        this.#opener.forget();
        return;
      case 'count':
        this.#tell({ type: 'counts', sealed: this.#sealer.counts, opened: this.#opener.counts });
    }
  }

  /** Seals or opens every frame of a track, in order; frames that may not pass are dropped. Resolves when the track ends. */
  async run(transform: FrameTransform): Promise<void> {
    const running: Running = { transform, state: 'waiting', needsKeyFrame: false, wholeAsks: 0, wholeAt: -Infinity };
    this.#running.add(running);
    let askedAt = -Infinity;
    const lateFrames = new LateFrames(transform.options.codec === 'opus' ? 48_000 : 90_000);
    const { options, askKeyFrame } = transform;
    const receives = options.direction === 'receive';
    let codec: FrameCodec | null = null;
    /** The frame as it goes on, or null: it may not pass. */
    const pass = async (frame: EncodedFrame): Promise<EncodedFrame | null> => {
      const whole = frame.type === 'key';
      // An encoder changes its codec with a whole picture alone; nothing else is asked of a frame that leaves.
      const { mimeType, rtpTimestamp } = receives || whole || codec === null ? frame.getMetadata() : {};
      if (mimeType !== undefined) codec = codecOf(mimeType);
      else codec ??= options.codec;
      if (receives) {
        this.#received();
        if (rtpTimestamp !== undefined && lateFrames.isLate(this.#now(), rtpTimestamp)) return null;
      }
      if (whole) this.#whole(running);
      const data = new Uint8Array(frame.data);
      const outcome = receives ? await this.#opener.open(codec, data) : await this.#sealer.seal(codec, data);
      if (outcome.ok) {
        frame.data = outcome.data.buffer;
        this.#mark(running, 'flowing');
        return frame;
      }
      // What others send meanwhile does not concern this device: it is not waiting for anything.
      this.#mark(running, outcome.drop === 'aside' ? 'waiting' : 'blocked');
      if (codec === 'opus' || !isLoss(outcome.drop)) return null;
      running.needsKeyFrame = true;
      if (outcome.drop === 'aside') return null;
      if (receives && this.#now() - askedAt >= KEY_FRAME_EVERY_MS) {
        askedAt = this.#now();
        await askKeyFrame();
      }
      return null;
    };
    try {
      await throughEach(transform, pass);
    } finally {
      this.#running.delete(running);
      // Nothing comes any more that could be blocked.
      this.#mark(running, 'waiting');
    }
  }

  async #setEpoch(message: Extract<ToFrameWorker, { type: 'epoch' }>): Promise<void> {
    if (message.epoch <= this.#epoch) return;
    this.#epoch = message.epoch;
    // Whoever made it goes with the epoch; the next one may be here before the keys of the group are made.
    this.#sealer.dropAsideKey();
    this.#opener.dropAsideKey();
    const base = own(message.secret);
    const members = new Set(message.leaves);
    const [ownKey, ...others] = await Promise.all(
      [message.ownLeaf, ...message.leaves.filter((leaf) => leaf !== message.ownLeaf)].map((leaf) =>
        deriveFrameKey(base, keyIdOf(leaf, message.epoch)),
      ),
    );
    wipe(base);
    // Another epoch, or the end, came while the keys were being made.
    if (message.epoch !== this.#epoch || ownKey === undefined) return;
    for (const leaf of this.#members) if (!members.has(leaf)) this.#opener.dropSender(leaf);
    this.#members = members;
    this.#opener.setKeys(others);
    const wait = this.#sealer.hasKey ? message.sendAfterMs : 0;
    const seal = () => {
      if (message.epoch === this.#epoch && message.epoch > this.#heldEpoch) this.#seal(ownKey);
    };
    if (wait === 0) seal();
    else this.#after(wait, seal);
    this.#askForPictures('receive');
    this.#tell({ type: 'ready', epoch: message.epoch });
  }

  #seal(key: FrameKey): void {
    this.#sealer.setKey(key);
    if (!this.#sealer.apart) this.#askForPictures('send');
  }

  get #apart(): boolean {
    return this.#asides % 2 === 1;
  }

  #goAside(): void {
    if (this.#apart) return;
    this.#asides += 1;
    this.#sealer.goAside();
    this.#opener.goAside();
  }

  async #setAsideKey(message: Extract<ToFrameWorker, { type: 'aside-key' }>): Promise<void> {
    const { epoch, generation, ownLeaf, peerLeaf } = message;
    const last = this.#asideKey;
    if (epoch < last.epoch || (epoch === last.epoch && generation <= last.generation)) return;
    this.#asideKey = { epoch, generation };
    const aside = this.#asides;
    const base = own(message.secret);
    const [ownKey, peerKey] = await Promise.all(
      [ownLeaf, peerLeaf].map((leaf) => deriveFrameKey(base, keyIdOf(leaf, epoch, generation))),
    );
    wipe(base);
    // The side conversation ended, or the group moved, while the keys were being made.
    if (!this.#apart || aside !== this.#asides || epoch !== this.#epoch) return;
    if (ownKey === undefined || peerKey === undefined) return;
    this.#opener.setAsideKey(peerKey);
    if (epoch > this.#heldEpoch) this.#sealer.setAsideKey(ownKey);
    this.#askForPictures('receive');
    this.#askForPictures('send');
  }

  #comeBack(): void {
    if (!this.#apart) return;
    this.#asides += 1;
    const since = this.#asides;
    this.#sealer.dropAsideKey();
    this.#opener.comeBack();
    this.#askForPictures('receive');
    this.#after(AFTERWORD_MS, () => {
      if (since !== this.#asides) return;
      this.#sealer.comeBack();
      this.#askForPictures('send');
    });
  }

  /** What was dropped for want of a key is missing to the frames behind it: begins again with a whole picture. */
  #askForPictures(direction: TransformOptions['direction']): void {
    for (const running of this.#running) {
      if (!running.needsKeyFrame || running.transform.options.direction !== direction) continue;
      running.needsKeyFrame = false;
      // Tracks that ended meanwhile cannot make one, and need none.
      running.transform.askKeyFrame().catch(() => this.#mark(running, 'blocked'));
    }
  }

  /** A line that comes back after a short gap says so by its first frame and by nothing else. */
  #received(): void {
    const now = this.#now();
    const silentFor = this.#receivedAt === null ? 0 : now - this.#receivedAt;
    this.#receivedAt = now;
    if (silentFor >= SILENCE_MS) this.#beginPicturesAnew();
  }

  #whole(running: Running): void {
    running.wholeAt = this.#now();
    running.wholeAsks = 0;
  }

  /** Nobody waits for the decoder to find out by itself, up to three seconds later, that it has nothing to build on. */
  #beginPicturesAnew(): void {
    const now = this.#now();
    // A connection that came up and its first frame are one return.
    if (now - this.#begunAnewAt < KEY_FRAME_EVERY_MS) return;
    this.#begunAnewAt = now;
    for (const running of this.#running) {
      const { codec, direction } = running.transform.options;
      if (codec === 'opus' || now - running.wholeAt < WHOLE_LATELY_MS) continue;
      const asksAlready = running.wholeAsks > 0;
      // The own encoder hears it the first time.
      running.wholeAsks = direction === 'receive' ? WHOLE_ASKS : 1;
      if (!asksAlready) this.#askForWhole(running);
    }
  }

  /** Asks until a whole picture comes. */
  #askForWhole(running: Running): void {
    if (running.wholeAsks <= 0 || !this.#running.has(running)) return;
    running.wholeAsks -= 1;
    // A track that ended meanwhile cannot make one.
    running.transform.askKeyFrame().catch(() => undefined);
    if (running.wholeAsks > 0) this.#after(KEY_FRAME_EVERY_MS, () => this.#askForWhole(running));
  }

  #tellHarm(harm: FrameHarm): void {
    const now = this.#now();
    if (now - (this.#harmToldAt.get(harm) ?? -Infinity) < HARM_EVERY_MS) return;
    this.#harmToldAt.set(harm, now);
    this.#tell({ type: 'harm', harm });
  }

  #mark(running: Running, state: TrackState): void {
    if (running.state === state) return;
    running.state = state;
    const { track, direction } = running.transform.options;
    this.#tell({ type: 'track', track, direction, state });
  }
}

/** Whether a dropped frame is missing to those behind it; a frame that was replayed or made up is missing to nobody. */
function isLoss(drop: FrameDrop): boolean {
  return drop === 'no-key' || drop === 'unknown-key' || drop === 'aside';
}

/**
 * Takes frame by frame through `pass`. By hand: with a `TransformStream` and its two pipes the worker took a tenth to a fifth more of the processor,
 * for the hundred frames a second that go through here.
 */
async function throughEach(
  { readable, writable }: FrameTransform,
  pass: (frame: EncodedFrame) => Promise<EncodedFrame | null>,
): Promise<void> {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const frame = await pass(value);
      if (frame === null) continue;
      await writer.ready;
      // What cannot be written any more fails the next `ready`.
      writer.write(frame).catch(() => undefined);
    }
    await writer.close();
  } catch (error) {
    await Promise.all([reader.cancel(error), writer.abort(error)]).catch(() => undefined);
    throw error;
  }
}
