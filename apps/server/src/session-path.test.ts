import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { desk, Stage } from './testing/stage.ts';

describe('a session from check-in to erasure', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('passes through every state, with both ends told of each', async () => {
    const { client: clerk, hello } = await stage.enter('clerk');
    expect(hello).toMatchObject({ role: 'clerk', name: '見本', session: null, desks: [{ id: 'okuyami' }] });
    expect(await clerk.ask('desk.watch', {})).toEqual({ waiting: [] });
    const { client: kiosk } = await stage.enter('kiosk');
    const requestKey = randomUUID();
    const { session: waiting, participantId } = await kiosk.ask('session.checkIn', {
      deskId: desk,
      procedureId: null,
      requestKey,
    });
    expect(waiting).toMatchObject({ state: 'waiting', ticket: 1, ahead: 0, waitForecastMs: 0 });
    const again = await kiosk.ask('session.checkIn', { deskId: desk, procedureId: null, requestKey });
    expect([again.session.id, again.participantId]).toEqual([waiting.id, participantId]);
    const list = await clerk.next('desk.waiting', ({ waiting: entries }) => entries.length === 1);
    expect(list.waiting[0]).toMatchObject({ booth: '東公民館', session: { id: waiting.id } });

    const sessionId = waiting.id;
    const prepared = await clerk.ask('session.prepare', { sessionId });
    for (const [end, direction] of [
      [kiosk, 'send'],
      [kiosk, 'recv'],
      [clerk, 'send'],
      [clerk, 'recv'],
    ] as const) {
      const transport = await end.ask('media.createTransport', { sessionId, direction, forceTcp: false });
      expect(transport.iceCandidates.map((candidate) => candidate.protocol).sort()).toEqual(['tcp', 'udp']);
    }
    const { rtpCapabilities } = await clerk.ask('media.capabilities', { sessionId });
    expect(rtpCapabilities.headerExtensions?.some((extension) => extension.uri.includes('abs-capture-time'))).toBe(
      false,
    );
    expect(rtpCapabilities.codecs?.map((codec) => codec.mimeType).slice(0, 2)).toEqual(['audio/opus', 'video/VP8']);

    const admitted = await clerk.ask('session.admit', { sessionId });
    expect(admitted.session.state).toBe('admitted');
    expect(admitted.participantId).toBe(prepared.participantId);
    await kiosk.next('session.state', ({ session }) => session.state === 'admitted');
    await clerk.next('desk.waiting', ({ waiting: entries }) => entries.length === 0);
    await kiosk.ask('session.joined', { sessionId });
    expect((await clerk.ask('session.joined', { sessionId })).session.state).toBe('active');
    await kiosk.next('session.state', ({ session }) => session.state === 'active');
    expect((await clerk.ask('session.end', { sessionId, reason: 'finished' })).session).toMatchObject({
      state: 'ended',
      endReason: 'finished',
    });
    await kiosk.next('session.state', ({ session }) => session.state === 'ended');
    expect((await clerk.ask('session.erased', { sessionId })).session.state).toBe('ended');
    expect((await kiosk.ask('session.erased', { sessionId })).session.state).toBe('erased');
    await clerk.next('session.state', ({ session }) => session.state === 'erased');
    expect((await clerk.ask('session.erased', { sessionId })).session.state).toBe('erased');
    expect(await clerk.refusal('session.end', { sessionId, reason: 'finished' })).toBe('not-found');
  });
});
