/**
 * Remembers which of the last `size` counters were seen. A sender counts all its frames – voice, picture, every layer of
 * it – under one key, so one window serves all its tracks and a frame cannot be replayed into another track either.
 * At 30 pictures in 3 layers and 50 packets of voice a second, 4,096 counters are about 29 seconds; frames that are
 * later than that are of no use to anybody.
 */
export class ReplayWindow {
  readonly #size: number;
  readonly #seen: Uint8Array;
  #highest = -1;

  constructor(size = 4096) {
    this.#size = size;
    this.#seen = new Uint8Array(size);
  }

  /** Whether a counter may be accepted: not seen and not too old to know. */
  fresh(counter: number): boolean {
    if (counter > this.#highest) return true;
    return counter > this.#highest - this.#size && this.#seen[counter % this.#size] === 0;
  }

  /** How many counters have begun since this one. */
  behind(counter: number): number {
    return this.#highest - counter;
  }

  /** Marks a counter as seen; false when it was seen meanwhile. Only for frames that proved to be genuine. */
  accept(counter: number): boolean {
    if (!this.fresh(counter)) return false;
    const skipped = Math.min(counter - this.#highest, this.#size);
    // Places between the highest counter and this one hold what was `size` counters ago.
    for (let back = 0; back < skipped; back++) this.#seen[(counter - back) % this.#size] = 0;
    this.#highest = Math.max(this.#highest, counter);
    this.#seen[counter % this.#size] = 1;
    return true;
  }
}
