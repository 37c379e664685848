import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What a filling leaves behind is cleared away sooner, and the heap grows by less each time: a fifth less memory for a tenth of a millisecond a
 * form (`scripts/bench forms`).
 */
export function growSparingly(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=60');
}

/** Clears away at once what loading fonts and forms left behind, from which on the heap grows. Does nothing where the engine does not offer it. */
export function clearAfterLoading(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (isCollector(collect)) collect();
}

function isCollector(offered: unknown): offered is () => void {
  return typeof offered === 'function';
}
