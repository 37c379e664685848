import { streamOf, SealingHeldError, type MessageKeys } from '@mado/e2ee';
import type { SealFault } from './seal-view.ts';

/** The stream of what counts only now: it has its own key, and nobody misses what is lost of it. */
const HINT_STREAM = 'hint';

export interface HintSealOptions {
  readonly keys: MessageKeys;
  /** Whether there is a key, and somebody else who has it. */
  readonly ready: () => boolean;
  readonly report: (fault: SealFault) => void;
}

/** What was said, and whose device sealed it. */
export interface OpenedHint {
  readonly content: Uint8Array;
  readonly deviceId: string;
}

/** Seals what counts only now with the keys of the session's messages: bound to session, sender, epoch and counter like them, and never waited for. */
export class HintSeal {
  readonly #options: HintSealOptions;

  constructor(options: HintSealOptions) {
    this.#options = options;
  }

  /** Null: there is nobody who may be told just now. */
  async seal(content: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
    const { keys, ready } = this.#options;
    if (!ready()) return null;
    try {
      return Uint8Array.from(await keys.seal(content, HINT_STREAM));
    } catch (error) {
      if (error instanceof SealingHeldError) return null;
      throw error;
    }
  }

  /**
   * Null: it does not open. One that crosses a change of keys on its way is no fault, because it has no order with the change; one that was made
   * by somebody else, comes again or comes late is, and is named.
   */
  async open(sealed: Uint8Array): Promise<OpenedHint | null> {
    const { keys, report } = this.#options;
    if (streamOf(sealed) !== HINT_STREAM) return null;
    const opened = await keys.openSealed(sealed, { now: true });
    if (opened.ok) return { content: opened.content, deviceId: opened.sender.deviceId };
    if (opened.fault === 'forged' || opened.fault === 'replayed') report({ part: 'message', cause: opened.fault });
    return null;
  }
}
