import type { DeviceId, PersonId, PersonState, PersonView } from '@mado/signaling/wire';
import { timingSafeEqual } from 'node:crypto';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import type { Line } from '../wire/line.ts';
import { newToken, tokenHash } from './codes.ts';
import type { Person, PersonSession, PersonStore } from './person-store.ts';

export interface PersonTimes {
  /** Without a touch for so long, the screen is locked. Milliseconds. */
  readonly idleMs: number;
  /** From log-in to its end, whatever is done. */
  readonly longestMs: number;
}

/** What a state tells beside the person. */
const THROUGH_PROVIDER = { by: 'provider' } as const;

export type Because = 'logged-out' | 'expired' | 'revoked';

interface Surroundings {
  readonly store: PersonStore;
  readonly clock: Clock;
  readonly times: PersonTimes;
  /** Whether people may come through the city's provider. */
  readonly provider: boolean;
  readonly record: (entry: AuditEntry) => void;
  /** What holds at a device is another thing now. */
  readonly changed: (deviceId: DeviceId) => void;
}

/**
 * Who is logged in at which device. A log-in is the device's and the window's: the window holds a token, the server its hash, so
 * a reload or a line that comes back keeps it and another window does not get it. It outlives a restart of the server.
 */
export class PersonSessions {
  readonly #around: Surroundings;
  readonly #sessions: Map<DeviceId, PersonSession>;
  /** The line that has shown the token. */
  readonly #lines = new Map<DeviceId, Line>();
  /** Devices whose present window has not shown the token. */
  readonly #strangers = new Set<DeviceId>();
  readonly #gone = new Map<DeviceId, Because>();
  readonly #timers = new Map<DeviceId, () => void>();

  constructor(around: Surroundings) {
    this.#around = around;
    this.#sessions = new Map(around.store.sessions().map((each) => [each.deviceId, each]));
    for (const deviceId of this.#sessions.keys()) this.#watch(deviceId);
  }

  close(): void {
    for (const stop of this.#timers.values()) stop();
  }

  /** The person logged in at a device, locked or not, window there or not. */
  at(deviceId: DeviceId): Person | null {
    const session = this.#current(deviceId);
    return session === undefined ? null : this.#around.store.find(session.personId);
  }

  /** The person who has shown the token on the device's present line. */
  shownAt(deviceId: DeviceId): Person | null {
    return this.#lines.has(deviceId) ? this.at(deviceId) : null;
  }

  /** Whether nobody works at a device's screen: it is locked, or whoever sits there is not the one logged in. A lost line is no absence. */
  isAway(deviceId: DeviceId): boolean {
    const session = this.#current(deviceId);
    return session === undefined || session.locked || this.#strangers.has(deviceId);
  }

  stateAt(deviceId: DeviceId): PersonState {
    const offered = this.#around.provider ? ({ provider: true } as const) : {};
    const session = this.#lines.has(deviceId) ? this.#current(deviceId) : undefined;
    const person = session === undefined ? null : this.#around.store.find(session.personId);
    if (session === undefined || person === null) {
      const nobody = this.#around.store.isEmpty() ? ({ nobody: true } as const) : {};
      return { phase: 'out', because: this.#gone.get(deviceId) ?? null, ...offered, ...nobody };
    }
    const { idleMs, longestMs } = this.#around.times;
    return {
      ...offered,
      ...(session.byProvider ? THROUGH_PROVIDER : {}),
      phase: 'in',
      person: viewOf(person),
      locked: session.locked,
      locksAt: session.touchedAt + idleMs,
      endsAt: session.beganAt + longestMs,
    };
  }

  /** A line of a device that may show the token of its person. */
  arrive(line: Line, token: string | null): void {
    const { id } = line.device;
    this.#lines.delete(id);
    const session = this.#current(id);
    if (session && token !== null && timingSafeEqual(session.tokenHash, tokenHash(token))) {
      this.#lines.set(id, line);
      this.#strangers.delete(id);
    } else this.#strangers.add(id);
  }

  leave(line: Line): void {
    if (this.#lines.get(line.device.id) === line) this.#lines.delete(line.device.id);
  }

  /** @returns the token for the window */
  begin(line: Line, personId: PersonId, byProvider: boolean): string {
    const { clock, store } = this.#around;
    const token = newToken();
    const now = clock.now();
    const { id: deviceId } = line.device;
    const session = {
      ...{ deviceId, personId, tokenHash: tokenHash(token), beganAt: now, touchedAt: now, locked: false },
      byProvider,
    };
    store.saveSession(session);
    this.#sessions.set(deviceId, session);
    this.#lines.set(deviceId, line);
    this.#strangers.delete(deviceId);
    this.#gone.delete(deviceId);
    this.#watch(deviceId);
    this.#around.changed(deviceId);
    return token;
  }

  touch(deviceId: DeviceId): void {
    const session = this.#current(deviceId);
    if (session && !session.locked) this.#keep({ ...session, touchedAt: this.#around.clock.now() });
  }

  lock(deviceId: DeviceId): void {
    const session = this.#current(deviceId);
    if (!session || session.locked) return;
    this.#keep({ ...session, locked: true });
    this.#around.record({ actor: byDevice(deviceId), action: 'person.locked', subject: { whom: session.personId } });
    this.#around.changed(deviceId);
  }

  unlock(deviceId: DeviceId): void {
    const session = this.#current(deviceId);
    if (!session) return;
    this.#keep({ ...session, locked: false, touchedAt: this.#around.clock.now() });
    this.#around.record({ actor: byDevice(deviceId), action: 'person.unlocked', subject: { whom: session.personId } });
    this.#around.changed(deviceId);
  }

  end(deviceId: DeviceId, because: Because): void {
    const session = this.#sessions.get(deviceId);
    if (!session) return;
    this.#around.record({
      actor: because === 'logged-out' ? byDevice(deviceId) : 'server',
      action: 'person.loggedOut',
      subject: { whom: session.personId, device: deviceId, reason: because },
    });
    this.#around.store.removeSession(deviceId);
    this.#sessions.delete(deviceId);
    this.#gone.set(deviceId, because);
    this.#timers.get(deviceId)?.();
    this.#around.changed(deviceId);
  }

  /** @returns the devices at which the person was */
  endAllOf(personId: PersonId, because: Because): DeviceId[] {
    const devices = [...this.#sessions.values()].filter((each) => each.personId === personId);
    for (const { deviceId } of devices) this.end(deviceId, because);
    return devices.map(({ deviceId }) => deviceId);
  }

  /** Brings a device's session to this moment: a timer may be late, and a laptop may have slept. */
  #current(deviceId: DeviceId): PersonSession | undefined {
    const session = this.#sessions.get(deviceId);
    if (!session) return undefined;
    const { clock, times } = this.#around;
    if (clock.now() >= session.beganAt + times.longestMs) {
      this.end(deviceId, 'expired');
      return undefined;
    }
    if (!session.locked && clock.now() >= session.touchedAt + times.idleMs) {
      const locked = { ...session, locked: true };
      this.#keep(locked);
      this.#around.record({ actor: 'server', action: 'person.locked', subject: { whom: session.personId } });
      this.#around.changed(deviceId);
      return locked;
    }
    return session;
  }

  #keep(session: PersonSession): void {
    this.#around.store.saveSession(session);
    this.#sessions.set(session.deviceId, session);
    this.#watch(session.deviceId);
  }

  #watch(deviceId: DeviceId): void {
    this.#timers.get(deviceId)?.();
    const session = this.#sessions.get(deviceId);
    if (!session) return;
    const { clock, times } = this.#around;
    const end = session.beganAt + times.longestMs;
    const due = session.locked ? end : Math.min(end, session.touchedAt + times.idleMs);
    this.#timers.set(
      deviceId,
      clock.after(Math.max(0, due - clock.now()), () => void this.#current(deviceId)),
    );
  }
}

export function viewOf({ id, login, name, department, roles, desks }: Person): PersonView {
  return { id, login, name, department, roles, desks };
}
