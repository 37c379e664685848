/** How many looks in a row without a new packet mean that a line is down. */
const STILL_LOOKS = 2;

/** What came of one sender, by looks at a counter. */
export class Hearing {
  #bytes = 0;
  #still = 0;

  /** Whether nothing has come for so long that the line is down. Said once, until something comes again. `bytes`: received so far. */
  fellSilent(bytes: number): boolean {
    this.#still = bytes === this.#bytes ? this.#still + 1 : 0;
    this.#bytes = bytes;
    return bytes > 0 && this.#still === STILL_LOOKS;
  }
}
