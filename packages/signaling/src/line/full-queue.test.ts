import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FullQueue, type WayLook } from './full-queue.ts';

const WELL: WayLook = { network: 'a', lost: 0, roundTripMs: 20, overfull: false };

/** What each look says, after one of a way that is well. */
function says(...looks: readonly Partial<WayLook>[]): boolean[] {
  const queue = new FullQueue();
  queue.look(WELL);
  return looks.map((look) => queue.look({ ...WELL, ...look }));
}

describe('a full queue', () => {
  it('drops much of what takes long, twice in a row', () => {
    const full = { lost: 0.3, roundTripMs: 400 };
    expect(says(full, full)).toEqual([false, true]);
    expect(says(full, {}, full)).toEqual([false, false, false]);
  });

  it('drops nothing when it is deep, and is known by the estimate', () => {
    const deep = { roundTripMs: 900, overfull: true };
    expect(says(deep, { ...deep, roundTripMs: null }, deep)).toEqual([false, false, true]);
  });

  it('is not taken for a way that only loses, one that is only long, nor a wrong estimate', () => {
    for (const look of [{ lost: 0.2 }, { roundTripMs: 30_000 }, { overfull: true }, { roundTripMs: null, lost: 0.5 }])
      expect(says(...Array.from({ length: 9 }, () => look))).not.toContain(true);
  });

  it('is not taken for another network that takes longer, but is found there too', () => {
    const other = { network: 'b', lost: 0.2, roundTripMs: 600 };
    expect(says(...Array.from({ length: 9 }, () => other))).not.toContain(true);
    expect(says(other, { ...other, roundTripMs: 900 }, { ...other, roundTripMs: 950 })).toEqual([false, false, true]);
    const unknown = { network: null, lost: 0.2, roundTripMs: 600 };
    expect(says(unknown, unknown)).toEqual([false, true]);
  });

  it('is counted anew when less is sent', () => {
    const queue = new FullQueue();
    queue.look(WELL);
    const full = { ...WELL, lost: 0.3, roundTripMs: 400 };
    queue.look(full);
    expect(queue.suspected).toBe(true);
    queue.relieved();
    expect(queue.suspected).toBe(false);
    expect([queue.look(full), queue.look(full)]).toEqual([false, true]);
  });

  it('is never seen where nothing takes 0.2 s longer than the least', () => {
    const look = fc.record({
      network: fc.constant('a'),
      lost: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      roundTripMs: fc.option(fc.integer({ min: 100, max: 299 })),
      overfull: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 100 }), (looks) => {
        const queue = new FullQueue();
        expect(looks.map((each) => queue.look(each))).not.toContain(true);
      }),
    );
  });
});
