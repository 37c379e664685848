import { Store, type ClerkClient } from '@mado/signaling';
import type { SessionId } from '@mado/signaling/wire';
import { NO_LOOK, type LookView } from '../state/look.ts';

/** Looks at a still of the citizen who is selected in the waiting room, and forgets it with the next one. */
export class Look extends Store<LookView> {
  readonly #client: ClerkClient;

  constructor(client: ClerkClient) {
    super(NO_LOOK);
    this.#client = client;
  }

  /** Asks the booth. Nothing happens while an answer is awaited. */
  async ask(sessionId: SessionId): Promise<void> {
    const before = this.getSnapshot();
    if (before.phase === 'asking' && before.sessionId === sessionId) return;
    this.#put({ phase: 'asking', sessionId });
    const still = await this.#client.still().catch((error: unknown) => {
      reportError(error);
      return { kind: 'none' as const };
    });
    const now = this.getSnapshot();
    if (now.phase !== 'asking' || now.sessionId !== sessionId) return;
    if (still.kind === 'picture') {
      const address = URL.createObjectURL(new Blob([still.jpeg], { type: 'image/jpeg' }));
      this.#put({ phase: 'shown', sessionId, address });
    } else this.#put({ phase: 'failed', sessionId, why: still.kind === 'none' ? 'no-picture' : 'untrusted' });
  }

  /** Somebody else is selected, or nobody. */
  keepOnly(sessionId: SessionId | null): void {
    const view = this.getSnapshot();
    if (view.phase !== 'none' && view.sessionId !== sessionId) this.#put(NO_LOOK);
  }

  #put(next: LookView): void {
    const before = this.getSnapshot();
    if (before.phase === 'shown') URL.revokeObjectURL(before.address);
    this.setSnapshot(next);
  }
}
