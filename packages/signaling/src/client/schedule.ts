/** Ceiling of the first wait, in milliseconds. */
export const FIRST_DELAY_MS = 250;
/**
 * Ceiling of the waits of the first `EAGER_ATTEMPTS`, in milliseconds. Short, because a line that broke somewhere on its way comes back
 * without a word, and a citizen waits: a thousand devices of a city are a thousand small requests a second to a server that is just coming up.
 */
export const EAGER_DELAY_MS = 1_000;
const EAGER_ATTEMPTS = 8;
/** Ceiling of every later wait, in milliseconds. Chromium holds back a page's sockets, up to five seconds each, when many have failed. */
export const LONGEST_DELAY_MS = 2_000;
/** The least wait while the machine says that it has no network, but for the first attempts, in milliseconds: it will say when it has one. */
export const OFFLINE_DELAY_MS = 2_000;
/** After so many attempts without a network the machine's word that there is one is waited for. */
const OFFLINE_ATTEMPTS = 2;
const FIRST_WORD_MS = 2_300;
const PATIENT_FIRST_WORD_MS = 5_000;
const PATIENT_EVERY = 4;
/** A connection that held this long was a good one, also on a bus that goes from valley to valley: the next loss starts from the first delay again. Milliseconds. */
export const STABLE_AFTER_MS = 15_000;

/** The longest wait before attempt `attempt` (from 1): doubles from `FIRST_DELAY_MS`, first to `EAGER_DELAY_MS` and at last to `LONGEST_DELAY_MS`. */
export function delayCeiling(attempt: number): number {
  if (attempt > EAGER_ATTEMPTS) return LONGEST_DELAY_MS;
  const doublings = Math.max(attempt, 1) - 1;
  return Math.min(EAGER_DELAY_MS, FIRST_DELAY_MS * 2 ** doublings);
}

/**
 * How long to wait before attempt `attempt` (from 1), in milliseconds: exponential back-off with full jitter, so that
 * a server that comes back is not met by all devices in the same instant. Time that the last attempt took (`spentMs`) was waited already.
 * `random` is in [0, 1); `floorMs` is a time that the server asked for and is waited in any case.
 */
export function reconnectDelay(attempt: number, random: number, floorMs = 0, spentMs = 0): number {
  return Math.round(floorMs + Math.max(0, random * delayCeiling(attempt) - spentMs));
}

/**
 * How long the server's first word on attempt `attempt` (from 1) may take, in milliseconds. On a dead line a socket asks again after 1 s and, by
 * system, after 2 or 3; a new one asks at once. Not given up in the moment of such an ask, which may be the one that gets through. Every fourth is given more, for lines that are slow and not dead.
 */
export function firstWordDeadline(attempt: number): number {
  return attempt % PATIENT_EVERY === 0 ? PATIENT_FIRST_WORD_MS : FIRST_WORD_MS;
}

/** The least wait before attempt `attempt` on a machine without a network, in milliseconds. */
export function offlineFloor(attempt: number): number {
  return attempt > OFFLINE_ATTEMPTS ? OFFLINE_DELAY_MS : 0;
}
