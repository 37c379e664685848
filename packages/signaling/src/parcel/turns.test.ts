import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { until } from '../testing/until.ts';
import { RANK, Turns, chunkWindow, paceOf, restAfter } from './turns.ts';

const never = new AbortController().signal;

/** Tasks that begin when it is their turn and end when the test says so. */
function tasks(turns: Turns) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  let finished = 0;
  const ask = (name: string, rank: keyof typeof RANK, signal = never) =>
    turns.run(RANK[rank], signal, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      finished++;
    });
  return { begun, ask, endOne: () => ends.shift()?.(), ended: () => finished };
}

describe('the turns on a line', () => {
  it('go to what matters most, and among equals to who came first', async () => {
    const { begun, ask, endOne, ended } = tasks(new Turns());
    const all = [
      ask('scan 1', 'scan'),
      ask('scan 2', 'scan'),
      ask('file', 'file'),
      ask('scan 3', 'scan'),
      ask('form', 'form'),
      ask('small picture', 'preview'),
    ];
    await until('the first two', () => begun.length === 2);
    endOne();
    // A quick line has more under way at once.
    await until('all', () => {
      endOne();
      return begun.length === 6;
    });
    await until('the last to end', () => {
      endOne();
      return ended() === 6;
    });
    await Promise.all(all);
    expect(begun).toEqual(['scan 1', 'scan 2', 'small picture', 'form', 'scan 3', 'file']);
  });

  it('wait while sound and picture are being mended', async () => {
    const turns = new Turns();
    turns.hold();
    const { begun, ask, endOne } = tasks(turns);
    const one = ask('one', 'form');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(begun).toEqual([]);
    turns.release();
    await until('the turn', () => begun.length === 1);
    endOne();
    await one;
  });

  it('are given back by who is called off', async () => {
    const { begun, ask, endOne, ended } = tasks(new Turns());
    const stop = new AbortController();
    const first = [ask('a', 'scan'), ask('b', 'scan')];
    const called = ask('c', 'scan', stop.signal);
    called.catch(() => undefined);
    const last = ask('d', 'scan');
    stop.abort(new Error('removed'));
    await expect(called).rejects.toThrow('removed');
    await until('all', () => {
      endOne();
      return ended() === 3;
    });
    await Promise.all([...first, last]);
    expect(begun).toEqual(['a', 'b', 'd']);
  });
});

it('a slow line carries fewer chunks at once and rests between them', () => {
  expect([10, 100, 101, 400, 401, 5_000].map(chunkWindow)).toEqual([4, 4, 2, 2, 1, 1]);
  expect([10, 400, 500, 5_000].map(restAfter)).toEqual([0, 0, 250, 1_000]);
});

it('one chunk that was held up slows no quick line down, and a slow line is known by its second chunk', () => {
  const quick = fc.integer({ min: 1, max: 100 });
  const slow = fc.integer({ min: 401, max: 60_000 });
  fc.assert(
    fc.property(fc.array(quick, { minLength: 1 }), slow, quick, (before, heldUp, after) => {
      for (const took of [
        [...before, heldUp],
        [...before, heldUp, after],
      ]) {
        expect(chunkWindow(paceOf(took))).toBe(4);
        expect(restAfter(paceOf(took))).toBe(0);
      }
    }),
  );
  fc.assert(
    fc.property(fc.array(quick), slow, slow, (before, one, two) => {
      const pace = paceOf([...before, one, two]);
      expect(chunkWindow(pace)).toBe(1);
      expect(restAfter(pace)).toBeGreaterThan(200);
      expect(restAfter(pace)).toBeLessThanOrEqual(1_000);
    }),
  );
});
