import type { Bytes } from '../bytes/index.ts';

/** Why a frame was not passed on. */
export type FrameDrop =
  /** Nothing is sent before the key exists, nor while somebody is being removed. */
  | 'no-key'
  /** Sealed with a key that is not here: not yet, no more, or never. */
  | 'unknown-key'
  /** Seen before, or too old to know. */
  | 'replayed'
  /** Of somebody who is not in the side conversation that this device is in. */
  | 'aside'
  /** Changed on the way, moved to another kind of track, or made by somebody without the key. */
  | 'forged'
  /** No sealed frame at all; when sending: no frame of its codec. */
  | 'malformed'
  /** Of a codec whose frames cannot be sealed. */
  | 'unsupported-codec';

/** Drops that no network causes: somebody is at work. */
export type FrameHarm = Extract<FrameDrop, 'forged' | 'replayed'>;

export type FrameOutcome =
  { readonly ok: true; readonly data: Bytes } | { readonly ok: false; readonly drop: FrameDrop };

/** How many frames went which way. */
export interface FrameCounts {
  readonly passed: number;
  readonly dropped: Readonly<Record<FrameDrop, number>>;
}

export class FrameTally {
  #passed = 0;
  readonly #dropped: Record<FrameDrop, number> = {
    'no-key': 0,
    'unknown-key': 0,
    replayed: 0,
    aside: 0,
    forged: 0,
    malformed: 0,
    'unsupported-codec': 0,
  };

  /** Counts an outcome and gives it back. */
  note(outcome: FrameOutcome): FrameOutcome {
    if (outcome.ok) this.#passed++;
    else this.#dropped[outcome.drop]++;
    return outcome;
  }

  get counts(): FrameCounts {
    return { passed: this.#passed, dropped: { ...this.#dropped } };
  }
}
