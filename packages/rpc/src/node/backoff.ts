/** How long to wait before a process that ended is started again. */
export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
  /** A process that lived this long did start; its end counts as the first again. */
  readonly steadyMs: number;
}

/** 250 ms, doubling to 5 s, from the beginning after ten good seconds. */
export const HOST_BACKOFF: Backoff = { minMs: 250, maxMs: 5_000, steadyMs: 10_000 };

/** The wait after an end, in milliseconds: `previousMs` is the wait before (0 at first), `livedMs` how long the process lived. */
export function nextWait(backoff: Backoff, previousMs: number, livedMs: number): number {
  if (previousMs === 0 || livedMs >= backoff.steadyMs) return backoff.minMs;
  return Math.min(previousMs * 2, backoff.maxMs);
}
