import type { SessionId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';

/** The running clocks of sessions, by session and what they wait for. */
export class Timers {
  readonly #clock: Clock;
  readonly #stops = new Map<SessionId, Map<string, () => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts a clock, or starts it anew. */
  start(id: SessionId, name: string, delayMs: number, act: () => void): void {
    this.stop(id, name);
    const ofSession = this.#stops.get(id) ?? new Map<string, () => void>();
    this.#stops.set(id, ofSession);
    const stop = this.#clock.after(Math.max(0, delayMs), () => {
      ofSession.delete(name);
      act();
    });
    ofSession.set(name, stop);
  }

  stop(id: SessionId, name: string): void {
    const ofSession = this.#stops.get(id);
    ofSession?.get(name)?.();
    ofSession?.delete(name);
  }

  stopSession(id: SessionId): void {
    for (const stop of this.#stops.get(id)?.values() ?? []) stop();
    this.#stops.delete(id);
  }

  stopAll(): void {
    for (const id of [...this.#stops.keys()]) this.stopSession(id);
  }
}
