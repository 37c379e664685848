import type { FrameGate } from './frame-gate.ts';

/** How long a change of keys may leave a picture or a voice unopened before it counts, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Finds out that picture or sound arrives which cannot be opened here, and goes on arriving. What is sealed with keys that have just changed opens
 * a moment later and is no matter.
 */
export class TrackWatch {
  readonly #isMember: () => boolean;
  readonly #onUnopened: () => void;
  readonly #patience = new Map<string, ReturnType<typeof setTimeout>>();

  /** `isMember`: this end has keys; before, nothing can be opened and the screen says so already. */
  constructor(gate: Pick<FrameGate, 'on'>, isMember: () => boolean, onUnopened: () => void) {
    this.#isMember = isMember;
    this.#onUnopened = onUnopened;
    gate.on('track', ({ track, direction, state }) => {
      if (direction !== 'receive') return;
      if (state === 'blocked') this.#wait(track);
      else this.#stop(track);
    });
  }

  close(): void {
    for (const track of [...this.#patience.keys()]) this.#stop(track);
  }

  #wait(track: string): void {
    this.#stop(track);
    const over = () => {
      if (this.#isMember()) this.#onUnopened();
      else this.#wait(track);
    };
    this.#patience.set(track, setTimeout(over, PATIENCE_MS));
  }

  #stop(track: string): void {
    clearTimeout(this.#patience.get(track));
    this.#patience.delete(track);
  }
}
