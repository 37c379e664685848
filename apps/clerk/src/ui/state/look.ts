import type { SessionId } from '@mado/signaling/wire';

/** The still of the citizen whom the clerk looks at. `address`: in this browser's memory. */
export type LookView =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking'; readonly sessionId: SessionId }
  | { readonly phase: 'shown'; readonly sessionId: SessionId; readonly address: string }
  | { readonly phase: 'failed'; readonly sessionId: SessionId; readonly why: 'no-picture' | 'untrusted' };

export const NO_LOOK: LookView = { phase: 'none' };
