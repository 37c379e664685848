import type { ClerkClient } from '@mado/signaling';
import { locksSoon } from '../state/door.ts';

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
const USUAL_PAUSE_MS = 20_000;
const SHORT_PAUSE_MS = 2_000;

/** Tells the server now and then that somebody works at this screen, so that it is not locked under their hands. */
export function tellLifeSigns(client: ClerkClient, page: Window): void {
  let told = 0;
  const tell = () => {
    const person = client.person.getSnapshot();
    if (person?.phase !== 'in' || person.locked) return;
    const pause = locksSoon(person, client.serverNow()) ? SHORT_PAUSE_MS : USUAL_PAUSE_MS;
    if (performance.now() - told < pause) return;
    told = performance.now();
    // One that does not arrive is made good by the next one.
    client.person.touch().catch(() => undefined);
  };
  for (const sign of SIGNS) page.addEventListener(sign, tell, { capture: true, passive: true });
}
