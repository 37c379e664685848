import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIRST_DELAY_MS, LONGEST_DELAY_MS, delayCeiling, reconnectDelay } from './schedule.ts';

const attempts = fc.integer({ min: 1, max: 1_000_000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the reconnect schedule', () => {
  it('doubles from a quarter of a second to one, and waits two when it has gone on for a while', () => {
    expect([1, 2, 3, 4, 8, 9, 10].map(delayCeiling)).toEqual([250, 500, 1000, 1000, 1000, 2000, 2000]);
  });

  it('takes off what the last attempt took', () => {
    expect(reconnectDelay(3, 0.9, 100, 400)).toBe(600);
    expect(reconnectDelay(3, 0.9, 100, 3_000)).toBe(100);
  });

  it('stays between the floor and the floor plus the ceiling, however long it goes on', () => {
    fc.assert(
      fc.property(attempts, randoms, fc.integer({ min: 0, max: 60_000 }), (attempt, random, floor) => {
        const delay = reconnectDelay(attempt, random, floor);
        expect(delay).toBeGreaterThanOrEqual(floor);
        expect(delay).toBeLessThanOrEqual(floor + delayCeiling(attempt));
      }),
    );
  });

  it('never gets shorter with more attempts, and never longer than the longest', () => {
    fc.assert(
      fc.property(attempts, (attempt) => {
        expect(delayCeiling(attempt + 1)).toBeGreaterThanOrEqual(delayCeiling(attempt));
        expect(delayCeiling(attempt)).toBeGreaterThanOrEqual(FIRST_DELAY_MS);
        expect(delayCeiling(attempt)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
      }),
    );
  });
});
