import type { Standstill } from '@mado/signaling';
import type { Line } from '../state/kiosk-state.ts';

/** What is being mended while the citizen waits. */
export type Mending =
  | { readonly what: 'line'; readonly line: Line }
  | { readonly what: 'clerk' }
  | { readonly what: 'still'; readonly still: Standstill };

/** The own line first; null when all is well. `still`: of the clerk, what should come and does not. */
export function mendingOf(line: Line, media: Line, clerkConnected: boolean, still: Standstill | null): Mending | null {
  if (line.phase === 'broken') return { what: 'line', line };
  if (media.phase === 'broken') return { what: 'line', line: media };
  if (!clerkConnected) return { what: 'clerk' };
  return still === null ? null : { what: 'still', still };
}

/** While only the way to the server is down, picture and sound may go on: a living face is not dimmed. */
export function isPictureOld(media: Line, clerkConnected: boolean, still: Standstill | null): boolean {
  return media.phase === 'broken' || !clerkConnected || (still !== null && still.what !== 'sound');
}
