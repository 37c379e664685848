/** How many looks in a row without a new packet mean that a line is down. */
const STILL_LOOKS = 2;

/** What came of one sender, by looks at a counter. */
export class Hearing {
  #bytes = 0;
  #still = 0;

  /** `silent`: nothing has come for so long that the line is down. `back`: something comes again. Each is said once. `bytes`: received so far. */
  look(bytes: number): 'silent' | 'back' | null {
    const before = this.#still;
    const began = this.#bytes > 0;
    this.#still = bytes === this.#bytes ? before + 1 : 0;
    this.#bytes = bytes;
    if (!began) return null;
    if (this.#still === STILL_LOOKS) return 'silent';
    return this.#still === 0 && before >= STILL_LOOKS ? 'back' : null;
  }
}
