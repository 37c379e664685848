import type { ErrorCode } from '@mado/signaling/wire';

/**
 * A request that the server does not carry out, for a reason that the asking end is told. `message` is English for logs
 * and carries neither names nor content.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The same words for a session that never was and one that is not yours, so that asking teaches nothing. */
export const noSuchSession = (): Refusal => new Refusal('not-found', 'no such session');
