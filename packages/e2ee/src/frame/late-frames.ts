/** After so long without a frame the line was down, and what waited for it comes in one burst, in milliseconds. */
const GAP_MS = 600;
/** A frame is on time again when it comes at most so much later than before the gap, in milliseconds. */
const ON_TIME_MS = 200;
/** For how long after the first late frame frames are passed over; then the line has become slower for good. In milliseconds. */
const CATCH_UP_MS = 1_500;
/** How far a frame that comes later than the usual moves the usual: lines and clocks change slowly. */
const FORGETTING = 0.02;
const TIMESTAMPS = 2 ** 32;

/**
 * Of one received track: which frames waited on a dead line. TCP keeps what was sent into it, and brings seconds of old sound and picture at
 * the return. Played, they would put everything behind them off by as much; so they are passed over until one comes as promptly as before.
 */
export class LateFrames {
  readonly #ticksPerMs: number;
  #last: { readonly at: number; readonly timestamp: number; readonly mediaMs: number } | null = null;
  /** How much later than its media time a frame usually comes, in milliseconds. */
  #usual = 0;
  #catchingUpUntil: number | null = null;

  /** @param clockRate ticks of the RTP clock a second */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1_000;
  }

  /**
   * Looks at the next frame that came; true: it is to be passed over.
   *
   * @param now milliseconds of any steady clock
   * @param timestamp of RTP, 32 bits
   */
  isLate(now: number, timestamp: number): boolean {
    const last = this.#last;
    const mediaMs = last === null ? 0 : last.mediaMs + signed(timestamp - last.timestamp) / this.#ticksPerMs;
    this.#last = { at: now, timestamp, mediaMs };
    const delay = now - mediaMs;
    if (last === null) {
      this.#usual = delay;
      return false;
    }
    if (now - last.at >= GAP_MS) this.#catchingUpUntil ??= now + CATCH_UP_MS;
    if (this.#catchingUpUntil !== null) {
      const onTime = delay <= this.#usual + ON_TIME_MS;
      if (!onTime && now < this.#catchingUpUntil) return true;
      this.#catchingUpUntil = null;
      this.#usual = delay;
      return false;
    }
    this.#usual = delay < this.#usual ? delay : this.#usual + (delay - this.#usual) * FORGETTING;
    return false;
  }
}

/** The difference of two timestamps that begin again at 2³². */
function signed(difference: number): number {
  const positive = ((difference % TIMESTAMPS) + TIMESTAMPS) % TIMESTAMPS;
  return positive < TIMESTAMPS / 2 ? positive : positive - TIMESTAMPS;
}
