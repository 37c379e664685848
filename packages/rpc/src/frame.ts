import { z } from 'zod';

const CallId = z.int().nonnegative();
const Name = z.string().min(1).max(100);

/** What a user interface says to its host. */
export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id: CallId, name: Name, data: z.unknown() }),
  /** The caller no longer waits; the handler's signal is aborted. */
  z.strictObject({ t: z.literal('cancel'), id: CallId }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** What a host says to its user interface. The first frame on a line is `ready`. */
export const HostFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('ready') }),
  z.strictObject({ t: z.literal('answer'), id: CallId, data: z.unknown() }),
  z.strictObject({ t: z.literal('refusal'), id: CallId, code: z.string().max(60), message: z.string().max(500) }),
  z.strictObject({ t: z.literal('event'), name: Name, data: z.unknown() }),
]);
export type HostFrame = z.infer<typeof HostFrame>;

/**
 * Something on the line that is not of the contract. It was dropped. `detail` names paths and rules, never values, so
 * that it may be logged.
 */
export interface InvalidMessage {
  readonly what: 'frame' | 'request' | 'answer' | 'event';
  /** Name of the call or event, as far as it is known. */
  readonly name: string | undefined;
  readonly detail: string;
}

/** Paths and codes of what a schema found, without the values. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || '(whole)'}: ${issue.code}`)
    .join('; ');
}
