import { z } from 'zod';

/** Something about one value that the clerk should know; `code` is a key of the message catalogue under `form.<code>`. */
export const FieldNote = z.strictObject({
  field: z.string().max(60),
  severity: z.enum(['error', 'warning']),
  code: z.string().max(60),
  /** Words to put into the message, e.g. the characters that no font has. */
  detail: z.string().max(200),
});
export type FieldNote = z.infer<typeof FieldNote>;
