/** How long a session's keys are kept after the screen said that it is still there, in milliseconds. */
const KEEP_MS = 60 * 60 * 1000;

/**
 * The keys to what was said in the present session, in this process's memory alone: a screen that is loaded again finds its session's
 * words when nobody else is left who has the keys to them. One session's at a time; overwritten when another one's come, when
 * the screen says that the session is over, and when it says nothing for an hour.
 */
export class MessageKeySafe {
  #kept: { readonly sessionId: string; readonly keys: Uint8Array; readonly timer: NodeJS.Timeout } | null = null;

  keep(sessionId: string, keys: Uint8Array): void {
    this.#drop();
    const timer = setTimeout(() => this.#drop(), KEEP_MS).unref();
    this.#kept = { sessionId, keys: new Uint8Array(keys), timer };
  }

  /** A copy; null when there are none of this session. */
  recall(sessionId: string): Uint8Array<ArrayBuffer> | null {
    return this.#kept?.sessionId === sessionId ? new Uint8Array(this.#kept.keys) : null;
  }

  forget(sessionId: string): void {
    if (this.#kept?.sessionId === sessionId) this.#drop();
  }

  #drop(): void {
    if (this.#kept === null) return;
    clearTimeout(this.#kept.timer);
    this.#kept.keys.fill(0);
    this.#kept = null;
  }
}
