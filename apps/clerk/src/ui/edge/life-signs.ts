import type { PersonState } from '@mado/signaling/wire';
import { locksSoon } from '../state/door.ts';
import type { Level } from '../media/level-source.ts';

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
const USUAL_PAUSE_MS = 20_000;
const SHORT_PAUSE_MS = 2_000;

/** Who is to be told, and what they know of the person. */
export interface Attendance {
  readonly state: () => PersonState | null;
  /** Milliseconds on the server's clock. */
  readonly serverNow: () => number;
  readonly touch: () => Promise<unknown>;
}

/** The clerk's own microphone. */
interface Voice {
  subscribe(listener: () => void): unknown;
  getSnapshot(): Level;
}

/**
 * Tells the server now and then that somebody works at this screen, so that it is not locked under their hands: mouse, keys and wheel,
 * and in a call also a voice near the microphone, since a clerk who explains something for long touches nothing.
 */
export function tellLifeSigns(
  { state, serverNow, touch }: Attendance,
  page: EventTarget,
  voice: Voice,
  inCall: () => boolean,
): void {
  let told = -Infinity;
  const tell = () => {
    const person = state();
    if (person?.phase !== 'in' || person.locked) return;
    const pause = locksSoon(person, serverNow()) ? SHORT_PAUSE_MS : USUAL_PAUSE_MS;
    if (performance.now() - told < pause) return;
    told = performance.now();
    // One that does not arrive is made good by the next one.
    touch().catch(() => undefined);
  };
  for (const sign of SIGNS) page.addEventListener(sign, tell, { capture: true, passive: true });
  voice.subscribe(() => {
    const { verdict } = voice.getSnapshot();
    if (inCall() && (verdict === 'good' || verdict === 'loud')) tell();
  });
}
