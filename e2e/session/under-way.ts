import { type SentChunks, slowUpload } from '../stack/sent-chunks.ts';
import type { OpenCity } from './apps.ts';

/** Does something while a scanned page is on its way from the booth, which then arrives all the same. */
export async function inTheMiddleOfAScan(
  { kiosk, clerk }: OpenCity,
  sent: SentChunks,
  fault: () => Promise<unknown>,
): Promise<void> {
  const free = await slowUpload(kiosk.page, 200_000);
  const before = sent.stored;
  await clerk.scan();
  // Its small picture, and some of it.
  await sent.reach(before + 3);
  const then = sent.stored;
  await fault();
  await free();
  await clerk.hasScan();
  if (sent.stored === then) throw new Error('all of the page had been sent before');
  await clerk.putNotesAside();
}
