import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ConnectionEvent, ConnectionState } from './connection-state.ts';
import { isTrying, transition } from './connection-state.ts';
import { STABLE_AFTER_MS } from './schedule.ts';

const moment = fc.integer({ min: 0, max: 10_000_000 });
const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.constant({ type: 'start' as const }),
  fc.constant({ type: 'attempt' as const }),
  fc.constant({ type: 'network' as const }),
  fc.constant({ type: 'replaced' as const }),
  fc.constant({ type: 'close' as const }),
  fc.constant({ type: 'refused' as const, code: 'unauthenticated' as const, clockAheadMs: null }),
  moment.map((at) => ({ type: 'welcomed' as const, at })),
  moment.map((at) => ({ type: 'lost' as const, at, delay: (attempt: number) => attempt * 10 })),
);
const CLOSED: ConnectionState = { phase: 'closed' };
const delay = () => 100;

function after(...events: ConnectionEvent[]): ConnectionState {
  return events.reduce(transition, CLOSED);
}

describe('the state of the line', () => {
  it('is never left by anything but a new start once it is refused, replaced or closed', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), event, (history, next) => {
        const state = after(...history);
        if (isTrying(state) || next.type === 'start') return;
        const later = transition(state, next);
        expect(later.phase).toBe(next.type === 'close' ? 'closed' : state.phase);
      }),
    );
  });

  it('counts attempts without a gap while the line does not come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (losses) => {
        const events: ConnectionEvent[] = [{ type: 'start' }];
        for (let i = 0; i < losses; i++) events.push({ type: 'lost', at: i, delay }, { type: 'attempt' });
        expect(after(...events)).toMatchObject({
          phase: 'reconnecting',
          attempt: losses,
          since: 0,
          nextAttemptAt: null,
        });
      }),
    );
  });

  it('never has a second attempt while one is under way, and never a loss counted twice', () => {
    const waiting = after({ type: 'start' }, { type: 'lost', at: 5, delay });
    expect(waiting).toEqual({ phase: 'reconnecting', since: 5, attempt: 1, nextAttemptAt: 105 });
    expect(transition(waiting, { type: 'lost', at: 50, delay })).toBe(waiting);
    const trying = transition(waiting, { type: 'attempt' });
    expect(transition(trying, { type: 'attempt' })).toBe(trying);
  });

  it('goes on counting after a connection that did not last, and begins anew after one that did', () => {
    const online = after(
      { type: 'start' },
      { type: 'lost', at: 0, delay },
      { type: 'attempt' },
      { type: 'lost', at: 100, delay },
      { type: 'attempt' },
      { type: 'welcomed', at: 200 },
    );
    expect(transition(online, { type: 'lost', at: 300, delay })).toMatchObject({ attempt: 3 });
    expect(transition(online, { type: 'lost', at: 200 + STABLE_AFTER_MS, delay })).toMatchObject({ attempt: 1 });
  });
});
