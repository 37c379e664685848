import { z } from 'zod';
import { SessionId } from './ids.ts';

/** A clerk's question and a kiosk's answer, sealed from device to device: what the server passes on and cannot read. */
const Asked = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= 4096);
const Answer = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= 64 * 1024);
const QuestionId = z.uuid();

/** A still of the citizen in the waiting room, for the clerk who looks at their ticket. */
export const stillMethods = {
  /**
   * Clerk who has prepared the waiting session: asks its kiosk. The answer is null when the kiosk gave none in time, or the same clerk
   * asked again meanwhile. Nothing of it is kept.
   */
  'still.ask': {
    request: z.strictObject({ sessionId: SessionId, asked: Asked }),
    response: z.strictObject({ answer: Answer.nullable() }),
  },
  /** Kiosk: answers a question that was put to it. One that nobody waits for any more is let go of. */
  'still.answer': {
    request: z.strictObject({ sessionId: SessionId, questionId: QuestionId, answer: Answer }),
    response: z.strictObject({}),
  },
} as const;

export const stillNotifications = {
  /** To the kiosk of a waiting session. */
  'still.asked': z.strictObject({ sessionId: SessionId, questionId: QuestionId, asked: Asked }),
} as const;
