import { isRefusal, SignalingError, type ClerkClient } from '@mado/signaling';
import type { SessionId } from '@mado/signaling/wire';

/**
 * Keeps the transports ready for the citizen whom the clerk looks at, so that admission costs no set-up. Only the newest wish counts: while
 * one is carried out, those that come and go meanwhile are not begun.
 */
export class Preparation {
  readonly #client: ClerkClient;
  #wish: SessionId | null = null;
  #done: SessionId | null = null;
  #busy = false;

  constructor(client: ClerkClient) {
    this.#client = client;
  }

  /** Null: nobody is looked at. Asking for the same again does nothing. */
  want(sessionId: SessionId | null): void {
    this.#wish = sessionId;
    if (!this.#busy) void this.#work();
  }

  /** After a session or a broken line nothing is prepared any more. */
  forget(): void {
    this.#done = null;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#wish !== this.#done) {
      const wish = this.#wish;
      this.#done = wish;
      try {
        if (wish === null) await this.#client.release();
        else await this.#client.prepare(wish);
      } catch (error) {
        // The citizen went meanwhile, or the line broke: admission works without, only slower.
        const expected =
          error instanceof SignalingError &&
          (error.reason !== 'refused' ||
            isRefusal(error, 'not-found', 'conflict', 'out-of-order', 'forbidden', 'media-unavailable'));
        if (!expected) reportError(error);
      }
    }
    this.#busy = false;
  }
}
