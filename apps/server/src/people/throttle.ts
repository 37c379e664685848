/** Wrong tries that cost nothing: everybody mistypes. */
const FREE = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so long without a wrong try, those before are forgotten. */
const FORGOTTEN_MS = 24 * 3600_000;

/** Wrong tries in a row, and the moment of the last one. */
export interface Failures {
  readonly failures: number;
  readonly at: number;
}

/** The moment before which nothing is looked at. It grows with every wrong try: 5 s, 10 s, 20 s … to 15 minutes. */
export function waitUntil(before: Failures | null, now: number): number {
  if (before === null || before.failures < FREE || now - before.at >= FORGOTTEN_MS) return 0;
  return before.at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, before.failures - FREE));
}

export function failedOnceMore(before: Failures | null, now: number): Failures {
  const counted = before === null || now - before.at >= FORGOTTEN_MS ? 0 : before.failures;
  return { failures: counted + 1, at: now };
}
