import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeskId, DeviceId, ParticipantId, SessionId } from '@mado/signaling/wire';
import { checkedIn, step, type Session } from './machine.ts';
import { inOrder, placeInQueue, ticketDay, withLength } from './queue.ts';

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

  it('lets everybody in by the moment of their check-in, wherever they were sent', () => {
    const desks = ['a', 'b'].map((id) => DeskId.parse(id));
    const arrivals = fc.array(fc.record({ checkedInAt: fc.nat(50), desk: fc.nat(1), sentOn: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(arrivals, (come) => {
        let waiting = come.map(({ checkedInAt, desk, sentOn }, index) => {
          const kiosk = { id: ParticipantId.parse(`p${index}`), deviceId: DeviceId.parse(`k${index}`) };
          const at = {
            id: SessionId.parse(`s${index}`),
            deskId: desks[desk]!,
            procedureId: null,
            ticket: index + 1,
            checkedInAt,
          };
          const fresh = checkedIn(at, kiosk);
          if (!sentOn) return fresh;
          const sent = step(fresh, { type: 'redirect', deskId: desks[1 - desk]!, at: 99 });
          if (!sent.ok || sent.session.state !== 'waiting') throw new Error('not sent on');
          return sent.session;
        });
        for (const desk of desks) {
          let last = -1;
          for (;;) {
            const first = inOrder(waiting.filter((each) => each.deskId === desk))[0];
            if (!first) break;
            const clerk = { id: ParticipantId.parse('c'), deviceId: DeviceId.parse('d') };
            const admitted = step(first, { type: 'admit', clerk, at: 100 });
            const taken: Session | null = admitted.ok ? admitted.session : null;
            expect(taken?.state).toBe('admitted');
            expect(first.checkedInAt).toBeGreaterThanOrEqual(last);
            last = first.checkedInAt;
            waiting = waiting.filter((each) => each.id !== first.id);
          }
        }
        expect(waiting).toEqual([]);
      }),
    );
  });
});
