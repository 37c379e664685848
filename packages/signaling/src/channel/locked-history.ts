import type { ChannelMessage } from '../wire/index.ts';

/** A sealed message as it came. */
export interface LockedLetter {
  readonly message: ChannelMessage;
  readonly replayed: boolean;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/**
 * Messages that were said before this device had the keys for them. They wait, and what comes after them waits behind
 * them, until a member hands the keys over, or until nobody is left who has them: then what cannot be opened is lost.
 */
export class LockedHistory {
  #letters: LockedLetter[] = [];
  #settled = false;

  /** Whether what waits can be taken now. */
  get ready(): boolean {
    return this.#settled || this.#letters.length === 0;
  }

  put(letter: LockedLetter): void {
    this.#letters.push(letter);
  }

  keysCame(): void {
    this.#settled = true;
  }

  nobodyKnows(): void {
    this.#settled = true;
  }

  /** All that waits, in its order. */
  take(): LockedLetter[] {
    return this.#letters.splice(0);
  }
}
