import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ThinLine, type ReceiverLook } from './thin-line.ts';

const WELL: ReceiverLook = { network: 'a', lost: 0, roundTripMs: 20, sent: 800_000, carries: 900_000 };
const FULL: ReceiverLook = { network: 'a', lost: 0.3, roundTripMs: 600, sent: 200_000, carries: 120_000 };

/** Looks twice a second; gives the bound after each. */
function bounds(line: ThinLine, looks: readonly ReceiverLook[], from = 0): (number | null)[] {
  return looks.map((look, i) => {
    line.look(from + i * 500, look);
    return line.bound;
  });
}

const many = (look: ReceiverLook, count: number) => Array.from({ length: count }, () => look);

it('rests pictures on a way whose queue is full, and tries step by step whether they fit again', () => {
  const line = new ThinLine();
  expect(bounds(line, [...many(WELL, 4), ...many(FULL, 2)])).toEqual([null, null, null, null, null, 0]);
  const after = bounds(line, many(WELL, 122), 3_000);
  expect([...new Set(after)]).toEqual([0, 250_000, 450_000, 800_000, null]);
  // A quarter of a minute each.
  expect(after.indexOf(250_000)).toBe(29);
});

it('waits twice as long, a minute at most, before it tries again what did not fit', () => {
  const line = new ThinLine();
  let at = 0;
  const look = (one: ReceiverLook) => line.look((at += 500), one);
  look(WELL);
  const rests: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) {
    const rest = () => line.bound === 0;
    while (!rest()) look(FULL);
    const since = at;
    while (rest()) look(WELL);
    rests.push((at - since) / 1_000);
  }
  expect(rests).toEqual([15, 30, 60, 60, 60]);
});

it('keeps what the way is believed to carry, and goes back one step from what it does not', () => {
  const line = new ThinLine();
  expect(bounds(line, [WELL, ...many({ ...FULL, carries: 500_000 }, 2)]).at(-1)).toBe(450_000);
  expect(bounds(line, many(WELL, 31), 1_500).at(-1)).toBe(800_000);
  expect(bounds(line, many(FULL, 6), 17_000).at(-1)).toBe(450_000);
});

it('leaves alone a way that loses and does not delay, and one that delays and does not lose', () => {
  const bad = bounds(new ThinLine(), many({ ...WELL, lost: 0.2 }, 40));
  const long = bounds(new ThinLine(), many({ ...FULL, lost: 0.2 }, 40));
  const slow = bounds(new ThinLine(), [WELL, ...many({ ...FULL, lost: 0, roundTripMs: 400 }, 40)]);
  expect(new Set([...bad, ...long, ...slow])).toEqual(new Set([null]));
});

it('rests pictures on a way that only delays, when much more is sent than it is believed to carry (TCP loses nothing)', () => {
  const line = new ThinLine();
  const waits = { ...FULL, lost: 0, sent: 850_000 };
  const unasked = { ...waits, roundTripMs: null, sent: 0 };
  expect(bounds(line, [WELL, waits, unasked, waits])).toEqual([null, null, null, 0]);
});

it('never stays bound on a way that is well again', () => {
  const look = fc.record({
    network: fc.constantFrom('a', 'b'),
    sent: fc.integer({ min: 0, max: 5_000_000 }),
    lost: fc.double({ min: 0, max: 1, noNaN: true }),
    roundTripMs: fc.option(fc.integer({ min: 0, max: 5_000 })),
    carries: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
  });
  fc.assert(
    fc.property(fc.array(look, { maxLength: 200 }), (looks) => {
      const line = new ThinLine();
      bounds(line, looks);
      expect(bounds(line, many(WELL, 4 * 120 + 4), looks.length * 500).at(-1)).toBeNull();
    }),
  );
});
