import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLOSE, DeskId, methods, SessionId, type Method, type RequestOf } from '@mado/signaling/wire';
import type { MethodBeforeHello } from './wire/route.ts';
import { TestClient } from './testing/client.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

type OfSessions = Exclude<
  Method,
  | 'hello'
  | 'ping'
  | MethodBeforeHello
  | `admin.${string}`
  | `person.${string}`
  | `people.${string}`
  | `templates.${string}`
>;

/** A request of each method that fits its schema, for a session. People and devices have tests of their own. */
function requests(sessionId: SessionId): Record<OfSessions, unknown> {
  const id = randomUUID();
  const rtp = { codecs: [], headerExtensions: [] };
  return {
    'session.checkIn': { deskId: desk, procedureId: null, requestKey: randomUUID() },
    'booking.look': { number: '12345678', pin: '0412' },
    'booking.answers': { sessionId },
    'desk.watch': {},
    'session.prepare': { sessionId },
    'session.release': { sessionId },
    'session.admit': { sessionId },
    'session.joined': { sessionId },
    'session.end': { sessionId, reason: 'left' },
    'session.erased': { sessionId },
    'desk.directory': {},
    'session.redirect': { sessionId, deskId: desk },
    'session.remove': { sessionId, participantId: 'nobody' },
    'session.offer': { sessionId, offerId: id, deskId: desk, way: 'warm' },
    'session.withdraw': { sessionId, offerId: id },
    'session.accept': { sessionId, offerId: id },
    'session.decline': { sessionId, offerId: id },
    'session.complete': { sessionId },
    'session.keep': { sessionId },
    'session.depart': { sessionId },
    'media.capabilities': { sessionId },
    'media.createTransport': { sessionId, direction: 'send', forceTcp: false },
    'media.connectTransport': { sessionId, transportId: id, dtlsParameters: { fingerprints: [] } },
    'media.restartIce': { sessionId, transportId: id },
    'media.closeTransport': { sessionId, transportId: id },
    'media.produce': { sessionId, transportId: id, kind: 'video', source: 'face', rtpParameters: rtp, paused: false },
    'media.setProducerPaused': { sessionId, producerId: id, paused: true },
    'media.closeProducer': { sessionId, producerId: id },
    'media.producers': { sessionId },
    'media.consume': { sessionId, transportId: id, producerId: id, rtpCapabilities: rtp },
    'media.resumeConsumer': { sessionId, consumerId: id },
    'channel.send': { sessionId, key: randomUUID(), to: null, payload: new Uint8Array(1), echo: false },
    'channel.replay': { sessionId, after: 0 },
    'channel.hint': { sessionId, payload: new Uint8Array(1) },
    'tray.open': { sessionId },
    'still.ask': { sessionId, asked: new Uint8Array(1) },
    'forms.noteSaved': { sessionId, saveId: id, forms: ['funeral-benefit'] },
    'card.noteRead': { sessionId, readId: id, outcome: 'read' },
    'still.answer': { sessionId, questionId: id, answer: new Uint8Array(1) },
  };
}
const OF_KIOSKS = ['session.checkIn', 'booking.look', 'still.answer', 'card.noteRead'];
const OF_CLERKS = [
  'booking.answers',
  'desk.watch',
  'still.ask',
  'desk.directory',
  'session.prepare',
  'session.release',
  'session.admit',
  'session.redirect',
  'session.remove',
  'session.offer',
  'session.withdraw',
  'session.accept',
  'session.decline',
  'session.complete',
  'session.keep',
  'session.depart',
  'forms.noteSaved',
  'channel.hint',
];
/** Answered whatever sessions there are. */
const OF_NO_SESSION = ['booking.look', 'desk.watch', 'desk.directory', 'session.release'];

describe('who may do what', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('answers nothing but hello before hello', async () => {
    const client = await TestClient.open(stage.server.url);
    for (const [method, data] of Object.entries(requests(SessionId.parse('none')))) {
      expect([method, await client.refusal(method, data)]).toEqual([method, 'out-of-order']);
    }
    await client.close();
  });

  it('refuses each role what is the other role’s', async () => {
    const { client: kiosk } = await stage.enter('kiosk2');
    const { client: clerk } = await stage.enter('clerk2');
    const all = requests(SessionId.parse('none'));
    for (const method of OF_CLERKS)
      expect([method, await kiosk.refusal(method, all[method as keyof typeof all])]).toEqual([method, 'forbidden']);
    for (const method of OF_KIOSKS)
      expect([method, await clerk.refusal(method, all[method as keyof typeof all])]).toEqual([method, 'forbidden']);
    await kiosk.close();
    await clerk.close();
  });

  it('does not tell a session that is not yours from one that is not', async () => {
    const { kiosk, clerk, sessionId } = await talk(stage);
    const { client: stranger } = await stage.enter('stranger');
    const { client: colleague } = await stage.enter('clerk2');
    const { client: neighbour } = await stage.enter('kiosk2');
    for (const id of [sessionId, SessionId.parse('never-was')]) {
      for (const [method, data] of Object.entries(requests(id))) {
        if (OF_KIOSKS.includes(method) || OF_NO_SESSION.includes(method)) continue;
        expect([method, await stranger.refusal(method, data)]).toEqual([method, 'not-found']);
        if (OF_CLERKS.includes(method)) continue;
        expect([method, await neighbour.refusal(method, data)]).toEqual([method, 'not-found']);
        expect([method, await colleague.refusal(method, data)]).toEqual([method, 'not-found']);
      }
    }
    expect(await colleague.refusal('session.admit', { sessionId })).toBe('conflict');
    expect(await colleague.refusal('session.prepare', { sessionId })).toBe('conflict');
    expect((await stranger.ask('desk.watch', {})).waiting).toEqual([]);
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    for (const end of [kiosk, clerk]) await end.ask('session.erased', { sessionId });
    for (const client of [stranger, colleague, neighbour, kiosk, clerk]) await client.close();
  });

  it('offers a kiosk only what there is', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const ask = (change: Partial<RequestOf<'session.checkIn'>>) =>
      kiosk.refusal('session.checkIn', { deskId: desk, procedureId: null, requestKey: randomUUID(), ...change });
    expect(await ask({ deskId: DeskId.parse('nowhere') })).toBe('forbidden');
    expect(
      await kiosk.refusal('session.checkIn', { deskId: desk, procedureId: 'hoiku-riyo', requestKey: randomUUID() }),
    ).toBe('not-found');
    expect(
      await kiosk.refusal('session.checkIn', { deskId: desk, procedureId: 'okuyami', requestKey: randomUUID() }),
    ).toBe('granted');
    expect(await ask({})).toBe('conflict');
    await kiosk.close();
  });

  it('lets one of two clerks in who ask at the same time, and closes the other’s prepared place', async () => {
    const { client: kiosk } = await stage.enter('kiosk2');
    const { client: one } = await stage.enter('clerk');
    const { client: two } = await stage.enter('clerk2');
    const sessionId = await checkIn(kiosk);
    for (const clerk of [one, two]) {
      await clerk.ask('session.prepare', { sessionId });
      await clerk.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp: false });
      expect(await clerk.refusal('channel.replay', { sessionId, after: 0 })).toBe('not-found');
      expect(await clerk.refusal('session.joined', { sessionId })).toBe('not-found');
    }
    const results = await Promise.all([one, two].map((clerk) => clerk.refusal('session.admit', { sessionId })));
    expect(results.toSorted()).toEqual(['conflict', 'granted']);
    const loser = results[0] === 'conflict' ? one : two;
    const winner = loser === one ? two : one;
    expect(await loser.refusal('media.createTransport', { sessionId, direction: 'recv', forceTcp: false })).toBe(
      'not-found',
    );
    expect(await winner.refusal('media.restartIce', requests(sessionId)['media.restartIce'])).toBe('not-found');
    const { session } = await winner.ask('session.admit', { sessionId });
    expect(session.participants.map((each) => each.role)).toEqual(['kiosk', 'clerk']);
    const { desks } = await loser.next('desk.list', ({ desks: list }) => list[0]?.clerksReady === 1);
    expect(desks[0]?.id).toBe(desk);
    for (const client of [kiosk, one, two]) await client.close();
  });

  it('refuses unknown devices, wrong proofs and other versions, and hangs up', async () => {
    const wrong: [Partial<RequestOf<'hello'>>, string][] = [
      [{ proof: Uint8Array.from(randomBytes(64)) }, 'unauthenticated'],
      [{ proof: new Uint8Array(3) }, 'malformed'],
      [{ deviceId: devices.kiosk2.id }, 'unauthenticated'],
      [{ certificate: devices.kiosk2.certificate }, 'unauthenticated'],
      [{ certificate: new Uint8Array() }, 'not-enrolled'],
      [{ protocol: '0' }, 'protocol-version'],
    ];
    for (const [change, code] of wrong) {
      const client = await TestClient.open(stage.server.url);
      await expect(client.hello(devices.kiosk, change)).rejects.toMatchObject({ code });
      expect((await client.closed).code).toBe(CLOSE.refused);
    }
    const later = await TestClient.open(stage.server.url, 'mado.2');
    await expect(later.hello(devices.kiosk, { protocol: '2' })).rejects.toMatchObject({ code: 'protocol-version' });
    await expect(TestClient.open(stage.server.url, 'chat')).rejects.toThrow('400');
    await expect(TestClient.open(stage.server.url.replace('signaling', 'other'))).rejects.toThrow('404');
  });

  it('takes a proof once only', async () => {
    const { client } = await stage.enter('kiosk');
    await expect(client.askRaw('hello', {})).rejects.toMatchObject({ code: 'out-of-order' });
    await client.close();
  });

  it('has a route for every method and knows no other', async () => {
    const { client } = await stage.enter('clerk');
    for (const method of Object.keys(methods)) {
      // Before hello alone.
      const expected = method.startsWith('enrolment.') ? 'unknown-method' : expect.not.stringMatching('unknown-method');
      expect(await client.refusal(method, null)).toEqual(expected);
    }
    for (const method of ['session.steal', '__proto__', 'toString', 'constructor']) {
      expect(await client.refusal(method, {})).toBe('unknown-method');
    }
    await client.close();
  });
});
