import type { ErrorCode, Method } from '../wire/index.ts';
import { methods } from '../wire/index.ts';
import { SignalingError } from './signaling-error.ts';

/** A request that waits for its answer. */
export interface PendingRequest {
  readonly id: number;
  readonly method: Method;
  /** The whole frame, encoded once: the same bytes go out again after a reconnection. */
  readonly frame: Uint8Array<ArrayBuffer>;
  /** False: it fails when the connection that carries it is lost. */
  readonly survives: boolean;
  settle(outcome: { ok: true; data: unknown } | { ok: false; error: SignalingError }): void;
}

/** The requests of one client that are not answered yet, in the order in which they were made. */
export class PendingRequests {
  readonly #byId = new Map<number, PendingRequest>();

  add(request: PendingRequest): void {
    this.#byId.set(request.id, request);
  }

  remove(id: number): void {
    this.#byId.delete(id);
  }

  /** Oldest first. */
  all(): readonly PendingRequest[] {
    return [...this.#byId.values()];
  }

  /** An answer for a request that is not waited for any more (aborted, too late) is dropped. */
  answered(id: number, outcome: { ok: true; data: unknown } | { ok: false; code: ErrorCode }): void {
    const request = this.#byId.get(id);
    if (request === undefined) return;
    this.#byId.delete(id);
    if (!outcome.ok) {
      request.settle({
        ok: false,
        error: new SignalingError('refused', { method: request.method, code: outcome.code }),
      });
      return;
    }
    const parsed = methods[request.method].response.safeParse(outcome.data);
    if (parsed.success) request.settle({ ok: true, data: parsed.data });
    else {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ');
      const cause = new Error(`answer does not fit its schema (${issues})`);
      request.settle({ ok: false, error: new SignalingError('bad-answer', { method: request.method }, { cause }) });
    }
  }

  /** Fails those that do not outlive a connection, or all of them. */
  fail(which: 'bound' | 'all', error: (request: PendingRequest) => SignalingError): void {
    for (const request of this.all()) {
      if (which === 'bound' && request.survives) continue;
      this.#byId.delete(request.id);
      request.settle({ ok: false, error: error(request) });
    }
  }
}
