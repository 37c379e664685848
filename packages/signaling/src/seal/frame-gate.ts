import type {
  FrameCodec,
  FrameHarm,
  FromFrameWorker,
  GroupEpoch,
  ToFrameWorker,
  TrackDirection,
  TrackState,
  TransformOptions,
} from '@mado/e2ee';
import { codecOf } from '@mado/e2ee';
import { Emitter } from '../core/index.ts';
import { runsPast } from './bypass-watch.ts';

/** Opens the worker whose entry is `@mado/e2ee/frame-worker`. Each session gets one of its own. */
export type OpenFrameWorker = () => Worker;

/** How long after a change of keys own frames go on under the old one, so that nobody is overtaken, in milliseconds. */
const SEND_AFTER_MS = 200;

/** The part of a session's gate that keys go to. */
export interface KeyedGate {
  advance(epoch: GroupEpoch, gone: boolean): void;
  hold(): void;
  goAside(): void;
  setAsideKey(key: AsideFrameKey): void;
  comeBack(): void;
  close(): void;
}

/** What the frames of a side conversation are sealed under in one epoch. */
export type AsideFrameKey = Omit<Extract<ToFrameWorker, { type: 'aside-key' }>, 'type'>;

/** This browser cannot seal media, so it may send none. */
export class MediaCannotBeSealedError extends Error {
  override readonly name = 'MediaCannotBeSealedError';
}

export interface FrameGateEvents {
  /** Whether frames of a track pass. */
  track: [{ readonly track: string; readonly direction: TrackDirection; readonly state: TrackState }];
  /** This browser let a track run past the frame worker. It is stopped. */
  bypassed: [{ readonly track: string; readonly direction: TrackDirection }];
  /** Frames that somebody made up, changed, or kept and sent again are among those that arrive; they are dropped. */
  harm: [FrameHarm];
}

/**
 * The way of all picture and sound of one session through its frame worker: what leaves is sealed, what arrives is opened,
 * and what cannot be does not pass. Without a key nothing passes at all.
 */
export class FrameGate extends Emitter<FrameGateEvents> implements KeyedGate {
  readonly #worker: Worker;
  readonly #senders = new Map<string, RTCRtpSender>();
  /** Tracks of which the worker has seen a frame since they were put behind the gate. */
  readonly #seen = new Set<string>();
  readonly #end = new AbortController();
  #epochs = 0;

  constructor(open: OpenFrameWorker) {
    super();
    this.#worker = open();
    this.#worker.addEventListener('message', (event: MessageEvent<FromFrameWorker>) => this.#heard(event.data));
  }

  /** Puts a sender behind the gate. Call it in the turn in which the sender was made. @throws MediaCannotBeSealedError */
  sender(sender: RTCRtpSender, track: string, mimeType: string | undefined): void {
    sender.transform = this.#transform({ track, direction: 'send', codec: codec(mimeType) });
    this.#senders.set(track, sender);
    const isOver = () => this.#senders.get(track) !== sender || sender.transport?.state === 'closed';
    const stop = () => sender.replaceTrack(null);
    void this.#watch(sender, { track, direction: 'send' }, isOver, stop);
  }

  /** Puts a receiver behind the gate. Call it in the turn in which the receiver was made. @throws MediaCannotBeSealedError */
  receiver(receiver: RTCRtpReceiver, track: string, mimeType: string | undefined): void {
    receiver.transform = this.#transform({ track, direction: 'receive', codec: codec(mimeType) });
    const isOver = () => receiver.track.readyState === 'ended';
    const stop = () => receiver.track.stop();
    void this.#watch(receiver, { track, direction: 'receive' }, isOver, stop);
  }

  /** Keys of a new epoch. `gone`: somebody was removed, so that not one frame may go out under the old key. */
  advance(epoch: GroupEpoch, gone: boolean): void {
    const first = this.#epochs === 0;
    this.#epochs += 1;
    this.#say({
      type: 'epoch',
      epoch: epoch.number,
      ownLeaf: epoch.ownLeaf,
      leaves: epoch.members.map(({ leaf }) => leaf),
      secret: epoch.frameSecret,
      sendAfterMs: first || gone ? 0 : SEND_AFTER_MS,
    });
  }

  /** Nothing leaves until the next epoch. */
  hold(): void {
    this.#say({ type: 'hold' });
  }

  /** A side conversation: nothing passes with the group's keys from now on, and nothing at all before `setAsideKey`. */
  goAside(): void {
    this.#say({ type: 'aside' });
  }

  setAsideKey(key: AsideFrameKey): void {
    this.#say({ type: 'aside-key', ...key });
  }

  /** The side conversation is over; what was said in it is not sealed with the group's keys. */
  comeBack(): void {
    this.#say({ type: 'together' });
  }

  /** The line came back: the pictures of both directions begin again at once, without a word to the server. */
  beginPicturesAnew(): void {
    this.#say({ type: 'pictures' });
  }

  close(): void {
    this.#end.abort();
    this.#say({ type: 'forget' });
    this.#worker.terminate();
    this.#senders.clear();
    this.removeAllListeners();
  }

  #say(message: ToFrameWorker): void {
    this.#worker.postMessage(message);
  }

  #transform(options: TransformOptions): RTCRtpScriptTransform {
    if (typeof RTCRtpScriptTransform === 'undefined') throw new MediaCannotBeSealedError('no encoded transforms');
    return new RTCRtpScriptTransform(this.#worker, options);
  }

  /** Stops what runs past the worker: nothing goes out unsealed, and nothing is shown that anybody could have made. */
  async #watch(
    way: RTCRtpSender | RTCRtpReceiver,
    one: { readonly track: string; readonly direction: TrackDirection },
    isOver: () => boolean,
    stop: () => unknown,
  ): Promise<void> {
    const name = nameOf(one);
    this.#seen.delete(name);
    const passage = { getStats: () => way.getStats(), isOver, isSeen: () => this.#seen.has(name) };
    try {
      if (!(await runsPast(passage, this.#end.signal))) return;
      await stop();
    } catch {
      // The connection was closed meanwhile, and with it the way.
      return;
    }
    this.emit('bypassed', one);
  }

  #heard(message: FromFrameWorker): void {
    if (message.type === 'track') {
      if (message.state !== 'waiting') this.#seen.add(nameOf(message));
      this.emit('track', message);
    } else if (message.type === 'harm') this.emit('harm', message.harm);
    else if (message.type === 'key-frame') void this.#beginAnew(this.#senders.get(message.track));
  }

  /** The encoder begins again with a whole picture: what it sent meanwhile did not pass. */
  async #beginAnew(sender: RTCRtpSender | undefined): Promise<void> {
    if (sender === undefined) return;
    const parameters = sender.getParameters();
    // WebRTC Encoded Transform; not in the type library yet.
    const options: RTCSetParameterOptions & { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] } = {
      encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })),
    };
    // A sender that was stopped meanwhile has nothing to begin.
    await sender.setParameters(parameters, options).catch(() => undefined);
  }
}

function nameOf({ track, direction }: { readonly track: string; readonly direction: TrackDirection }): string {
  return `${direction} ${track}`;
}

function codec(mimeType: string | undefined): FrameCodec | null {
  return mimeType === undefined ? null : codecOf(mimeType);
}
