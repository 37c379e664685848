/** The way to one receiver, as one look found it. */
export interface WayLook {
  /** Share of the packets that were sent lately and got lost, 0 to 1. */
  readonly lost: number;
  /** Milliseconds; null: not measured yet. */
  readonly roundTripMs: number | null;
  /** What the way is believed to carry, in bits a second; null: not known. */
  readonly carries: number | null;
}

/** What a sender may send for a receiver on a thin way, in bits a second, voice and all; 0: no picture. Above the last: as it likes. */
const STEPS = [0, 250_000, 450_000, 800_000] as const;
/** A queue on the way is full when so much gets lost that took so much longer than the least; one alone is a bad way, or a long one. */
const [THIN_LOSS, THIN_DELAY_MS] = [0.08, 200];
/** How many such looks in a row mean that the way is too thin for what is sent. */
const THIN_LOOKS = 2;
/** After a step down: how long what was sent before still counts, in milliseconds. */
const SETTLE_MS = 2_000;
/** How long a bound holds before more is tried, in milliseconds: at first, and at most when that has failed again and again. */
const [FIRST_TRY_MS, LAST_TRY_MS] = [15_000, 60_000];

/**
 * How much of the others' pictures the way to one receiver carries. What does not fit waits in a queue on its way and is dropped there, the voice as
 * well as the picture; a voice alone nearly always fits.
 */
export class ThinLine {
  /** The present place in `STEPS`; its length: no bound. */
  #step: number = STEPS.length;
  #leastMs = Infinity;
  #thinLooks = 0;
  /** Since when the present step holds. */
  #since = -Infinity;
  #tryAfterMs = FIRST_TRY_MS;

  /** In bits a second; 0: no picture; null: there is none. */
  get bound(): number | null {
    return STEPS[this.#step] ?? null;
  }

  /** What its sender may send, in bits a second; while pictures rest, what is tried next, so that it begins as thin as it is to go on. Null: as it likes. */
  get limit(): number | null {
    return STEPS[Math.max(1, this.#step)] ?? null;
  }

  /** @param now milliseconds of a steady clock */
  look(now: number, { lost, roundTripMs, carries }: WayLook): void {
    if (roundTripMs !== null) this.#leastMs = Math.min(this.#leastMs, roundTripMs);
    const held = now - this.#since;
    const delayed = roundTripMs !== null && roundTripMs >= this.#leastMs + THIN_DELAY_MS;
    this.#thinLooks = this.#step > 0 && held >= SETTLE_MS && delayed && lost >= THIN_LOSS ? this.#thinLooks + 1 : 0;
    if (this.#thinLooks >= THIN_LOOKS) {
      // What was tried a moment ago and does not fit is tried later the next time.
      const failed = held < this.#tryAfterMs;
      this.#tryAfterMs = failed ? Math.min(2 * this.#tryAfterMs, LAST_TRY_MS) : FIRST_TRY_MS;
      this.#go(this.#below(carries), now);
    } else if (this.bound !== null && held >= this.#tryAfterMs) this.#go(this.#step + 1, now);
  }

  /** The next step down; from no bound at all, the one that fits what the way is believed to carry. */
  #below(carries: number | null): number {
    if (this.bound !== null || carries === null) return this.#step - 1;
    return STEPS.findLastIndex((step) => step <= carries);
  }

  #go(step: number, now: number): void {
    this.#step = step;
    this.#since = now;
    this.#thinLooks = 0;
  }
}
