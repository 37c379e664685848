import type { Clock } from '../clock.ts';

/** A clock that stands still until a test moves it. */
export class HandClock implements Clock {
  #now = Date.parse('2026-04-01T01:00:00Z');
  #alarms: { at: number; act: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delayMs: number, act: () => void): () => void {
    const alarm = { at: this.#now + delayMs, act };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
    };
  }

  /** Moves on, ringing every alarm on the way at its own time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#alarms.filter((alarm) => alarm.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#alarms = this.#alarms.filter((alarm) => alarm !== next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = end;
  }
}
