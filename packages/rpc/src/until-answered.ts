import { isHostGone } from './errors.ts';

/**
 * Asks a host that may still be starting until it answers, `everyMs` milliseconds after each failure. That it is not there yet, or came up a second
 * time, is what is waited for; anything else is reported as well. For questions that may be asked twice.
 */
export async function untilAnswered<T>(ask: () => Promise<T>, everyMs = 1_000): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isHostGone(error)) reportError(error);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
