import type { EncodedFrame, GroupEpoch, ToFrameWorker } from '@mado/e2ee';
import { FrameCryptor } from '@mado/e2ee';
import { Emitter } from '../core/index.ts';
import type { AsideFrameKey, FrameGateEvents, SealGate } from '../seal/index.ts';

/** A frame of voice as an encoder hands it over. */
class VoiceFrame implements EncodedFrame {
  data: ArrayBuffer;

  constructor(content: Uint8Array) {
    this.data = Uint8Array.from(content).buffer;
  }

  getMetadata() {
    return { mimeType: 'audio/opus' };
  }
}

/** The frame worker's own cryptor beside the page instead of in a worker, and one track of voice each way through it. */
export class CryptorGate extends Emitter<FrameGateEvents> implements SealGate {
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  readonly #cryptor = new FrameCryptor({
    tell: (message) => {
      if (message.type === 'counts')
        this.#through =
          message.sealed.passed + sumOf(message.sealed.dropped) + message.opened.passed + sumOf(message.opened.dropped);
      else if (message.type === 'track') this.emit('track', message);
      else if (message.type === 'harm') this.emit('harm', message.harm);
    },
    now: () => performance.now(),
    after: (ms, then) => void this.#timers.push(setTimeout(then, ms)),
  });
  /** Frames that have gone through, whichever way. */
  #through = 0;
  /** What comes out for one frame of this device's own voice; null: nothing may leave. */
  readonly seal = this.#track('send');
  /** What comes out for one frame that arrived; null: it does not open. */
  readonly open = this.#track('receive');

  advance(epoch: GroupEpoch, gone: boolean): void {
    this.#say({
      type: 'epoch',
      epoch: epoch.number,
      ownLeaf: epoch.ownLeaf,
      leaves: epoch.members.map(({ leaf }) => leaf),
      secret: epoch.frameSecret.slice(),
      sendAfterMs: gone ? 0 : 1,
    });
  }

  hold(): void {
    this.#say({ type: 'hold' });
  }

  goAside(): void {
    this.#say({ type: 'aside' });
  }

  setAsideKey(key: AsideFrameKey): void {
    this.#say({ type: 'aside-key', ...key });
  }

  comeBack(): void {
    this.#say({ type: 'together' });
  }

  close(): void {
    this.#say({ type: 'forget' });
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #say(message: ToFrameWorker): void {
    void this.#cryptor.handle(message);
  }

  #count(): number {
    this.#say({ type: 'count' });
    return this.#through;
  }

  #track(direction: 'send' | 'receive'): (frame: Uint8Array) => Promise<Uint8Array | null> {
    const before = new TransformStream<EncodedFrame, EncodedFrame>();
    const out: Uint8Array[] = [];
    const writable = new WritableStream<EncodedFrame>({ write: ({ data }) => void out.push(new Uint8Array(data)) });
    const options = { track: direction, direction, codec: null };
    void this.#cryptor.run({ options, readable: before.readable, writable, askKeyFrame: () => Promise.resolve() });
    const writer = before.writable.getWriter();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return async (frame) => {
      const before = this.#count();
      await writer.write(new VoiceFrame(frame));
      while (this.#count() === before) await turn();
      for (let wait = 0; wait < 3 && out.length === 0; wait++) await turn();
      return out.shift() ?? null;
    };
  }
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}
