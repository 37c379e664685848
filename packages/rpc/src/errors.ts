/** No host answered the phone until the call's deadline: it is starting, restarting or gone. Nothing was sent. */
export class HostAwayError extends Error {
  override readonly name = 'HostAwayError';
  constructor(call: string) {
    super(`the host stayed away: ${call}`);
  }
}

/**
 * The host died while it worked on the call, which may or may not have been done. Calls that start work carry their own
 * `jobId`, so asking again is safe there.
 */
export class HostLostError extends Error {
  override readonly name = 'HostLostError';
  constructor(call: string) {
    super(`the host was lost during: ${call}`);
  }
}

/** The host went away, or had not come yet: it starts again by itself, and the call may be made again if that is safe. */
export function isHostGone(error: unknown): boolean {
  return error instanceof HostAwayError || error instanceof HostLostError;
}

/** The host is there and did not answer until the call's deadline. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  constructor(call: string) {
    super(`no answer in time: ${call}`);
  }
}

/** The host answered with something that is not the contract's response. */
export class BadAnswerError extends Error {
  override readonly name = 'BadAnswerError';
  constructor(call: string) {
    super(`the host's answer is not of the contract: ${call}`);
  }
}

/** The client was closed by its owner. */
export class ClientClosedError extends Error {
  override readonly name = 'ClientClosedError';
  constructor() {
    super('the connection to the host was closed');
  }
}

/**
 * The host refused a call. A handler throws {@link Refusal} with a code of its own; `unknown-call`, `bad-request` and
 * `internal` come from the RPC itself.
 */
export class CallRefusedError extends Error {
  override readonly name = 'CallRefusedError';
  readonly call: string;
  readonly code: string;
  constructor(call: string, code: string, message: string) {
    super(`${call} refused (${code}): ${message}`);
    this.call = call;
    this.code = code;
  }
}

/**
 * What a host's handler throws so that the caller learns the cause; everything else that a handler throws becomes
 * `internal` with no details. `message` is English, for logs, without personal data.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
