import { createHash, randomBytes } from 'node:crypto';
import type { DeviceId, SessionId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';

/** How long a token opens the tray, in milliseconds. */
export const TOKEN_LIFE_MS = 5 * 60_000;
/** Live tokens of one device; older ones go first. A client needs one, and a second while it renews it. */
const MAX_PER_DEVICE = 4;

/** What a token lets its bearer do. Whether the device still has its place is asked anew with every request. */
export interface TrayAccess {
  readonly deviceId: DeviceId;
  readonly sessionId: SessionId;
}

interface Given extends TrayAccess {
  readonly expiresAt: number;
}

/** Short-lived keys to a session's tray. Kept in memory, as hashes, so that neither a restart nor a memory dump hands one out. */
export class TrayTokens {
  readonly #clock: Clock;
  readonly #given = new Map<string, Given>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  give(access: TrayAccess): { token: string; expiresAt: number } {
    this.#forget(({ expiresAt }) => expiresAt <= this.#clock.now());
    const own = [...this.#given].filter(([, { deviceId }]) => deviceId === access.deviceId);
    for (const [hash] of own.slice(0, Math.max(0, own.length - MAX_PER_DEVICE + 1))) this.#given.delete(hash);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock.now() + TOKEN_LIFE_MS;
    this.#given.set(hashOf(token), { ...access, expiresAt });
    return { token, expiresAt };
  }

  accessOf(token: string): TrayAccess | undefined {
    const given = this.#given.get(hashOf(token));
    return given && given.expiresAt > this.#clock.now() ? given : undefined;
  }

  forgetSession(sessionId: SessionId): void {
    this.#forget((given) => given.sessionId === sessionId);
  }

  #forget(which: (given: Given) => boolean): void {
    for (const [hash, given] of this.#given) if (which(given)) this.#given.delete(hash);
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
