import type { Locator } from 'playwright-core';

/** How long a screen may take to show what it is to show, on a machine that is every end at once, in milliseconds. */
export const SHOWN_WITHIN_MS = 40_000;

/** Waits until exactly so many are on the page. */
export async function exactly(what: Locator, count: number): Promise<void> {
  const until = Date.now() + SHOWN_WITHIN_MS;
  for (;;) {
    const there = await what.count();
    if (there === count) return;
    if (Date.now() > until) throw new Error(`${String(there)} in place of ${String(count)}: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
