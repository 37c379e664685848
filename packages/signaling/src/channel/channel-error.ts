import type { ErrorCode } from '../wire/index.ts';

export interface ChannelErrorContexts {
  /** The session is over or its memory destroyed. */
  closed: null;
  /** The server could not take the message, time after time. */
  'not-taken': { readonly code: ErrorCode };
  /** The message is larger than the channel carries (bytes). */
  oversized: { readonly bytes: number };
}
export type ChannelReason = keyof ChannelErrorContexts;

/** A message that was not put into the session's order. */
export class ChannelError<R extends ChannelReason = ChannelReason> extends Error {
  override readonly name = 'ChannelError';
  readonly reason: R;
  readonly context: ChannelErrorContexts[R];

  constructor(reason: R, context: ChannelErrorContexts[R], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
    this.context = context;
  }
}
