import { describe, expect, it } from '@jest/globals';
import { LatestWins, type Timers } from './latest.ts';

/** A clock that moves when it is told to. */
function clock(): Timers & { pass(): void } {
  const due = new Map<number, () => void>();
  let next = 0;
  return {
    set(run) {
      next += 1;
      due.set(next, run);
      return next;
    },
    clear: (timer) => void due.delete(timer),
    pass() {
      const runs = [...due.values()];
      due.clear();
      for (const run of runs) run();
    },
  };
}

describe('the newest input wins', () => {
  it('fills once for a burst of typing and shows pages in the order of typing', async () => {
    const timers = clock();
    const begun: { input: string; finish: (result: string) => void }[] = [];
    const shown: string[] = [];
    const latest = new LatestWins<string, string>(
      (input) => new Promise((finish) => begun.push({ input, finish })),
      (outcome) => outcome.ok && shown.push(outcome.result),
      150,
      timers,
    );
    latest.push('a');
    latest.push('ab');
    timers.pass();
    expect(begun.map((job) => job.input)).toEqual(['ab']);

    latest.push('abc');
    timers.pass();
    expect(begun).toHaveLength(1);
    begun[0]!.finish('page of ab');
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown).toEqual(['page of ab']);
    expect(begun.map((job) => job.input)).toEqual(['ab', 'abc']);
    begun[1]!.finish('page of abc');
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown).toEqual(['page of ab', 'page of abc']);
  });

  it('tells of a failure and goes on with the next input', async () => {
    const timers = clock();
    const seen: string[] = [];
    const latest = new LatestWins<boolean, string>(
      (good) => (good ? Promise.resolve('page') : Promise.reject(new Error('host away'))),
      (outcome) => seen.push(outcome.ok ? outcome.result : 'failed'),
      150,
      timers,
    );
    latest.push(false);
    timers.pass();
    await new Promise((resolve) => setTimeout(resolve));
    latest.push(true);
    timers.pass();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual(['failed', 'page']);
  });

  it('is silent after it was closed', async () => {
    const timers = clock();
    const seen: unknown[] = [];
    const latest = new LatestWins<string, string>(
      (input) => Promise.resolve(input),
      (outcome) => seen.push(outcome),
      150,
      timers,
    );
    latest.push('a');
    latest.close();
    timers.pass();
    await new Promise((resolve) => setTimeout(resolve));
    expect(seen).toEqual([]);
  });
});
