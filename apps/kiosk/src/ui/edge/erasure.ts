import { sleep } from '@mado/signaling';

export interface ErasureSteps {
  /** Everything in this page's memory and storage. */
  readonly forget: () => void;
  /** The host ends its jobs and removes its files. Fails while the host is away. */
  readonly eraseHost: () => Promise<unknown>;
  /** Tells the server that nothing is left here; resolves when it knows. */
  readonly confirm: () => Promise<void>;
  readonly onErased: () => void;
  /** It takes longer than anybody should have to sit and wait; it goes on. */
  readonly onSlow: () => void;
  /** A step failed and is tried again. */
  readonly onFault: (error: unknown) => void;
  readonly slowAfterMs?: number;
  readonly retryMs?: number;
}

const SLOW_AFTER_MS = 15_000;
const RETRY_MS = 2_000;

/**
 * Destroys what a session left at this booth, in this order: screen, host, and only then the word to the server. Goes on until all of it
 * is true; "erased" is never said before.
 */
export async function erase(steps: ErasureSteps): Promise<void> {
  const slow = setTimeout(steps.onSlow, steps.slowAfterMs ?? SLOW_AFTER_MS);
  steps.forget();
  await untilDone(steps.eraseHost, steps);
  await untilDone(steps.confirm, steps);
  clearTimeout(slow);
  steps.onErased();
}

/**
 * Destroys what the host may still have of a citizen whose session the server gave up while no page was here to hear of it: pages of
 * the last scan, a job that runs on. Tried again while the host is away, but never into the next session.
 */
export async function eraseLeftovers(
  steps: Pick<ErasureSteps, 'eraseHost' | 'onFault' | 'retryMs'> & {
    /** False once somebody has checked in. */
    readonly isNeeded: () => boolean;
  },
): Promise<void> {
  await untilDone(() => (steps.isNeeded() ? steps.eraseHost() : Promise.resolve()), steps);
}

async function untilDone(
  step: () => Promise<unknown>,
  { onFault, retryMs }: Pick<ErasureSteps, 'onFault' | 'retryMs'>,
): Promise<void> {
  for (;;) {
    try {
      await step();
      return;
    } catch (error) {
      onFault(error);
    }
    await sleep(retryMs ?? RETRY_MS);
  }
}
