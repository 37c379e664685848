import { z } from 'zod';
import { WireError } from './errors.ts';

/**
 * The three shapes on the WebSocket, one a binary frame, encoded as MessagePack (see `codec.ts`).
 * `data` is checked by the schema of its method or notification in a second step, so that a bad
 * request can still be answered under its `id`.
 */
export const RequestFrame = z.strictObject({
  type: z.literal('request'),
  id: z.int().positive(),
  method: z.string().max(64),
  data: z.unknown(),
});
export const ResponseFrame = z.discriminatedUnion('ok', [
  z.strictObject({ type: z.literal('response'), id: z.int().positive(), ok: z.literal(true), data: z.unknown() }),
  z.strictObject({ type: z.literal('response'), id: z.int().positive(), ok: z.literal(false), error: WireError }),
]);
export const NotificationFrame = z.strictObject({
  type: z.literal('notification'),
  name: z.string().max(64),
  data: z.unknown(),
});
export const ServerFrame = z.union([ResponseFrame, NotificationFrame]);

export type RequestFrame = z.infer<typeof RequestFrame>;
export type ResponseFrame = z.infer<typeof ResponseFrame>;
export type NotificationFrame = z.infer<typeof NotificationFrame>;
export type ServerFrame = z.infer<typeof ServerFrame>;
