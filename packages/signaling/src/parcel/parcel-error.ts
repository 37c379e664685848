import type { TrayRefusalCode } from '../wire/index.ts';

export interface ParcelErrorContexts {
  /** The server has no room for more documents, of this session or of all. */
  'server-full': null;
  /** The session has ended, or this end has no place in it any more. */
  over: null;
  /** The server refused for good. */
  refused: { readonly code: TrayRefusalCode };
  /** What the server handed out is not what was sealed: changed, cut short or swapped. */
  forged: { readonly chunk: number };
}
export type ParcelReason = keyof ParcelErrorContexts;

/** A parcel did not get to the server, or not from there to here. */
export class ParcelError<R extends ParcelReason = ParcelReason> extends Error {
  override readonly name = 'ParcelError';
  readonly reason: R;
  readonly context: ParcelErrorContexts[R];

  constructor(reason: R, context: ParcelErrorContexts[R], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
    this.context = context;
  }
}
