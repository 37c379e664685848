import { sleep } from '@mado/signaling';
import type { Note } from '../state/enrolment-state.ts';

/** How often it is looked what stands in the way, in milliseconds. */
const ROUND_MS = 3_000;
/** How long a server or a network may take to come up before anybody reads of it, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface LineWatchOptions {
  /** What stands in the way; null: the server answers. Never fails. */
  readonly look: () => Promise<Note | null>;
  readonly tell: (note: Note) => void;
  /** The server answers and the app does not know yet. */
  readonly begin: () => void;
  readonly roundMs?: number;
  readonly patienceMs?: number;
}

/**
 * Finds out why an enrolled device has had no line to its server since it started, where nobody would be told: the server, which would say it,
 * is not heard. A wrong clock is spoken of at once, because waiting mends no clock. Once there was a line, the app's own words about it are enough.
 */
export class LineWatch {
  readonly #options: LineWatchOptions;
  #phase: 'not-begun' | 'looking' | 'over' = 'not-begun';

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  /** An attempt to have a line failed. */
  failed(): void {
    if (this.#phase !== 'not-begun') return;
    this.#phase = 'looking';
    void this.#rounds();
  }

  /** The server was heard. */
  end(): void {
    this.#phase = 'over';
  }

  async #rounds(): Promise<void> {
    const { look, tell, begin, roundMs = ROUND_MS, patienceMs = PATIENCE_MS } = this.#options;
    // Not the clock, which somebody may set meanwhile.
    const since = performance.now();
    let told = false;
    while (this.#isLooking()) {
      const note = await look();
      if (!this.#isLooking()) return;
      if (note !== null && (told || isOfClock(note) || performance.now() - since >= patienceMs)) {
        told = true;
        tell(note);
      } else if (note === null && told) {
        this.end();
        begin();
      }
      await sleep(roundMs);
    }
  }

  #isLooking(): boolean {
    return this.#phase === 'looking';
  }
}

function isOfClock({ about }: Note): boolean {
  return about === 'own-dates' || about === 'server-dates';
}
