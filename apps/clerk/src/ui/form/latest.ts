/** Timers as the browser has them, passed in so that a test turns the clock. */
export interface Timers {
  set(run: () => void, ms: number): number;
  clear(timer: number): void;
}

/**
 * Runs an asynchronous job for the newest input: waits until nothing new came for `pauseMs` and never runs two at once. While a job runs
 * only the last input that came waits, so that results arrive in the order of typing and nothing that was overtaken is begun.
 */
export class LatestWins<Input, Result> {
  private timer: number | null = null;
  private waiting: { input: Input } | null = null;
  private running = false;
  private closed = false;
  private readonly job: (input: Input) => Promise<Result>;
  private readonly deliver: (outcome: { ok: true; result: Result } | { ok: false; error: unknown }) => void;
  private readonly pauseMs: number;
  private readonly timers: Timers;

  constructor(
    job: (input: Input) => Promise<Result>,
    deliver: (outcome: { ok: true; result: Result } | { ok: false; error: unknown }) => void,
    pauseMs: number,
    timers: Timers,
  ) {
    this.job = job;
    this.deliver = deliver;
    this.pauseMs = pauseMs;
    this.timers = timers;
  }

  /** Takes the place of every input that has not begun to run. */
  push(input: Input): void {
    if (this.closed) return;
    this.waiting = { input };
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = this.timers.set(() => {
      this.timer = null;
      void this.run();
    }, this.pauseMs);
  }

  /** Nothing runs or is delivered any more. */
  close(): void {
    this.closed = true;
    this.waiting = null;
    if (this.timer !== null) this.timers.clear(this.timer);
  }

  private async run(): Promise<void> {
    if (this.running || this.closed || this.waiting === null) return;
    const { input } = this.waiting;
    this.waiting = null;
    this.running = true;
    const outcome = await this.job(input).then(
      (result) => ({ ok: true as const, result }),
      (error: unknown) => ({ ok: false as const, error }),
    );
    this.running = false;
    if (this.isClosed()) return;
    this.deliver(outcome);
    // What came meanwhile has had its pause unless its timer still runs.
    if (this.timer === null) void this.run();
  }

  private isClosed(): boolean {
    return this.closed;
  }
}
