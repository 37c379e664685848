import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { SessionId } from '@mado/signaling/wire';
import type { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { voiceCapabilities, voiceParameters } from './testing/media.ts';
import { firstLogIn, invent, PASSWORD } from './testing/person.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, Stage } from './testing/stage.ts';

const MINUTE = 60_000;
let clock: HandClock;
let stage: Stage;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: { idleSeconds: 7 * 24 * 3600, longestSeconds: 7 * 24 * 3600 } }, clock);
});
afterEach(() => stage.close());

/** A voice each way, as both ends' media have it. */
async function voices(client: TestClient, sessionId: SessionId): Promise<() => Promise<void>> {
  const forceTcp = false;
  const sending = await client.ask('media.createTransport', { sessionId, direction: 'send', forceTcp });
  const said = { kind: 'audio', source: 'voice', rtpParameters: voiceParameters(), paused: false } as const;
  await client.ask('media.produce', { sessionId, transportId: sending.transportId, ...said });
  return async () => {
    const { transportId } = await client.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp });
    for (const { producerId } of (await client.ask('media.producers', { sessionId })).producers) {
      const wish = { sessionId, transportId, producerId, rtpCapabilities: voiceCapabilities };
      const { consumerId } = await client.ask('media.consume', wish);
      await client.ask('media.resumeConsumer', { sessionId, consumerId });
    }
  };
}

async function call() {
  const sato = await invent(stage, 'sato', ['clerk'], [desk]);
  const { client: kiosk } = await stage.enter('kiosk');
  const { client: clerk } = await stage.enter('clerk');
  await firstLogIn(clerk, sato, clock);
  const sessionId = await checkIn(kiosk);
  await clerk.ask('session.admit', { sessionId });
  for (const end of [kiosk, clerk]) await end.ask('session.joined', { sessionId });
  return { kiosk, clerk, sessionId };
}
async function pass(minutes: number, ...ends: TestClient[]): Promise<void> {
  for (let second = 0; second < minutes * 60; second += 5) {
    for (const end of ends) await end.ask('ping', {});
    clock.advance(5_000);
  }
}
const awayIn = (client: TestClient, away: true | undefined) =>
  client.next('session.state', ({ session }) =>
    session.participants.some((each) => each.role === 'clerk' && each.away === away),
  );

it('keeps a call behind a locked screen, shows and lets hear nothing of either end meanwhile, and tells the booth', async () => {
  const { kiosk, clerk, sessionId } = await call();
  const listen = [await voices(kiosk, sessionId), await voices(clerk, sessionId)];
  for (const each of listen) await each();
  expect(stage.server.flowsIn(sessionId)).toHaveLength(2);
  await clerk.ask('person.lock', {});
  await awayIn(kiosk, true);
  await kiosk.ask('ping', {});
  expect(stage.server.flowsIn(sessionId)).toEqual([]);
  // A line that comes back without the person is no return.
  const { client: stranger } = await stage.enter('clerk');
  await stranger.ask('ping', {});
  expect(stage.server.flowsIn(sessionId)).toEqual([]);
});

it('goes on when the person is back at the screen', async () => {
  const { kiosk, clerk, sessionId } = await call();
  const listen = [await voices(kiosk, sessionId), await voices(clerk, sessionId)];
  await clerk.ask('person.lock', {});
  for (const each of listen) await each();
  expect(stage.server.flowsIn(sessionId)).toEqual([]);
  await clerk.ask('person.unlock', { password: PASSWORD });
  await awayIn(kiosk, undefined);
  await kiosk.ask('ping', {});
  expect(stage.server.flowsIn(sessionId)).toHaveLength(2);
});

it('is abandoned when nobody comes back to the desk for half an hour', async () => {
  const { kiosk, clerk } = await call();
  await clerk.ask('person.lock', {});
  await clerk.ask('person.unlock', { password: PASSWORD });
  await clerk.ask('person.lock', {});
  await pass(29.5, kiosk, clerk);
  expect(kiosk.heard.filter(({ name }) => name === 'session.state').at(-1)?.data).toMatchObject({
    session: { state: 'active' },
  });
  await pass(0.5, kiosk, clerk);
  const { session } = await kiosk.next('session.state', (heard) => heard.session.state === 'ended');
  expect(session.endReason).toBe('abandoned');
  expect(session.endedAt! - session.activeAt!).toBe(30 * MINUTE);
});
