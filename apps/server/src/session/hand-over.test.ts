import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DeskId, DeviceId, OfferId, ParticipantId, SessionId, type HandOverWay } from '@mado/signaling/wire';
import fc from 'fast-check';
import { checkedIn, hears, isLive, seatsOf, step, type Session, type SessionEvent } from './machine.ts';

const desks = ['a', 'b', 'c'].map((name) => DeskId.parse(name));
const taker = (name: string) => ({ id: ParticipantId.parse(`p-${name}`), deviceId: DeviceId.parse(`d-${name}`) });
const kiosk = taker('kiosk');
const clerks = ['one', 'two', 'three'].map(taker);
const [first, second, third] = [clerks[0]!, clerks[1]!, clerks[2]!];
const offerIds = [0, 1, 2].map(() => OfferId.parse(randomUUID()));
const offerId = offerIds[0]!;

const fresh = (): Session =>
  checkedIn({ id: SessionId.parse('s'), deskId: desks[0]!, procedureId: null, ticket: 1, checkedInAt: 0 }, kiosk);
const after = (session: Session, ...path: SessionEvent[]): Session =>
  path.reduce((present, event) => {
    const result = step(present, event);
    if (!result.ok) throw new Error(`${event.type} in ${present.state}: ${result.reason}`);
    return result.session;
  }, session);
const talking = () =>
  after(
    fresh(),
    { type: 'admit', clerk: first, at: 1 },
    { type: 'joined', seat: kiosk.id, at: 2 },
    { type: 'joined', seat: first.id, at: 2 },
  );
const offered = (way: HandOverWay): SessionEvent => ({
  type: 'offer',
  offer: { id: offerId, way, deskId: desks[1]! },
  at: 10,
  until: 100,
});
const accepted: SessionEvent = { type: 'accept', offerId, clerk: second, at: 20 };
const everyPair = (session: Session) =>
  seatsOf(session).flatMap((one) =>
    seatsOf(session)
      .filter((other) => hears(session, one.id, other.id))
      .map((other) => `${one.id} ${other.id}`),
  );

const at = fc.nat(1000);
const seat = fc.constantFrom(...[kiosk, ...clerks].map(({ id }) => id));
const offer = fc.constantFrom(...offerIds);
const deskId = fc.constantFrom(...desks);
const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ type: fc.constant('admit' as const), clerk: fc.constantFrom(...clerks), at }),
  fc.record({ type: fc.constant('joined' as const), seat, at }),
  fc.record({ type: fc.constantFrom('lost' as const, 'returned' as const), seat }),
  fc.record({ type: fc.constant('graceOver' as const), seat, at }),
  fc.record({ type: fc.constant('redirect' as const), deskId, at }),
  fc.record({
    type: fc.constant('offer' as const),
    offer: fc.record({
      id: offer,
      way: fc.constantFrom('warm' as const, 'direct' as const, 'call-in' as const),
      deskId,
    }),
    at,
    until: at,
  }),
  fc.record({ type: fc.constantFrom('withdraw' as const, 'offerOver' as const), offerId: offer, at }),
  fc.record({
    type: fc.constant('decline' as const),
    offerId: offer,
    deviceId: fc.constantFrom(...clerks.map(({ deviceId }) => deviceId)),
    last: fc.boolean(),
    at,
  }),
  fc.record({ type: fc.constant('accept' as const), offerId: offer, clerk: fc.constantFrom(...clerks), at }),
  fc.record({ type: fc.constant('complete' as const), seat, at }),
  fc.record({ type: fc.constant('keep' as const) }),
  fc.record({ type: fc.constant('depart' as const), seat, why: fc.constant('left' as const) }),
  fc.record({ type: fc.constant('remove' as const), seat: fc.constantFrom(...clerks.map(({ id }) => id)), at }),
  fc.record({ type: fc.constant('end' as const), reason: fc.constant('finished' as const), at }),
);
/** Most paths begin in a talk, where hand-overs are. */
const start = fc.constantFrom('fresh' as const, 'talking' as const, 'talking' as const);

describe('a session on its way through desks', () => {
  it('moves by one event as far as by the same event twice', () => {
    fc.assert(
      fc.property(start, fc.array(anyEvent, { maxLength: 40 }), (from, path) => {
        let session = from === 'fresh' ? fresh() : talking();
        for (const event of path) {
          const result = step(session, event);
          if (!result.ok) continue;
          if (result.session === session) expect(result.effects).toEqual([]);
          const again = step(result.session, event);
          expect(again.ok && again.session === result.session && again.effects.length === 0).toBe(true);
          session = result.session;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('always has one present leg at the present desk while it lives, and its clerk is in charge', () => {
    fc.assert(
      fc.property(start, fc.array(anyEvent, { maxLength: 40 }), (from, path) => {
        let session = from === 'fresh' ? fresh() : talking();
        for (const event of path) {
          const result = step(session, event);
          if (result.ok) session = result.session;
          const { legs, side, gone } = session.course;
          expect(legs.filter((leg) => leg.endedAt === null)).toHaveLength(isLive(session) ? 1 : 0);
          expect(legs.at(-1)?.deskId).toBe(session.deskId);
          if (session.state !== 'waiting') expect(legs.at(-1)?.clerk?.id).toBe(session.clerk?.id);
          if (side !== null) expect(session.guests.map(({ id }) => id)).toContain(side.next);
          // The citizen never moves, nobody sits twice, and nobody who is gone sits.
          expect(session.kiosk.id).toBe(kiosk.id);
          const seated = seatsOf(session).map(({ id }) => id);
          expect(new Set(seated).size).toBe(seated.length);
          expect(session.checkedInAt).toBe(0);
          expect(gone.every(({ id }) => id !== session.kiosk.id)).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('never lets the citizen and the two of a side conversation hear each other', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (path) => {
        let session = talking();
        for (const event of path) {
          const before = everyPair(session);
          const result = step(session, event);
          if (!result.ok) continue;
          session = result.session;
          const { side } = session.course;
          if (side !== null && session.state === 'active') {
            for (const one of [session.clerk.id, side.next]) {
              expect(hears(session, one, kiosk.id) || hears(session, kiosk.id, one)).toBe(false);
            }
            expect(hears(session, session.clerk.id, side.next)).toBe(true);
          }
          // Whenever those who stay hear each other otherwise than before, the media is told.
          if (isLive(session) && session.state === 'active') {
            const stay = new Set<string>(seatsOf(session).map(({ id }) => id));
            const kept = (pairs: string[]) => pairs.filter((pair) => pair.split(' ').every((id) => stay.has(id)));
            const changes = kept(before).join() !== kept(everyPair(session)).join();
            if (changes) expect(result.effects.map(({ type }) => type)).toContain('routeMedia');
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('hands over warm: a side conversation, then the first leaves and the second is in charge', () => {
    const side = after(talking(), offered('warm'), accepted);
    expect(side).toMatchObject({ clerk: { id: first.id }, deskId: 'a', course: { side: { next: second.id } } });
    const handed = after(side, { type: 'complete', seat: first.id, at: 30 });
    expect(handed).toMatchObject({ clerk: { id: second.id }, guests: [], deskId: 'b', state: 'active' });
    expect(handed.course).toMatchObject({
      side: null,
      gone: [{ id: first.id, why: 'handed-over' }],
      legs: [
        { deskId: 'a', clerk: first, endedAt: 30, outcome: 'handed-over' },
        { deskId: 'b', clerk: second, endedAt: null },
      ],
    });
    expect(hears(handed, kiosk.id, second.id)).toBe(true);
  });

  it('keeps the citizen at the first desk when both agree so, or when nobody takes it', () => {
    const kept = after(talking(), offered('warm'), accepted, { type: 'keep' });
    expect(kept).toMatchObject({ clerk: { id: first.id }, guests: [], deskId: 'a', course: { side: null } });
    const lapsed = after(talking(), offered('direct'), { type: 'offerOver', offerId, at: 100 });
    expect(lapsed).toMatchObject({
      clerk: { id: first.id },
      course: { offer: null, answered: { outcome: 'expired' } },
    });
    expect(step(lapsed, accepted)).toMatchObject({ ok: false, code: 'conflict' });
  });

  it('lets one clerk take an offer and tells the next that it is taken', () => {
    const direct = after(talking(), offered('direct'), accepted);
    expect(direct).toMatchObject({ clerk: { id: second.id }, deskId: 'b' });
    expect(step(direct, { ...accepted, clerk: third })).toMatchObject({ ok: false, code: 'conflict' });
  });

  it('calls somebody in beside the clerk in charge, and lets them go or takes them out at once', () => {
    const three = after(talking(), offered('call-in'), accepted);
    expect(everyPair(three)).toHaveLength(6);
    expect(three).toMatchObject({ clerk: { id: first.id }, deskId: 'a' });
    const removed = step(three, { type: 'remove', seat: second.id, at: 30 });
    expect(removed.ok && removed.effects[0]).toEqual({ type: 'departed', who: second, why: 'removed' });
    expect(step(three, { type: 'remove', seat: first.id, at: 30 })).toMatchObject({ ok: false });
  });

  it('ends when the booth is taken out, and goes on with the second clerk when the first is lost between them', () => {
    expect(after(talking(), { type: 'remove', seat: kiosk.id, at: 30 })).toMatchObject({
      state: 'ended',
      endReason: 'removed',
    });
    const lost = after(talking(), offered('warm'), accepted, { type: 'lost', seat: first.id });
    expect(after(lost, { type: 'graceOver', seat: first.id, at: 90 })).toMatchObject({
      state: 'active',
      clerk: { id: second.id },
    });
  });

  it('sends a waiting citizen to another desk with the moment of their check-in', () => {
    const sent = after(fresh(), { type: 'redirect', deskId: desks[2]!, at: 50 });
    expect(sent).toMatchObject({
      state: 'waiting',
      deskId: 'c',
      checkedInAt: 0,
      course: { legs: [{ outcome: 'sent-on' }, {}] },
    });
    expect(step(talking(), { type: 'redirect', deskId: desks[2]!, at: 50 })).toMatchObject({ ok: false });
  });
});
