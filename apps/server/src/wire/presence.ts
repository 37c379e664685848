import type { DeviceId } from '@mado/signaling/wire';
import { CLOSE } from '@mado/signaling/wire';
import type { Line } from './line.ts';

/** Which devices are here now, and by which line. One line a device: a newer one replaces the older. */
export class Presence {
  readonly #lines = new Map<DeviceId, Line>();

  lineOf(deviceId: DeviceId): Line | undefined {
    return this.#lines.get(deviceId);
  }

  lines(): Iterable<Line> {
    return this.#lines.values();
  }

  /** @returns whether the device was away before */
  arrive(line: Line): boolean {
    const older = this.#lines.get(line.device.id);
    this.#lines.set(line.device.id, line);
    older?.close(CLOSE.replaced, 'the device connected again');
    return older === undefined;
  }

  /** @returns whether the device is away now; false when the line had been replaced */
  leave(line: Line): boolean {
    if (this.#lines.get(line.device.id) !== line) return false;
    this.#lines.delete(line.device.id);
    return true;
  }
}
