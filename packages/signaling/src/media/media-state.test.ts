import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MediaFacts } from './media-state.ts';
import { isBroken, mediaState, nextStep, sameState } from './media-state.ts';

const connection = fc.constantFrom('new', 'connecting', 'connected', 'failed', 'disconnected', 'closed' as const);
const facts: fc.Arbitrary<MediaFacts> = fc.record({
  closed: fc.boolean(),
  connections: fc.option(fc.record({ send: connection, recv: connection })),
  admitted: fc.boolean(),
  receiving: fc.boolean(),
  brokenSince: fc.option(fc.nat()),
  recovery: fc.option(
    fc.record({ since: fc.nat(), step: fc.constantFrom('wait', 'restart-ice', 'rebuild' as const), attempt: fc.nat() }),
  ),
});

describe('the state of the media', () => {
  it('says flowing only when both connections are sound and something of the other end is here', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { phase } = mediaState(each);
        if (phase !== 'flowing') return;
        expect(each).toMatchObject({
          closed: false,
          admitted: true,
          receiving: true,
          brokenSince: null,
          recovery: null,
        });
        expect(each.connections!.recv).toBe('connected');
        expect(isBroken(each.connections!.send)).toBe(false);
      }),
    );
  });

  it('says closed if and only if it is, and nothing is the same as another phase', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        expect(mediaState(a).phase === 'closed').toBe(a.closed);
        expect(sameState(mediaState(a), mediaState(a))).toBe(true);
        if (mediaState(a).phase !== mediaState(b).phase) expect(sameState(mediaState(a), mediaState(b))).toBe(false);
      }),
    );
  });
});

it('climbs the ladder: wait for the line, restart ICE once where there is something to restart, else rebuild', () => {
  expect(nextStep({ online: false, gone: true, restartTried: true })).toBe('wait');
  expect(nextStep({ online: true, gone: false, restartTried: false })).toBe('restart-ice');
  expect(nextStep({ online: true, gone: false, restartTried: true })).toBe('rebuild');
  expect(nextStep({ online: true, gone: true, restartTried: false })).toBe('rebuild');
});
