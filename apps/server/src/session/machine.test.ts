import { describe, expect, it } from '@jest/globals';
import { DeskId, DeviceId, ParticipantId, SessionId } from '@mado/signaling/wire';
import fc from 'fast-check';
import { checkedIn, isLive, seatsOf, step, type Session, type SessionEvent } from './machine.ts';

const kiosk = { id: ParticipantId.parse('p-kiosk'), deviceId: DeviceId.parse('kiosk-1') };
const clerks = ['a', 'b'].map((name) => ({
  id: ParticipantId.parse(`p-${name}`),
  deviceId: DeviceId.parse(`clerk-${name}`),
}));
const [clerk, rival] = [clerks[0]!, clerks[1]!];
const fresh = (): Session =>
  checkedIn(
    { id: SessionId.parse('s'), deskId: DeskId.parse('d'), procedureId: null, ticket: 1, checkedInAt: 0 },
    kiosk,
  );

const ORDER = ['waiting', 'admitted', 'active', 'ended', 'erased'];
const seats = fc.constantFrom(kiosk.id, clerk.id, rival.id);
const at = fc.nat(1000);
const events: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ type: fc.constant('admit' as const), clerk: fc.constantFrom(...clerks), at }),
  fc.record({ type: fc.constant('joined' as const), seat: seats, at }),
  fc.record({ type: fc.constant('end' as const), reason: fc.constantFrom('finished' as const, 'left' as const), at }),
  fc.record({ type: fc.constantFrom('lost' as const, 'returned' as const), seat: seats }),
  fc.record({ type: fc.constant('graceOver' as const), seat: seats, at }),
  fc.record({ type: fc.constantFrom('overdue' as const, 'erasureDue' as const), at }),
  fc.record({ type: fc.constant('eraseConfirmed' as const), seat: seats, at }),
);
const after = (session: Session, ...path: SessionEvent[]): Session =>
  path.reduce((present, event) => {
    const result = step(present, event);
    if (!result.ok) throw new Error(`${event.type} in ${present.state}: ${result.reason}`);
    return result.session;
  }, session);

const admit: SessionEvent = { type: 'admit', clerk, at: 1 };
const joined: SessionEvent[] = [
  { type: 'joined', seat: kiosk.id, at: 2 },
  { type: 'joined', seat: clerk.id, at: 3 },
];
const end: SessionEvent = { type: 'end', reason: 'finished', at: 4 };

describe('the session machine', () => {
  it('never leaves the order of states, and moves one event twice as far as once', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (path) => {
        let session = fresh();
        for (const event of path) {
          const result = step(session, event);
          if (!result.ok) {
            expect(['conflict', 'not-found', 'out-of-order']).toContain(result.code);
            continue;
          }
          const moved = ORDER.indexOf(result.session.state) - ORDER.indexOf(session.state);
          expect(moved).toBeGreaterThanOrEqual(0);
          if (result.session === session) expect(result.effects).toEqual([]);
          // The very same event again changes nothing and causes nothing.
          const again = step(result.session, event);
          expect(again.ok && again.session === result.session && again.effects.length === 0).toBe(true);
          session = result.session;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('closes media exactly once, when it ends, and erases exactly once', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (path) => {
        let session = fresh();
        const caused: string[] = [];
        for (const event of path) {
          const result = step(session, event);
          if (!result.ok) continue;
          session = result.session;
          caused.push(...result.effects.map((effect) => effect.type));
        }
        const count = (type: string) => caused.filter((each) => each === type).length;
        expect(count('closeMedia')).toBe(isLive(session) ? 0 : 1);
        expect(count('erase')).toBe(session.state === 'erased' ? 1 : 0);
        expect(count('openMedia')).toBeLessThanOrEqual(1);
        expect(seatsOf(session).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets one clerk in and tells the other that somebody was first', () => {
    const admitted = after(fresh(), admit);
    expect(step(admitted, { type: 'admit', clerk: rival, at: 2 })).toMatchObject({ ok: false, code: 'conflict' });
    expect(step(after(admitted, end), { type: 'admit', clerk: rival, at: 2 })).toMatchObject({
      ok: false,
      code: 'not-found',
    });
  });

  it('is active when both ends see each other, not before', () => {
    expect(step(fresh(), joined[0]!)).toMatchObject({ ok: false, code: 'out-of-order' });
    expect(after(fresh(), admit, joined[1]!).state).toBe('admitted');
    expect(after(fresh(), admit, ...joined)).toMatchObject({ state: 'active', admittedAt: 1, activeAt: 3 });
  });

  it('ends a session whose participant stayed away, but not one who is back', () => {
    const lost = after(fresh(), admit, ...joined, { type: 'lost', seat: kiosk.id });
    expect(after(lost, { type: 'graceOver', seat: kiosk.id, at: 9 })).toMatchObject({
      state: 'ended',
      endReason: 'abandoned',
    });
    const back = after(lost, { type: 'returned', seat: kiosk.id });
    expect(after(back, { type: 'graceOver', seat: kiosk.id, at: 9 }).state).toBe('active');
  });

  it('erases when every connected end has confirmed, or when time is up', () => {
    const ended = after(fresh(), admit, ...joined, end);
    const one = after(ended, { type: 'eraseConfirmed', seat: clerk.id, at: 5 });
    expect(one.state).toBe('ended');
    expect(after(one, { type: 'eraseConfirmed', seat: kiosk.id, at: 6 }).state).toBe('erased');
    expect(after(one, { type: 'erasureDue', at: 6 }).state).toBe('erased');
    const alone = after(ended, { type: 'lost', seat: kiosk.id }, { type: 'eraseConfirmed', seat: clerk.id, at: 5 });
    expect(alone.state).toBe('erased');
    expect(step(fresh(), { type: 'eraseConfirmed', seat: kiosk.id, at: 5 })).toMatchObject({
      ok: false,
      code: 'out-of-order',
    });
  });
});
