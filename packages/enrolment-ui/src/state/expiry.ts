const DAY_MS = 24 * 3_600_000;

/** From how long before its certificate's end on a device itself speaks of it, in milliseconds. The administration's list begins earlier. */
export const EXPIRY_NOTICE_MS = 30 * DAY_MS;

/** The certificate ends soon. */
export interface Expiry {
  /** In milliseconds since the Unix epoch. */
  readonly until: number;
  /** Whole days that are left; 0 on the last one. */
  readonly daysLeft: number;
  /** Somebody here has read it and put it off until tomorrow. */
  readonly putOff: boolean;
}

/** What there is to say about a certificate's end; null: nothing yet, or no more. @param before what was said last: the same object when nothing changed */
export function expiryOf(notAfter: number | null, now: number, before: Expiry | null): Expiry | null {
  if (notAfter === null) return null;
  const left = notAfter - now;
  if (left < 0 || left > EXPIRY_NOTICE_MS) return null;
  const daysLeft = Math.floor(left / DAY_MS);
  if (before?.until === notAfter && before.daysLeft === daysLeft) return before;
  return { until: notAfter, daysLeft, putOff: false };
}
