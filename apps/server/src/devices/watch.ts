import { CLOSE } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { AuditEntry } from '../audit/record.ts';
import type { Logger } from '../log.ts';
import type { DeviceRows } from '../store/devices.ts';
import type { Line } from '../wire/line.ts';
import type { Certified, DeviceRegister } from './register.ts';

/** How often another process's writes (`devices-main.ts`) are looked for, in milliseconds. */
export const LOOK_MS = 1000;

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly register: DeviceRegister;
  readonly rows: DeviceRows;
  readonly lines: () => Iterable<Line>;
  /** Takes a device out of media at once and closes its line. */
  readonly expel: (line: Line, code: number, reason: string) => void;
  readonly note: (entry: AuditEntry) => void;
}

/** Sees to it that certificates count on open connections too: a revoked one at once, one that runs out at its moment. */
export class DeviceWatch {
  readonly #around: Surroundings;
  #version: number;
  #told: number | null;
  #stop: () => void;
  readonly #alarms = new Map<Line, () => void>();

  constructor(around: Surroundings) {
    this.#around = around;
    this.#version = around.rows.version();
    this.#told = around.register.revocations?.number ?? null;
    this.#stop = this.#lookLater();
  }

  /** A line takes part: it ends when its certificate does, or the one by which that was renewed meanwhile. */
  arrived(line: Line): void {
    this.#armUntil(line, line.certified.certificate.notAfter);
  }

  left(line: Line): void {
    this.#alarms.get(line)?.();
    this.#alarms.delete(line);
  }

  /** A list may have come: who is on it goes, everybody else gets it. */
  revocationsChanged(): void {
    const { register, lines, log } = this.#around;
    const { revocations, revocationBytes: list } = register;
    if (revocations === null || list === null || revocations.number === this.#told) return;
    this.#told = revocations.number;
    log.info({ number: revocations.number, revoked: revocations.serials.size }, 'list of revocations in force');
    for (const line of [...lines()]) {
      const serial = Buffer.from(line.certified.certificate.serial).toString('hex');
      if (revocations.serials.has(serial)) this.#expel(line, 'revoked');
      else line.notify('identity.revocations', { list });
    }
  }

  /** A certificate came: a device that is here and whose own runs out sooner gets it. */
  certified({ certificate, bytes }: Certified): void {
    for (const line of this.#around.lines()) {
      const own = line.certified.certificate;
      const sameKey = Buffer.from(own.publicKey).equals(certificate.publicKey);
      if (sameKey && certificate.notAfter > own.notAfter) line.notify('identity.renewal', { certificate: bytes });
    }
  }

  close(): void {
    this.#stop();
    for (const stop of this.#alarms.values()) stop();
    this.#alarms.clear();
  }

  #armUntil(line: Line, notAfter: number): void {
    const { clock } = this.#around;
    const ring = (): void => {
      const longest = this.#longestOf(line);
      if (longest > notAfter) this.#armUntil(line, longest);
      else this.#expel(line, 'expired');
    };
    // One more: at the very moment it still counts.
    this.#alarms.set(line, clock.after(notAfter - clock.now() + 1, ring));
  }

  /** Until when the device of a line may take part: it has proved that it has the key, and the key has other certificates now. */
  #longestOf({ certified }: Line): number {
    const { register, clock } = this.#around;
    const own = certified.certificate;
    let longest = own.notAfter;
    for (const { certificate, bytes } of register.certificates()) {
      const { publicKey, deviceId, role, notAfter } = certificate;
      const isItsOwn = deviceId === own.deviceId && role === own.role && Buffer.from(publicKey).equals(own.publicKey);
      if (isItsOwn && notAfter > longest && register.fault(bytes, clock.now()) === null) longest = notAfter;
    }
    return longest;
  }

  #expel(line: Line, reason: 'revoked' | 'expired'): void {
    const { id } = line.device;
    this.#around.log.warn({ device: id, reason }, 'certificate no longer counts; closing');
    this.#around.note({ actor: 'server', action: 'device.expelled', subject: { device: id, reason } });
    this.#around.expel(line, CLOSE[reason], `certificate ${reason}`);
  }

  #lookLater(): () => void {
    return this.#around.clock.after(LOOK_MS, () => {
      try {
        this.#look();
      } catch (error) {
        this.#around.log.error({ err: error }, 'the register of devices could not be read again');
      }
      this.#stop = this.#lookLater();
    });
  }

  #look(): void {
    const { register, rows } = this.#around;
    const version = rows.version();
    if (version === this.#version) return;
    this.#version = version;
    register.reload();
    this.revocationsChanged();
    for (const certified of register.certificates()) this.certified(certified);
  }
}
