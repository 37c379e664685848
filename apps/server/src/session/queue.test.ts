import { describe, expect, it } from '@jest/globals';
import { placeInQueue, ticketDay, withLength } from './queue.ts';

const MINUTE = 60_000;

describe('the queue of a desk', () => {
  it('has no wait while a free clerk is there for everybody ahead', () => {
    expect(placeInQueue(0, { present: 1, ready: 1 }, 30 * MINUTE)).toEqual({ ahead: 0, waitForecastMs: 0 });
    expect(placeInQueue(1, { present: 2, ready: 2 }, 30 * MINUTE).waitForecastMs).toBe(0);
  });

  it('shares the talks ahead among the clerks present', () => {
    expect(placeInQueue(2, { present: 1, ready: 1 }, 30 * MINUTE).waitForecastMs).toBe(60 * MINUTE);
    expect(placeInQueue(0, { present: 1, ready: 0 }, 30 * MINUTE).waitForecastMs).toBe(30 * MINUTE);
    expect(placeInQueue(3, { present: 2, ready: 0 }, 30 * MINUTE).waitForecastMs).toBe(60 * MINUTE);
  });

  it('forecasts nothing when no clerk is there', () => {
    expect(placeInQueue(0, { present: 0, ready: 0 }, 30 * MINUTE)).toEqual({ ahead: 0, waitForecastMs: null });
  });

  it('keeps a running mean in which old talks fade', () => {
    const first = withLength(null, 10);
    expect(first).toEqual({ meanMs: 10, sessions: 1 });
    expect(withLength(first, 20)).toEqual({ meanMs: 15, sessions: 2 });
    let mean = { meanMs: 0, sessions: 500 };
    for (let talk = 0; talk < 100; talk++) mean = withLength(mean, 100);
    expect(mean.meanMs).toBeGreaterThan(99);
  });

  it('begins a new day of tickets at midnight in Japan', () => {
    expect(ticketDay(Date.parse('2026-04-01T14:59:59Z'))).toBe('2026-04-01');
    expect(ticketDay(Date.parse('2026-04-01T15:00:00Z'))).toBe('2026-04-02');
  });
});
