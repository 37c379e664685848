import type { Line } from '../state/kiosk-state.ts';

/** What is being mended while the citizen waits. */
export type Mending = { readonly what: 'line'; readonly line: Line } | { readonly what: 'clerk' };

/** The own line first; null when all is well. */
export function mendingOf(line: Line, media: Line, clerkConnected: boolean): Mending | null {
  if (line.phase === 'broken') return { what: 'line', line };
  if (media.phase === 'broken') return { what: 'line', line: media };
  return clerkConnected ? null : { what: 'clerk' };
}

/** While only the way to the server is down, picture and sound may go on: a living face is not dimmed. */
export function isPictureOld(media: Line, clerkConnected: boolean): boolean {
  return media.phase === 'broken' || !clerkConnected;
}
