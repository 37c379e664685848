import { z } from 'zod';
import { SessionId } from './ids.ts';

/** What the audit log has of a card's reading. Nothing in it is about the card: no cause, and nothing that stood on it. */
export const CardOutcome = z.enum(['read', 'refused', 'not-read']);
export type CardOutcome = z.infer<typeof CardOutcome>;

/** What was read goes from booth to clerk, sealed; the server hears only that it happened. */
export const cardMethods = {
  /**
   * Kiosk in the conversation: puts into the audit log how the reading of a card ended. The answer says that the line stands; only then does
   * the booth hand over what it read. The same `readId` gives one line.
   */
  'card.noteRead': {
    request: z.strictObject({ sessionId: SessionId, readId: z.uuid(), outcome: CardOutcome }),
    response: z.strictObject({}),
  },
} as const;
