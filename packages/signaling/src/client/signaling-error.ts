import type { ErrorCode, Method } from '../wire/index.ts';

/** Why a request did not get its answer, and what is known about each cause. */
export interface SignalingErrorContexts {
  /** The server answered with an error. */
  refused: { readonly method: Method; readonly code: ErrorCode };
  /** No answer within the deadline (milliseconds). The request may have been carried out. */
  deadline: { readonly method: Method; readonly deadlineMs: number };
  /** The line broke while the request was under way, or was down, and it is not one that is asked again by itself. */
  'connection-lost': { readonly method: Method };
  /** The caller's signal aborted. */
  aborted: { readonly method: Method };
  /** The client is closed, refused or replaced. */
  closed: { readonly method: Method; readonly phase: 'refused' | 'replaced' | 'closed' };
  /** The answer is not what the protocol says. */
  'bad-answer': { readonly method: Method };
  /** The request is larger than the wire takes (bytes). */
  oversized: { readonly method: Method; readonly bytes: number };
}
export type SignalingReason = keyof SignalingErrorContexts;

/** A request that failed. `reason` says why; `context` belongs to the reason and holds no content of the request. */
export class SignalingError<R extends SignalingReason = SignalingReason> extends Error {
  override readonly name = 'SignalingError';
  readonly reason: R;
  readonly context: SignalingErrorContexts[R];

  constructor(reason: R, context: SignalingErrorContexts[R], options?: ErrorOptions) {
    super(`${context.method}: ${'code' in context ? context.code : reason}`, options);
    this.reason = reason;
    this.context = context;
  }
}

/** The server's code when `error` is a refusal by the server, else null. */
export function refusalCode(error: unknown): ErrorCode | null {
  if (!(error instanceof SignalingError)) return null;
  const context = error.context as SignalingErrorContexts[SignalingReason];
  return 'code' in context ? context.code : null;
}

/** Whether the server refused with one of `codes`. */
export function isRefusal(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  const code = refusalCode(error);
  return code !== null && codes.includes(code);
}
