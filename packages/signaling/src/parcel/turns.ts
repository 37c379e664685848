/** What goes first, lowest first: a small picture of a page before all pages, then what somebody waits for at the printer. */
export const RANK = { preview: 0, form: 1, scan: 2, file: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

interface Turn {
  readonly rank: Rank;
  begin(): void;
}

/** How long picture and sound may keep documents waiting while they are being mended, in milliseconds. */
const LONGEST_HOLD_MS = 10_000;
const LONGEST_REST_MS = 1_000;

/**
 * What a line takes for a chunk, from what the newest ones took, the last one last (milliseconds): the quicker of the last two. On a slow
 * line both are slow; one alone was held up by something else, such as a new connection or a busy machine.
 */
export function paceOf(tookMs: readonly number[]): number {
  return Math.min(...tookMs.slice(-2));
}

/**
 * How many chunks may be under way at once, by the line's pace (milliseconds). What is under way shares the line with the voices, so a
 * slow line carries one chunk at a time.
 */
export function chunkWindow(paceMs: number): number {
  if (paceMs <= 100) return 4;
  return paceMs <= 400 ? 2 : 1;
}

/** How long the line rests after a chunk, so that what queued behind it on a slow line gets through; milliseconds. */
export function restAfter(paceMs: number): number {
  return chunkWindow(paceMs) > 1 ? 0 : Math.min(LONGEST_REST_MS, paceMs / 2);
}

/** Who may use the line when: chunks of all parcels in one direction, by rank and then in the order of asking. */
export class Turns {
  readonly #waiting: Turn[] = [];
  #underWay = 0;
  #window = 2;
  #took: readonly number[] = [];
  #hold: ReturnType<typeof setTimeout> | null = null;

  /** Runs the task when its turn has come. A task that is called off before rejects with the signal's reason. */
  async run<T>(rank: Rank, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#turn(rank, signal);
    const began = performance.now();
    try {
      return await task();
    } finally {
      this.#took = [...this.#took, performance.now() - began].slice(-2);
      const pace = paceOf(this.#took);
      this.#window = chunkWindow(pace);
      // Nobody waits for the rest but the line.
      const rest = restAfter(pace);
      if (rest === 0) this.#done();
      else setTimeout(() => this.#done(), rest);
    }
  }

  /** Begins nothing new until `release`, or for ten seconds at most: sound and picture come first. */
  hold(): void {
    this.#hold ??= setTimeout(() => this.release(), LONGEST_HOLD_MS);
  }

  release(): void {
    if (this.#hold === null) return;
    clearTimeout(this.#hold);
    this.#hold = null;
    this.#pump();
  }

  #turn(rank: Rank, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(asError(signal.reason));
      };
      const turn: Turn = {
        rank,
        begin() {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const behind = this.#waiting.findIndex((other) => other.rank > rank);
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, turn);
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#hold === null && this.#underWay < this.#window) {
      const turn = this.#waiting.shift();
      if (turn === undefined) return;
      this.#underWay++;
      turn.begin();
    }
  }

  #done(): void {
    this.#underWay--;
    this.#pump();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('called off', { cause: reason });
}
