/**
 * The code of a system error (`ENOENT`, `ECONNREFUSED` …). Seen by shape: an error made in another realm is no `instanceof Error`
 * of this one.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
