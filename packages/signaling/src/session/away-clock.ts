import type { ConnectionState } from '../client/connection-state.ts';

/** Looked at by the clock, and not by one long timer: a machine that sleeps meanwhile counts none. */
const LOOK_EVERY_MS = 5_000;

/** Tells, once in each outage, that the line has been away for so long that the server has erased what this device had there. */
export class AwayClock {
  /** In milliseconds. */
  limitMs: number;
  readonly #onGone: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #since: number | null = null;
  #gone = false;

  constructor(limitMs: number, onGone: () => void) {
    this.limitMs = limitMs;
    this.#onGone = onGone;
  }

  /** The line as it is now; told as often as it changes. */
  follow(connection: ConnectionState): void {
    if (connection.phase === 'closed') this.#gone = false;
    if (connection.phase !== 'reconnecting' || this.#gone) {
      this.#stop();
      return;
    }
    this.#since = connection.since;
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** The server has answered. Returns whether that was too late. */
  arrived(): boolean {
    const late = this.#gone;
    this.#gone = false;
    return late;
  }

  #look(): void {
    if (this.#since === null || Date.now() - this.#since < this.limitMs) return;
    this.#stop();
    this.#gone = true;
    this.#onGone();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#since = null;
  }
}
