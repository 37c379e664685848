/** How long a bound holds before more is tried, in milliseconds: at first, and at most when that has failed again and again. */
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [15_000, 60_000];

/** When more is tried again on a way that did not carry what was sent. Moments are milliseconds of a steady clock. */
export class Retries {
  #since = -Infinity;
  #triedAt = -Infinity;
  #waitMs = FIRST_WAIT_MS;

  /** Less is sent from now on. What failed within a minute is tried after twice the time. */
  failed(now: number): void {
    const soon = now - this.#triedAt < LAST_WAIT_MS;
    this.#waitMs = soon ? Math.min(2 * this.#waitMs, LAST_WAIT_MS) : FIRST_WAIT_MS;
    this.#since = now;
  }

  /** More is sent from now on. */
  tried(now: number): void {
    this.#triedAt = now;
    this.#since = now;
  }

  due(now: number): boolean {
    return now - this.#since >= this.#waitMs;
  }
}
