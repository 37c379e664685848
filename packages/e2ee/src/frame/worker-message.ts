import type { FrameCodec } from './clear-bytes.ts';
import type { FrameCounts, FrameHarm } from './outcome.ts';

/** What the page tells the worker. */
export type ToFrameWorker =
  /**
   * A new epoch. `secret`: its frame secret, 16 bytes, to be handed over and not kept. Others' frames can be opened at
   * once; own frames are sealed with it after `sendAfterMs`, so that nobody is overtaken by frames whose key they do not
   * have yet – 0 when somebody was removed.
   */
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly ownLeaf: number;
      readonly leaves: readonly number[];
      readonly secret: Uint8Array;
      readonly sendAfterMs: number;
    }
  /**
   * This device and one other talk aside: from now on nothing is sealed or opened with the group's keys. Nothing is sent before
   * `aside-key`, and again after each new epoch until there is one for it.
   */
  | { readonly type: 'aside' }
  /** The key of a side conversation in this epoch. `secret`: 16 bytes, to be handed over and not kept. */
  | {
      readonly type: 'aside-key';
      readonly epoch: number;
      readonly generation: number;
      readonly ownLeaf: number;
      readonly peerLeaf: number;
      readonly secret: Uint8Array;
    }
  /** The side conversation is over. */
  | { readonly type: 'together' }
  /** Nothing is sent until the next epoch. */
  | { readonly type: 'hold' }
  /** The line came back: every picture begins again with a whole one, both ways. */
  | { readonly type: 'pictures' }
  /** The session is over: all keys are dropped. */
  | { readonly type: 'forget' }
  /** Asks for `counts`. */
  | { readonly type: 'count' };

/** What the worker tells the page. */
export type FromFrameWorker =
  /** The keys of an epoch are in place. */
  | { readonly type: 'ready'; readonly epoch: number }
  /** Whether frames of a track pass; told when it changes. */
  | { readonly type: 'track'; readonly track: string; readonly direction: TrackDirection; readonly state: TrackState }
  /**
   * Frames of this track were dropped for want of a key; its encoder is to begin again with a whole picture. The page calls
   * `sender.setParameters(sender.getParameters(), { encodingOptions: [{ keyFrame: true }] })`, one option an encoding.
   */
  | { readonly type: 'key-frame'; readonly track: string }
  /** Somebody mixes frames of their own making, or old ones, into what arrives; they were dropped. Told at most once a minute each. */
  | { readonly type: 'harm'; readonly harm: FrameHarm }
  | { readonly type: 'counts'; readonly sealed: FrameCounts; readonly opened: FrameCounts };

export type TrackDirection = 'send' | 'receive';
/** `waiting`: no frame passed yet, or the track has ended. `flowing`: sealed or opened. `blocked`: frames come and do not pass. */
export type TrackState = 'waiting' | 'flowing' | 'blocked';

/** What `RTCRtpScriptTransform` is made with. */
export interface TransformOptions {
  readonly track: string;
  readonly direction: TrackDirection;
  /** What was negotiated; what the frame itself says comes first, where the browser says it. */
  readonly codec: FrameCodec | null;
}

const codecs: readonly unknown[] = ['opus', 'vp8', 'vp9'] satisfies FrameCodec[];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Options as they arrive in the worker; null when they are none. */
export function readTransformOptions(value: unknown): TransformOptions | null {
  if (!isObject(value)) return null;
  const { track, direction, codec } = value;
  if (typeof track !== 'string' || (direction !== 'send' && direction !== 'receive')) return null;
  const known = (['opus', 'vp8', 'vp9'] as const).find((one) => one === codec) ?? null;
  return codec === null || codecs.includes(codec) ? { track, direction, codec: known } : null;
}

/** A message as it arrives in the worker; null when it is none. */
export function readToFrameWorker(value: unknown): ToFrameWorker | null {
  if (!isObject(value)) return null;
  switch (value['type']) {
    case 'hold':
    case 'aside':
    case 'together':
    case 'pictures':
    case 'forget':
    case 'count':
      return { type: value['type'] };
    case 'epoch': {
      const { epoch, ownLeaf, leaves, secret, sendAfterMs } = value;
      if (!isWhole(epoch) || !isWhole(ownLeaf) || !isWhole(sendAfterMs)) return null;
      if (!(secret instanceof Uint8Array) || secret.byteLength !== 16) return null;
      if (!Array.isArray(leaves) || !leaves.every(isWhole)) return null;
      return { type: 'epoch', epoch, ownLeaf, leaves, secret, sendAfterMs };
    }
    case 'aside-key': {
      const { epoch, generation, ownLeaf, peerLeaf, secret } = value;
      if (!isWhole(epoch) || !isWhole(generation) || generation === 0) return null;
      if (!isWhole(ownLeaf) || !isWhole(peerLeaf)) return null;
      if (!(secret instanceof Uint8Array) || secret.byteLength !== 16) return null;
      return { type: 'aside-key', epoch, generation, ownLeaf, peerLeaf, secret };
    }
    default:
      return null;
  }
}
