/** Ceiling of the first wait, in milliseconds. */
export const FIRST_DELAY_MS = 250;
/**
 * Ceiling of every later wait, in milliseconds. Short, because a line that broke somewhere on its way comes back without a word, and a
 * citizen waits: a thousand devices of a city are a thousand small requests a second to a server that is just coming up.
 */
export const LONGEST_DELAY_MS = 2_000;
/** A connection that held this long was a good one: the next loss starts from the first delay again. Milliseconds. */
export const STABLE_AFTER_MS = 60_000;

/** The longest wait before attempt `attempt` (from 1): doubles from `FIRST_DELAY_MS` to `LONGEST_DELAY_MS`. */
export function delayCeiling(attempt: number): number {
  const doublings = Math.min(Math.max(attempt, 1) - 1, 16);
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** doublings);
}

/**
 * How long to wait before attempt `attempt` (from 1), in milliseconds: exponential back-off with full jitter, so that
 * a server that comes back is not met by all devices in the same instant.
 * `random` is in [0, 1); `floorMs` is a time that the server asked for and is waited in any case.
 */
export function reconnectDelay(attempt: number, random: number, floorMs = 0): number {
  return Math.round(floorMs + random * delayCeiling(attempt));
}
