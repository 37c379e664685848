import { once } from 'node:events';
import { createServer } from 'node:net';
import { kill } from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { checkIn, talk } from '../testing/scenes.ts';
import { dtlsParameters, voiceCapabilities, voiceParameters } from '../testing/media.ts';
import type { SessionId } from '@mado/signaling/wire';
import type { TestClient } from '../testing/client.ts';
import type { devices } from '../testing/stage.ts';
import { Stage } from '../testing/stage.ts';

/** A port that nothing listens on now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = z.object({ port: z.int() }).parse(probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A sending transport and the wish to send a voice over it. */
async function voiceOf(client: TestClient, sessionId: SessionId) {
  const { transportId } = await client.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
  return {
    sessionId,
    transportId,
    kind: 'audio',
    source: 'voice',
    rtpParameters: voiceParameters(),
    paused: false,
  } as const;
}

describe('media of a session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  async function joinedTransports() {
    const scene = await talk(stage);
    const { kiosk, clerk, sessionId } = scene;
    const send = await kiosk.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false });
    const recv = await clerk.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp: false });
    return { ...scene, sendId: send.transportId, recvId: recv.transportId };
  }

  it('passes a producer on to the other end, once however often it is asked for', async () => {
    const { kiosk, clerk, sessionId, sendId, recvId, kioskId } = await joinedTransports();
    const wish = {
      sessionId,
      transportId: sendId,
      kind: 'audio',
      source: 'voice',
      rtpParameters: voiceParameters(),
      paused: false,
    } as const;
    await kiosk.ask('media.connectTransport', { sessionId, transportId: sendId, dtlsParameters });
    await kiosk.ask('media.connectTransport', { sessionId, transportId: sendId, dtlsParameters });
    const { producerId } = await kiosk.ask('media.produce', wish);
    expect(await kiosk.ask('media.produce', wish)).toEqual({ producerId });
    const added = await clerk.next('media.producerAdded');
    expect(added.producer).toEqual({
      producerId,
      participantId: kioskId,
      kind: 'audio',
      source: 'voice',
      paused: false,
    });
    expect((await clerk.ask('media.producers', { sessionId })).producers).toEqual([added.producer]);
    expect((await kiosk.ask('media.producers', { sessionId })).producers).toEqual([]);
    const consume = { sessionId, transportId: recvId, producerId, rtpCapabilities: voiceCapabilities };
    const consumer = await clerk.ask('media.consume', consume);
    expect(consumer.rtpParameters.codecs[0]?.rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' });
    expect((await clerk.ask('media.consume', consume)).consumerId).toBe(consumer.consumerId);
    await clerk.ask('media.resumeConsumer', { sessionId, consumerId: consumer.consumerId });
    await kiosk.ask('media.setProducerPaused', { sessionId, producerId, paused: true });
    expect(await clerk.next('media.producerPaused')).toEqual({ sessionId, producerId, paused: true });
    // Another wish for the same source takes the place of the first.
    const { producerId: second } = await kiosk.ask('media.produce', {
      ...wish,
      rtpParameters: { ...voiceParameters(), mid: '1' },
    });
    expect((await clerk.next('media.producerRemoved')).producerId).toBe(producerId);
    expect((await clerk.next('media.producerAdded')).producer.producerId).toBe(second);
    await kiosk.ask('media.closeTransport', { sessionId, transportId: sendId });
    expect((await clerk.next('media.producerRemoved')).producerId).toBe(second);
  });

  it('refuses what does not fit and what is not one’s own', async () => {
    const { kiosk, clerk, sessionId, sendId, recvId } = await joinedTransports();
    const wish = {
      sessionId,
      transportId: sendId,
      kind: 'audio',
      source: 'voice',
      rtpParameters: voiceParameters(),
      paused: false,
    };
    expect(await clerk.refusal('media.produce', wish)).toBe('not-found');
    expect(await clerk.refusal('media.produce', { ...wish, transportId: recvId })).toBe('forbidden');
    expect(await kiosk.refusal('media.produce', { ...wish, source: 'face' })).toBe('malformed');
    for (const rtpParameters of [
      {},
      { codecs: 'none' },
      { codecs: [{ mimeType: 'audio/none', payloadType: -1, clockRate: 0 }] },
      { ...voiceParameters(), encodings: 7 },
    ]) {
      expect(await kiosk.refusal('media.produce', { ...wish, rtpParameters })).toBe('malformed');
    }
    for (const wrong of [
      {},
      { fingerprints: [] },
      { fingerprints: [{ algorithm: 'md5', value: 'x' }] },
      { role: 7, fingerprints: null },
    ]) {
      expect(
        await kiosk.refusal('media.connectTransport', { sessionId, transportId: sendId, dtlsParameters: wrong }),
      ).toBe('malformed');
    }
    const { producerId } = await kiosk.ask('media.produce', { ...wish, kind: 'audio', source: 'voice' });
    expect(await clerk.refusal('media.closeProducer', { sessionId, producerId })).toBe('not-found');
    for (const rtpCapabilities of [{}, { codecs: 7 }, { codecs: [{}] }]) {
      expect(
        await clerk.refusal('media.consume', { sessionId, transportId: recvId, producerId, rtpCapabilities }),
      ).toBe('malformed');
    }
    await clerk.ask('ping', {});
  });

  it('is negotiated in the waiting room by the kiosk and each clerk who prepared, unseen by other clerks', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const { client: clerk } = await stage.enter('clerk');
    const { client: other } = await stage.enter('clerk2');
    const sessionId = await checkIn(kiosk);
    const { transportId, ...wish } = await voiceOf(kiosk, sessionId);
    const { producerId: citizens } = await kiosk.ask('media.produce', { transportId, ...wish });
    const produced = [];
    for (const each of [clerk, other]) {
      await each.ask('session.prepare', { sessionId });
      expect((await each.ask('media.producers', { sessionId })).producers.map((view) => view.producerId)).toEqual([
        citizens,
      ]);
      const { producerId } = await each.ask('media.produce', await voiceOf(each, sessionId));
      expect((await kiosk.next('media.producerAdded')).producer).toMatchObject({ producerId, paused: false });
      produced.push(producerId);
    }
    const [taken, notTaken] = produced;
    const hear = async (client: TestClient, producerId: typeof citizens) => {
      const recv = await client.ask('media.createTransport', { sessionId, direction: 'recv', forceTcp: false });
      const consume = { sessionId, transportId: recv.transportId, producerId, rtpCapabilities: voiceCapabilities };
      return { consume, code: await client.refusal('media.consume', consume) };
    };
    expect((await hear(other, taken!)).code).toBe('not-found');
    const { consume, code } = await hear(clerk, citizens);
    expect(code).toBe('granted');
    const { consumerId } = await clerk.ask('media.consume', consume);
    await clerk.ask('media.resumeConsumer', { sessionId, consumerId });
    await kiosk.ask('media.setProducerPaused', { sessionId, producerId: citizens, paused: true });
    expect((await clerk.next('media.producerPaused')).paused).toBe(true);

    await clerk.ask('session.admit', { sessionId });
    expect((await kiosk.next('media.producerRemoved')).producerId).toBe(notTaken);
    expect((await kiosk.ask('media.producers', { sessionId })).producers.map((view) => view.producerId)).toEqual([
      taken,
    ]);
    expect((await clerk.ask('media.producers', { sessionId })).producers[0]).toMatchObject({ paused: true });
    expect(await other.refusal('media.producers', { sessionId })).toBe('not-found');
    expect(await clerk.refusal('media.resumeConsumer', { sessionId, consumerId })).toBe('granted');
  });

  it('begins with admission and is over with the end', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const { client: clerk } = await stage.enter('clerk');
    const sessionId = await checkIn(kiosk);
    const { transportId } = await kiosk.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: true });
    const wish = {
      sessionId,
      transportId,
      kind: 'audio',
      source: 'voice',
      rtpParameters: voiceParameters(),
      paused: false,
    };
    await clerk.ask('session.admit', { sessionId });
    expect(await kiosk.refusal('media.produce', wish)).toBe('granted');
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    expect(await kiosk.refusal('media.restartIce', { sessionId, transportId })).toBe('out-of-order');
    expect(await kiosk.refusal('media.createTransport', { sessionId, direction: 'send', forceTcp: false })).toBe(
      'out-of-order',
    );
  });

  it('is set up anew on a new worker when the worker is killed, again and again', async () => {
    const { kiosk, clerk, sessionId, sendId } = await joinedTransports();
    let transportId = sendId;
    for (let death = 0; death < 3; death++) {
      const [pid] = stage.server.workerPids;
      kill(pid!, 'SIGKILL');
      for (const end of [kiosk, clerk]) expect(await end.next('media.reset')).toEqual({ sessionId });
      expect(await kiosk.refusal('media.restartIce', { sessionId, transportId })).toBe('not-found');
      ({ transportId } = await kiosk.ask('media.createTransport', { sessionId, direction: 'send', forceTcp: false }));
      const wish = {
        sessionId,
        transportId,
        kind: 'audio',
        source: 'voice',
        rtpParameters: voiceParameters(),
        paused: false,
      } as const;
      const { producerId } = await kiosk.ask('media.produce', wish);
      expect((await clerk.next('media.producerAdded')).producer.producerId).toBe(producerId);
      expect(stage.server.workerPids).not.toContain(pid);
    }
    expect((await clerk.ask('session.joined', { sessionId })).session.state).toBe('active');
  });

  it('tells a client that was away when the worker died', async () => {
    const { kiosk, sessionId } = await joinedTransports();
    kiosk.socket.terminate();
    await kiosk.closed;
    kill(stage.server.workerPids[0]!, 'SIGKILL');
    const { client: again } = await stage.enter('kiosk');
    expect(await again.next('media.reset')).toEqual({ sessionId });
  });

  it('comes back on the same port', async () => {
    const port = await freePort();
    const fixed = await Stage.open({ media: { port } });
    try {
      const { client } = await fixed.enter('kiosk');
      const sessionId = await checkIn(client);
      const wish = { sessionId, direction: 'send', forceTcp: false } as const;
      const ports = async () => {
        const { iceCandidates } = await client.ask('media.createTransport', wish);
        return iceCandidates.map((candidate) => candidate.port);
      };
      expect(await ports()).toEqual([port, port]);
      kill(fixed.server.workerPids[0]!, 'SIGKILL');
      await client.next('media.reset');
      expect(await ports()).toEqual([port, port]);
    } finally {
      await fixed.close();
    }
  });

  it('spreads sessions over the workers', async () => {
    const two = await Stage.open({ media: { workers: 2 } });
    try {
      for (const who of ['kiosk', 'kiosk2'] as const satisfies readonly (keyof typeof devices)[]) {
        const { client } = await two.enter(who);
        await client.ask('media.capabilities', { sessionId: await checkIn(client) });
      }
      expect(two.server.workerPids).toHaveLength(2);
    } finally {
      await two.close();
    }
  });
});
