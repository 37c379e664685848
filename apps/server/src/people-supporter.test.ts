import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { methods, type Method } from '@mado/signaling/wire';
import { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { firstLogIn, invent } from './testing/person.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

/** What anybody may ask at a clerk's device: the door itself, and what belongs to a place in a session, which has to be there first. */
const OF_ANYBODY: readonly Method[] = [
  'ping',
  'person.logIn',
  'person.confirm',
  'person.choosePassword',
  'person.confirmFactor',
  'person.provider',
  'person.number',
  'person.lock',
  'person.unlock',
  'person.touch',
  'person.logOut',
  'session.release',
  'session.depart',
];
const OF_A_PLACE: readonly Method[] = [
  'booking.answers',
  'session.joined',
  'session.erased',
  'media.capabilities',
  'media.createTransport',
  'media.connectTransport',
  'media.restartIce',
  'media.closeTransport',
  'media.produce',
  'media.setProducerPaused',
  'media.closeProducer',
  'media.producers',
  'media.consume',
  'media.resumeConsumer',
  'channel.send',
  'channel.replay',
  'channel.hint',
  'tray.open',
];
/** Before `hello` alone. */
const OF_STRANGERS: readonly Method[] = ['hello', 'enrolment.request', 'enrolment.collect'];

describe('somebody who is a supporter and nothing else', () => {
  let stage: Stage;
  let client: TestClient;
  let token: string;
  beforeAll(async () => {
    const clock = new HandClock();
    stage = await Stage.open({ people: {} }, clock);
    client = (await stage.enter('clerk')).client;
    // Desks alone give nothing: the clerk's role is what counts.
    const tetsudai = await invent(stage, 'tetsudai', ['supporter'], [desk]);
    const entered = await firstLogIn(client, tetsudai, clock);
    expect(entered.state).toMatchObject({ phase: 'in', person: { roles: ['supporter'] } });
    token = entered.token;
  });
  afterAll(() => stage.close());

  it('may do nothing that needs a role', async () => {
    const free = new Set<string>([...OF_ANYBODY, ...OF_A_PLACE, ...OF_STRANGERS]);
    const privileged = Object.keys(methods).filter((method) => !free.has(method));
    expect(privileged).toEqual(expect.arrayContaining(['desk.watch', 'templates.list', 'people.list', 'admin.upload']));
    for (const method of privileged) expect([method, await client.refusal(method, {})]).toEqual([method, 'forbidden']);
  });

  it('gets no desk, and neither sees nor lets in who waits', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const sessionId = await checkIn(kiosk);
    for (const method of ['session.prepare', 'session.admit', 'still.ask', 'session.end'] as const)
      expect([method, await client.refusal(method, { sessionId })]).toEqual([method, 'forbidden']);
    for (const [method, data] of [
      ['session.joined', { sessionId }],
      ['media.capabilities', { sessionId }],
      ['channel.replay', { sessionId, after: 0 }],
    ] as const)
      expect([method, await client.refusal(method, data)]).toEqual([method, 'not-found']);
    expect(client.heard.filter(({ name }) => name.startsWith('desk.') || name.startsWith('session.'))).toEqual([]);
    await client.close();
    const back = await TestClient.open(stage.server.url);
    const hello = await back.hello(devices.clerk, { personToken: token });
    expect(hello).toMatchObject({ desks: [], person: { phase: 'in', locked: false } });
    back.socket.terminate();
  });
});
