import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Clears away at once what loading fonts and forms left behind, from which on the heap grows. Does nothing where the engine does not offer it. */
export function clearAfterLoading(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (isCollector(collect)) collect();
}

function isCollector(offered: unknown): offered is () => void {
  return typeof offered === 'function';
}
