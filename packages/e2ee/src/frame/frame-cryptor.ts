import { own, wipe } from '../bytes/index.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { codecOf } from './clear-bytes.ts';
import { deriveFrameKey } from './frame-key.ts';
import type { FrameKey } from './frame-key.ts';
import { FrameOpener } from './frame-opener.ts';
import { FrameSealer } from './frame-sealer.ts';
import { keyIdOf } from './header.ts';
import type { FrameDrop } from './outcome.ts';
import type { FromFrameWorker, ToFrameWorker, TrackState, TransformOptions } from './worker-message.ts';

/** The part of `RTCEncodedAudioFrame` and `RTCEncodedVideoFrame` that is used. */
export interface EncodedFrame {
  data: ArrayBuffer;
  getMetadata(): { readonly mimeType?: string };
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
}

/** How long a picture that does not pass is waited for before a key frame is asked for again, in milliseconds. */
const KEY_FRAME_EVERY_MS = 500;

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

  constructor(effects: {
    readonly tell: (message: FromFrameWorker) => void;
    readonly now: () => number;
    readonly after: (ms: number, then: () => void) => void;
  }) {
    this.#tell = effects.tell;
    this.#now = effects.now;
    this.#after = effects.after;
    this.#opener = new FrameOpener(effects.now);
  }

  async handle(message: ToFrameWorker): Promise<void> {
    switch (message.type) {
      case 'epoch':
        return this.#setEpoch(message);
      case 'hold':
        this.#heldEpoch = this.#epoch;
        this.#sealer.hold();
        return;
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
    const running: Running = { transform, state: 'waiting', needsKeyFrame: false };
    this.#running.add(running);
    let askedAt = -Infinity;
    const pass = new TransformStream<EncodedFrame, EncodedFrame>({
      transform: async (frame, controller) => {
        const { options, askKeyFrame } = transform;
        const codec = codecOfFrame(frame, options.codec);
        const data = new Uint8Array(frame.data);
        const outcome =
          options.direction === 'send' ? await this.#sealer.seal(codec, data) : await this.#opener.open(codec, data);
        if (outcome.ok) {
          frame.data = outcome.data.buffer;
          controller.enqueue(frame);
          this.#mark(running, 'flowing');
          return;
        }
        this.#mark(running, 'blocked');
        if (codec === 'opus' || !isLoss(outcome.drop)) return;
        running.needsKeyFrame = true;
        if (options.direction === 'receive' && this.#now() - askedAt >= KEY_FRAME_EVERY_MS) {
          askedAt = this.#now();
          await askKeyFrame();
        }
      },
    });
    try {
      await transform.readable.pipeThrough(pass).pipeTo(transform.writable);
    } finally {
      this.#running.delete(running);
    }
  }

  async #setEpoch(message: Extract<ToFrameWorker, { type: 'epoch' }>): Promise<void> {
    if (message.epoch <= this.#epoch) return;
    this.#epoch = message.epoch;
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
    this.#askForPictures('send');
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

  /** Nobody waits for the decoder to find out by itself, up to three seconds later, that it has nothing to build on. */
  #beginPicturesAnew(): void {
    for (const { transform } of this.#running) {
      // A voice needs none, a track that ended meanwhile cannot make one, and one that fails is asked for again by the decoder.
      if (transform.options.codec !== 'opus') transform.askKeyFrame().catch(() => undefined);
    }
  }

  #mark(running: Running, state: TrackState): void {
    if (running.state === state) return;
    running.state = state;
    const { track, direction } = running.transform.options;
    this.#tell({ type: 'track', track, direction, state });
  }
}

function codecOfFrame(frame: EncodedFrame, negotiated: FrameCodec | null): FrameCodec | null {
  const { mimeType } = frame.getMetadata();
  return mimeType === undefined ? negotiated : codecOf(mimeType);
}

/** Whether a dropped frame is missing to those behind it; a frame that was replayed or made up is missing to nobody. */
function isLoss(drop: FrameDrop): boolean {
  return drop === 'no-key' || drop === 'unknown-key';
}
