import { z } from 'zod';

/**
 * Why the server refused. The screen's words come from the message catalogue under `error.<code>`;
 * `message` is English for logs and never carries what anybody typed.
 */
export const ErrorCode = z.enum([
  /** The bytes are not a message of this protocol. */
  'malformed',
  /** The message is larger than `MAX_MESSAGE_BYTES` or a field is larger than its limit. */
  'oversized',
  /** No such method. */
  'unknown-method',
  /** The method exists, but not before `hello` or not in the session's present state. */
  'out-of-order',
  /** Client and server speak different protocol versions. */
  'protocol-version',
  /** The proof is wrong: whoever speaks does not have the key of the device that they say to be. */
  'unauthenticated',
  /** No certificate, or none that this city's authority made: the device must be enrolled. */
  'not-enrolled',
  'certificate-revoked',
  'certificate-expired',
  /** Device and server disagree about the time by more than `CLOCK_TOLERANCE_MS`. */
  'wrong-clock',
  /** The device is known, but its role or desk may not do this. */
  'forbidden',
  'not-found',
  /** Somebody else was first: the session is admitted already, the kiosk has a session already. */
  'conflict',
  /** Too many messages, or a quota of the session is used up. */
  'limited',
  /** The media worker is being replaced; ask again. */
  'media-unavailable',
  'shutting-down',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const WireError = z.strictObject({ code: ErrorCode, message: z.string().max(500) });
export type WireError = z.infer<typeof WireError>;

/** Codes after which the same request may succeed later without anything else having changed. */
export const RETRYABLE: ReadonlySet<ErrorCode> = new Set(['media-unavailable', 'shutting-down', 'limited']);
