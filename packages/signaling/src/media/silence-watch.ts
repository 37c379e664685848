import { sleep } from '../core/index.ts';

/** How often it is looked, and after how long without a packet the line is worth a question; milliseconds. */
const [LOOK_EVERY_MS, SILENT_AFTER_MS] = [300, 800];
/** How long the first packet may take: keys are agreed on before anything is sent. In milliseconds. */
const FIRST_WITHIN_MS = 5_000;

/** Where it is asked for how long nothing has come, in milliseconds; null: that is not known. */
export interface SilenceSource {
  silentFor(): Promise<number | null>;
}

/**
 * Tells once of each silence, until the signal aborts. A machine that has got another address, with no moment without a network between,
 * says nothing of it; what it goes on sending reaches nobody, and connections count as whole for seconds. Begin it with what is to be
 * heard: nothing came before, and that counts for nothing.
 */
export async function watchSilence(
  media: SilenceSource,
  tell: () => void,
  signal: AbortSignal,
  { lookEveryMs = LOOK_EVERY_MS, now = () => performance.now() } = {},
): Promise<void> {
  const began = now();
  let heard = false;
  let told = false;
  while (await sleep(lookEveryMs, signal)) {
    // Transports that were closed while they were asked are made anew, and say so.
    const silentFor = await media.silentFor().catch(() => null);
    const watched = now() - began;
    heard ||= silentFor !== null && silentFor < watched;
    const silent = silentFor !== null && Math.min(silentFor, watched) > (heard ? SILENT_AFTER_MS : FIRST_WITHIN_MS);
    if (silent && !told && !signal.aborted) tell();
    told = silent;
  }
}
