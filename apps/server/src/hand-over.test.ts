import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeskId, OfferId, type HandOverWay, type ParticipantId, type SessionId } from '@mado/signaling/wire';
import type { TestClient } from './testing/client.ts';
import { voiceCapabilities, voiceParameters } from './testing/media.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

const nozei = DeskId.parse('nozei');

/** Sends a voice, and receives every voice that the server tells of. */
async function speak(client: TestClient, sessionId: SessionId): Promise<void> {
  const { transportId } = await client.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
  const rtpParameters = voiceParameters();
  await client.ask('media.produce', {
    ...{ sessionId, transportId, kind: 'audio', source: 'voice', rtpParameters, paused: false },
  });
}
async function listen(client: TestClient, sessionId: SessionId): Promise<void> {
  const { transportId } = await client.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp: false });
  const { producers } = await client.ask('media.producers', { sessionId });
  for (const { producerId } of producers) {
    const wish = { sessionId, transportId, producerId, rtpCapabilities: voiceCapabilities };
    const { consumerId } = await client.ask('media.consume', wish);
    await client.ask('media.resumeConsumer', { sessionId, consumerId });
  }
}

describe('hand-over over the wire', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  async function offer(way: HandOverWay) {
    const scene = await talk(stage);
    const { client: colleague } = await stage.enter('stranger');
    colleague.keepAlive();
    await colleague.ask('desk.watch', {});
    const offerId = OfferId.parse(randomUUID());
    const { sessionId } = scene;
    await scene.clerk.ask('session.offer', { sessionId, offerId, deskId: nozei, way });
    const { offers } = await colleague.next('desk.offers', (heard) => heard.offers.length === 1);
    return { ...scene, colleague, offerId, offers };
  }

  it('shows who is asked what they need to decide, and nothing of the session', async () => {
    const { offers, kiosk } = await offer('warm');
    expect(offers[0]).toMatchObject({ way: 'warm', deskId: nozei, booth: '東公民館', from: { name: '見本' } });
    const { session } = await kiosk.next('session.state', (heard) => heard.session.course.offer !== null);
    expect(session.course).toMatchObject({ offer: { department: '納税課' }, legs: [{ clerk: '見本' }] });
  });

  it('routes media of a side conversation between its clerks alone, and to the citizen when it is over', async () => {
    const { kiosk, clerk, colleague, sessionId, offerId, kioskId, clerkId } = await offer('warm');
    const { participantId: nextId } = await colleague.ask('session.accept', { sessionId, offerId });
    for (const each of [kiosk, clerk, colleague]) await speak(each, sessionId);
    for (const each of [kiosk, clerk, colleague]) await listen(each, sessionId);
    const flows = () =>
      stage.server
        .flowsIn(sessionId)
        .map(({ from, to }) => `${from} ${to}`)
        .toSorted();
    const pair = (one: ParticipantId, other: ParticipantId) => [`${one} ${other}`, `${other} ${one}`].toSorted();
    expect(flows()).toEqual(pair(clerkId, nextId));
    await clerk.ask('session.complete', { sessionId });
    expect(await clerk.next('session.departed')).toEqual({ sessionId, why: 'handed-over' });
    expect(await kiosk.next('session.state', (heard) => heard.session.course.inCharge === nextId)).toMatchObject({
      session: { deskId: nozei, state: 'active', course: { side: null, legs: [{ outcome: 'handed-over' }, {}] } },
    });
    // The media worker is told after the participants are.
    for (let tries = 100; tries > 0 && flows().length < 2; tries -= 1) await kiosk.ask('ping', {});
    expect(flows()).toEqual(pair(kioskId, nextId));
    expect(await clerk.refusal('media.producers', { sessionId })).toBe('not-found');
    expect(await clerk.ask('session.complete', { sessionId })).toMatchObject({ session: { deskId: nozei } });
  });

  it('brings what was said before to the clerk who takes over', async () => {
    const { clerk, colleague, sessionId, offerId } = await offer('direct');
    await clerk.send(Uint8Array.of(1, 2, 3), sessionId);
    await colleague.ask('session.accept', { sessionId, offerId });
    const { messages } = await colleague.ask('channel.replay', { sessionId, after: 0 });
    expect(messages.map(({ payload }) => [...payload])).toEqual([[1, 2, 3]]);
    expect(await clerk.refusal('channel.replay', { sessionId, after: 0 })).toBe('not-found');
    expect(await colleague.ask('session.end', { sessionId, reason: 'finished' })).toMatchObject({
      session: { state: 'ended' },
    });
  });

  it('tells the first desk that nobody takes it, and keeps the citizen there', async () => {
    const { clerk, colleague, sessionId, offerId, clerkId } = await offer('warm');
    await colleague.ask('session.decline', { sessionId, offerId });
    const { session } = await clerk.next('session.state', (heard) => heard.session.course.answered !== null);
    expect(session.course).toMatchObject({ inCharge: clerkId, offer: null, answered: { outcome: 'declined' } });
    expect(await colleague.refusal('session.accept', { sessionId, offerId })).toBe('conflict');
  });

  it('takes a device out of media and channel before anybody is told', async () => {
    const { kiosk, clerk, colleague, sessionId, offerId } = await offer('call-in');
    const { participantId } = await colleague.ask('session.accept', { sessionId, offerId });
    for (const each of [kiosk, colleague]) await speak(each, sessionId);
    await listen(kiosk, sessionId);
    expect(stage.server.flowsIn(sessionId)).toHaveLength(1);
    await clerk.ask('session.remove', { sessionId, participantId });
    expect(stage.server.flowsIn(sessionId)).toEqual([]);
    expect(await colleague.next('session.departed')).toEqual({ sessionId, why: 'removed' });
    await kiosk.next('session.state', (heard) => heard.session.participants.length === 2);
    const heard = kiosk.heard.map(({ name }) => name);
    expect(heard).toContain('media.producerRemoved');
    await expect(colleague.send(Uint8Array.of(1), sessionId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await colleague.refusal('media.createTransport', { sessionId, direction: 'send', forceTcp: false })).toBe(
      'not-found',
    );
  });

  it('calls in somebody whose desk no booth offers, as an interpreter’s', async () => {
    await stage.close();
    stage = await Stage.open({
      devices: [
        { id: devices.kiosk.id, desks: [desk] },
        { id: devices.clerk.id, department: '市民登録課', desks: [desk] },
        { id: devices.stranger.id, department: '納税課', desks: [nozei] },
      ],
    });
    const { kiosk, clerk, colleague, sessionId, offerId, clerkId } = await offer('call-in');
    const { participantId } = await colleague.ask('session.accept', { sessionId, offerId });
    const { session } = await kiosk.next('session.state', (heard) => heard.session.participants.length === 3);
    expect(session).toMatchObject({ deskId: desk, course: { inCharge: clerkId } });
    expect(session.participants.find(({ id }) => id === participantId)).toMatchObject({ department: '納税課' });
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    const atThatDesk = { deskId: nozei, procedureId: null, requestKey: randomUUID() };
    expect(await kiosk.refusal('session.checkIn', atThatDesk)).toBe('forbidden');
  });

  it('finds a side conversation and an open offer again after the server was restarted', async () => {
    const { sessionId, offerId } = await offer('warm');
    await stage.restart();
    const { hello: clerkHello } = await stage.enter('clerk');
    expect(clerkHello.session?.course.offer?.id).toBe(offerId);
    const { client: colleague } = await stage.enter('stranger');
    const { participantId } = await colleague.ask('session.accept', { sessionId, offerId });
    await stage.restart();
    const { hello } = await stage.enter('stranger');
    expect(hello).toMatchObject({ participantId, session: { course: { side: { next: participantId } } } });
  });

  it('lets only who is in charge move the session, and only who was asked take it', async () => {
    const { kiosk, clerk, colleague, sessionId, offerId, kioskId } = await offer('call-in');
    const { client: outsider } = await stage.enter('clerk2');
    expect(await outsider.refusal('session.accept', { sessionId, offerId })).toBe('not-found');
    expect(await outsider.refusal('session.remove', { sessionId, participantId: kioskId })).toBe('not-found');
    await colleague.ask('session.accept', { sessionId, offerId });
    const again = { sessionId, offerId: randomUUID(), deskId: desk, way: 'warm' };
    expect(await colleague.refusal('session.offer', again)).toBe('forbidden');
    expect(await colleague.refusal('session.remove', { sessionId, participantId: kioskId })).toBe('not-found');
    expect(await kiosk.refusal('session.offer', again)).toBe('forbidden');
    await clerk.ask('session.remove', { sessionId, participantId: kioskId });
    expect(await kiosk.next('session.state', (heard) => heard.session.state === 'ended')).toMatchObject({
      session: { endReason: 'removed' },
    });
  });

  it('sends a waiting citizen to another desk, where they stand by the time of their check-in', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const { client: kiosk2 } = await stage.enter('kiosk2');
    const { client: clerk } = await stage.enter('clerk');
    const { client: colleague } = await stage.enter('stranger');
    const sessionId = await checkIn(kiosk);
    await kiosk2.ask('session.checkIn', { deskId: nozei, procedureId: null, requestKey: randomUUID() });
    await clerk.ask('session.redirect', { sessionId, deskId: nozei });
    await clerk.ask('session.redirect', { sessionId, deskId: nozei });
    const { waiting } = await colleague.ask('desk.watch', {});
    expect(waiting.map(({ session }) => session.id)[0]).toBe(sessionId);
    expect(waiting.map(({ session }) => session.ahead)).toEqual([0, 1]);
    const { desks } = await clerk.ask('desk.directory', {});
    expect(desks.find(({ id }) => id === nozei)).toMatchObject({ clerksReady: 1, waiting: 2 });
  });
});
