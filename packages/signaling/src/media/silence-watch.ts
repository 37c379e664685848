import { sleep } from '../core/index.ts';

/** How often it is looked, and after how long without a packet the line is worth a question; milliseconds. */
const [LOOK_EVERY_MS, SILENT_AFTER_MS] = [300, 800];

/** Where it is asked for how long nothing has come, in milliseconds; null: that is not known. */
export interface SilenceSource {
  silentFor(): Promise<number | null>;
}

/**
 * Tells once of each silence, until the signal aborts. A machine that has got another address, with no moment without a network between,
 * says nothing of it; what it goes on sending reaches nobody, and connections count as whole for seconds.
 */
export async function watchSilence(
  media: SilenceSource,
  tell: () => void,
  signal: AbortSignal,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<void> {
  let told = false;
  while (await sleep(lookEveryMs, signal)) {
    // Transports that were closed while they were asked are made anew, and say so.
    const silentFor = await media.silentFor().catch(() => null);
    const silent = silentFor !== null && silentFor > SILENT_AFTER_MS;
    if (silent && !told && !signal.aborted) tell();
    told = silent;
  }
}
