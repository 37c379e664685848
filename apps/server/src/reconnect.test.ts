import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSE } from '@mado/signaling/wire';
import { HandClock } from './testing/clock.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { Stage } from './testing/stage.ts';

describe('a line that breaks', () => {
  let stage: Stage;
  let clock: HandClock;
  beforeEach(async () => {
    clock = new HandClock();
    stage = await Stage.open({ graceSeconds: 8 }, clock);
  });
  afterEach(() => stage.close());

  it('keeps the place within the grace time, with the other end told', async () => {
    const { kiosk, clerk, sessionId, kioskId } = await talk(stage);
    await kiosk.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
    kiosk.socket.terminate();
    const gone = await clerk.next('session.participant', ({ participant }) => !participant.connected);
    expect(gone.participant.id).toBe(kioskId);
    const { client: again, hello } = await stage.enter('kiosk');
    expect(hello).toMatchObject({ participantId: kioskId, session: { id: sessionId, state: 'active' } });
    await clerk.next('session.participant', ({ participant }) => participant.connected);
    clock.advance(9000);
    expect((await clerk.ask('session.joined', { sessionId })).session.state).toBe('active');
    expect(again.heard.map((each) => each.name)).not.toContain('media.reset');
  });

  it('ends the session when the grace time is over, for a citizen who waits too', async () => {
    const { kiosk, clerk } = await talk(stage);
    kiosk.socket.terminate();
    await clerk.next('session.participant', ({ participant }) => !participant.connected);
    clock.advance(9000);
    const { session } = await clerk.next('session.state', (state) => state.session.state === 'ended');
    expect(session.endReason).toBe('abandoned');
    const { client: waiting } = await stage.enter('kiosk2');
    const { client: colleague } = await stage.enter('clerk2');
    await colleague.ask('desk.watch', {});
    await checkIn(waiting);
    await colleague.next('desk.waiting', (list) => list.waiting.length === 1);
    waiting.socket.terminate();
    await colleague.next('desk.waiting', (list) => list.waiting[0]?.session.participants[0]?.connected === false);
    clock.advance(9000);
    await colleague.next('desk.waiting', (list) => list.waiting.length === 0);
  });

  it('gives way to a new line of the same device without anybody noticing', async () => {
    const { kiosk, clerk, sessionId } = await talk(stage);
    const { hello } = await stage.enter('kiosk');
    expect((await kiosk.closed).code).toBe(CLOSE.replaced);
    expect(hello.session?.id).toBe(sessionId);
    await clerk.ask('ping', {});
    expect(
      clerk.heard.filter((each) => each.name === 'session.participant' && !each.data.participant.connected),
    ).toEqual([]);
  });

  it('keeps a clerk’s prepared place, and with it the transports', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const { client: clerk } = await stage.enter('clerk');
    const sessionId = await checkIn(kiosk);
    const { participantId } = await clerk.ask('session.prepare', { sessionId });
    const { transportId } = await clerk.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp: false });
    clerk.socket.terminate();
    const { client: again, hello } = await stage.enter('clerk');
    expect(hello.session).toBeNull();
    expect(await again.ask('session.prepare', { sessionId })).toEqual({ participantId });
    await again.ask('media.restartIce', { sessionId, transportId });
    await again.ask('session.release', { sessionId });
    expect(await again.refusal('media.restartIce', { sessionId, transportId })).toBe('not-found');
  });

  it('finds its session, its messages and its place after a restart of the server', async () => {
    const { kiosk, clerk, sessionId, kioskId, clerkId } = await talk(stage);
    const old = await kiosk.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
    const payload = new Uint8Array([1, 2, 3]);
    const key = '6b0f1c52-1f5e-4f6b-a1cb-8b7d8a9c0e11';
    await clerk.send(payload, sessionId, kioskId, key);
    await stage.restart();
    for (const end of [kiosk, clerk]) {
      await end.next('server.closing');
      expect((await end.closed).code).toBe(CLOSE.restart);
    }
    const { client: clerk2, hello: clerkHello } = await stage.enter('clerk');
    expect(clerkHello).toMatchObject({ participantId: clerkId, session: { id: sessionId, state: 'active' } });
    expect(clerkHello.session?.participants.map((each) => each.connected)).toEqual([false, true]);
    const { client: kiosk2, hello } = await stage.enter('kiosk');
    expect(hello).toMatchObject({ participantId: kioskId, session: { id: sessionId, state: 'active' } });
    await kiosk2.next('media.reset');
    expect(await kiosk2.refusal('media.restartIce', { sessionId, transportId: old.transportId })).toBe('not-found');
    await kiosk2.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
    expect((await kiosk2.ask('channel.replay', { sessionId, after: 0 })).messages).toEqual([
      { sessionId, seq: 1, from: clerkId, to: kioskId, payload },
    ]);
    // Sent again because the answer was lost with the server: the same number, and nobody hears it twice.
    expect(await clerk2.send(payload, sessionId, kioskId, key)).toEqual({ seq: 1 });
    expect(await clerk2.send(payload, sessionId)).toEqual({ seq: 2 });
    expect((await kiosk2.next('channel.message')).seq).toBe(2);
  });

  it('ends a session after a restart when nobody comes back', async () => {
    await talk(stage);
    await stage.restart();
    clock.advance(9000);
    const { hello } = await stage.enter('clerk');
    expect(hello.session).toMatchObject({ state: 'ended', endReason: 'abandoned' });
  });
});
