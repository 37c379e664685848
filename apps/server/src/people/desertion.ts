import type { DeviceId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';

interface Surroundings {
  readonly clock: Clock;
  /** How long a session may stand with nobody at the screen of the clerk in charge. Milliseconds. */
  readonly limitMs: number;
  /** Whether the device is in charge of a session and nobody works there. */
  readonly isDeserted: (deviceId: DeviceId) => boolean;
  readonly end: (deviceId: DeviceId) => void;
}

/** Ends the session of a desk to which its clerk does not come back, so that nothing of the citizen waits there for good. */
export class Desertion {
  readonly #around: Surroundings;
  readonly #timers = new Map<DeviceId, () => void>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Somebody came or went at a device. */
  look(deviceId: DeviceId): void {
    const { clock, end, isDeserted, limitMs } = this.#around;
    if (!isDeserted(deviceId)) {
      this.#timers.get(deviceId)?.();
      this.#timers.delete(deviceId);
      return;
    }
    // From the moment of going: what happens meanwhile does not put it off.
    if (this.#timers.has(deviceId)) return;
    const stop = clock.after(limitMs, () => {
      this.#timers.delete(deviceId);
      if (isDeserted(deviceId)) end(deviceId);
    });
    this.#timers.set(deviceId, stop);
  }

  close(): void {
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }
}
