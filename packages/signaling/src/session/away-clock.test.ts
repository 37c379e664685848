import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ConnectionState } from '../client/connection-state.ts';
import { AwayClock } from './away-clock.ts';

const HALF_AN_HOUR = 30 * 60_000;
let told: number;
let clock: AwayClock;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  told = 0;
  clock = new AwayClock(HALF_AN_HOUR, () => (told += 1));
});
afterEach(() => {
  jest.useRealTimers();
});

const broken = (since: number, attempt = 1): ConnectionState => ({
  ...{ phase: 'reconnecting', since, attempt, nextAttemptAt: null },
});

describe('a line that stays away', () => {
  it('is gone after its time, however often it was tried meanwhile, and that is told once', () => {
    const since = Date.now();
    for (let attempt = 1; attempt < 900; attempt++) {
      clock.follow(broken(since, attempt));
      jest.advanceTimersByTime(2_000);
    }
    expect(told).toBe(0);
    jest.advanceTimersByTime(5_000);
    expect(told).toBe(1);
    clock.follow(broken(since, 900));
    jest.advanceTimersByTime(10 * HALF_AN_HOUR);
    expect(told).toBe(1);
    expect(clock.arrived()).toBe(true);
    expect(clock.arrived()).toBe(false);
  });

  it('is not gone when it comes back before, and begins anew when it breaks again', () => {
    clock.follow(broken(Date.now()));
    jest.advanceTimersByTime(HALF_AN_HOUR - 10_000);
    clock.follow({ phase: 'online', since: Date.now(), attempt: 0 });
    expect(clock.arrived()).toBe(false);
    clock.follow(broken(Date.now()));
    jest.advanceTimersByTime(HALF_AN_HOUR - 10_000);
    expect(told).toBe(0);
    jest.advanceTimersByTime(15_000);
    expect(told).toBe(1);
  });

  it('is gone as soon as the machine is awake that slept through it', () => {
    clock.follow(broken(Date.now()));
    jest.setSystemTime(Date.now() + HALF_AN_HOUR);
    jest.advanceTimersByTime(5_000);
    expect(told).toBe(1);
  });
});
