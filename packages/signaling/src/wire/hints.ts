import { z } from 'zod';
import { ParticipantId, SessionId } from './ids.ts';
import { MAX_HINT_BYTES } from './limits.ts';

/** Sealed like a message of the session channel, and small. */
const HintPayload = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_HINT_BYTES, {
  message: 'payload too large',
});

export const hintMethods = {
  /**
   * Clerk in charge: something small that counts only now goes to everybody else who is there. It has no place in the session's order, is
   * stored nowhere and may be lost. `limited`: more of them than a hand makes.
   */
  'channel.hint': {
    request: z.strictObject({ sessionId: SessionId, payload: HintPayload }),
    response: z.strictObject({}),
  },
} as const;

export const hintNotifications = {
  'channel.hint': z.strictObject({ sessionId: SessionId, from: ParticipantId, payload: HintPayload }),
} as const;
