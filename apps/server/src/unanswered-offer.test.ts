import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeskId, OfferId } from '@mado/signaling/wire';
import { HandClock } from './testing/clock.ts';
import { talk } from './testing/scenes.ts';
import { desk, Stage } from './testing/stage.ts';

const nozei = DeskId.parse('nozei');
/** Less than the silence after which a line counts as lost: nobody pings here. */
const OFFER_MS = 8_000;

describe('an offer that nobody takes within its time', () => {
  let stage: Stage;
  let clock: HandClock;
  beforeEach(async () => {
    clock = new HandClock();
    stage = await Stage.open({ offerSeconds: OFFER_MS / 1000 }, clock);
  });
  afterEach(() => stage.close());

  /** A talk whose clerk asks the other desk, and a clerk there who has seen it and touches nothing. */
  async function asked() {
    const scene = await talk(stage);
    const { client: colleague } = await stage.enter('stranger');
    await colleague.ask('desk.watch', {});
    const { sessionId, clerk } = scene;
    const offerId = OfferId.parse(randomUUID());
    await clerk.ask('session.offer', { sessionId, offerId, deskId: nozei, way: 'warm' });
    const { offers } = await colleague.next('desk.offers', ({ offers: heard }) => heard.length === 1);
    return { ...scene, colleague, offerId, until: offers[0]!.until };
  }

  it('stands until its last moment, then the first desk keeps the citizen and is told, and the other has it no more', async () => {
    const { kiosk, clerk, colleague, sessionId, offerId, clerkId, until } = await asked();
    expect(until).toBe(clock.now() + OFFER_MS);
    clock.advance(OFFER_MS - 1);
    const { session: before } = await clerk.ask('session.joined', { sessionId });
    expect(before.course).toMatchObject({ offer: { id: offerId }, answered: null });
    clock.advance(1);
    for (const end of [clerk, kiosk]) {
      const { session } = await end.next('session.state', (heard) => heard.session.course.answered !== null);
      expect(session).toMatchObject({ state: 'active', deskId: desk });
      expect(session.course).toMatchObject({
        ...{ inCharge: clerkId, offer: null, side: null },
        answered: { id: offerId, outcome: 'expired', desk: '納税窓口' },
        legs: [{ deskId: desk, endedAt: null }],
      });
    }
    await colleague.next('desk.offers', ({ offers }) => offers.length === 0);
    expect(await colleague.refusal('session.accept', { sessionId, offerId })).toBe('conflict');
    // Nothing stands in the way of asking again.
    const again = { sessionId, offerId: randomUUID(), deskId: nozei, way: 'warm' };
    expect(await clerk.refusal('session.offer', again)).toBe('granted');
  });

  it('lapses at the same moment when the server was restarted in between', async () => {
    const { sessionId, offerId, clerkId, until } = await asked();
    clock.advance(OFFER_MS / 2);
    await stage.restart();
    const { client: clerk, hello } = await stage.enter('clerk');
    expect(hello.session?.course.offer).toMatchObject({ id: offerId, until });
    const { client: colleague } = await stage.enter('stranger');
    await colleague.ask('desk.watch', {});
    await colleague.next('desk.offers', ({ offers }) => offers.length === 1);
    clock.advance(OFFER_MS / 2);
    const { session } = await clerk.next('session.state', (heard) => heard.session.course.answered !== null);
    expect(session).toMatchObject({ id: sessionId, state: 'active', deskId: desk });
    expect(session.course).toMatchObject({ inCharge: clerkId, offer: null, answered: { outcome: 'expired' } });
    await colleague.next('desk.offers', ({ offers }) => offers.length === 0);
    expect(await colleague.refusal('session.accept', { sessionId, offerId })).toBe('conflict');
  });

  it('is over for a clerk who comes back to a server that was down when its time came', async () => {
    const { offerId, clerkId } = await asked();
    await stage.server.close();
    clock.advance(2 * OFFER_MS);
    await stage.restart();
    clock.advance(0);
    const { hello } = await stage.enter('clerk');
    expect(hello.session).toMatchObject({ state: 'active', deskId: desk });
    expect(hello.session?.course).toMatchObject({
      ...{ inCharge: clerkId, offer: null },
      answered: { id: offerId, outcome: 'expired' },
    });
  });
});
