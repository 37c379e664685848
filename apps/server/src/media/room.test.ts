import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { types } from 'mediasoup';
import { ParticipantId } from '@mado/signaling/wire';
import { systemClock } from '../clock.ts';
import { createLogger } from '../log.ts';
import { voiceCapabilities, voiceParameters } from '../testing/media.ts';
import { Room } from './room.ts';
import { Workers } from './workers.ts';

const KIOSK = ParticipantId.parse('kiosk');
const CLERK = ParticipantId.parse('clerk');
const wish = { kind: 'audio', source: 'voice', paused: false } as const;
const way = { enableUdp: true, enableTcp: true, initialBitrate: 1_000_000 };

describe('a room whose citizen waits', () => {
  let workers: Workers;
  let room: Room;
  /** What the worker was told to make, as mediasoup knows it. */
  let producers: types.Producer[];
  let consumers: types.Consumer[];
  let apart = false;

  beforeEach(async () => {
    producers = [];
    consumers = [];
    const media = { workers: 1, listenIp: '127.0.0.1', announcedAddress: '127.0.0.1', port: 0, udp: true, tcp: true };
    workers = await Workers.start({
      clock: systemClock,
      log: createLogger('silent'),
      media: { ...media, initialBitrate: way.initialBitrate },
      onDied: () => undefined,
    });
    apart = false;
    room = await open(false);
  });
  afterEach(() => workers.close());

  async function open(admitted: boolean): Promise<Room> {
    const placed = await workers.placeRouter();
    placed.router.observer.on('newtransport', (transport) => {
      transport.observer.on('newproducer', (producer) => producers.push(producer));
      transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
    });
    const news = { producerAdded: () => undefined, producerRemoved: () => undefined, producerPaused: () => undefined };
    const meets = (one: ParticipantId, other: ParticipantId) => one !== other;
    return new Room({ placed, news, meets, hears: (one, other) => meets(one, other) && !apart, admitted });
  }

  /** The kiosk sends, the clerk receives and has asked for the flow. */
  async function negotiate(paused = false) {
    const { transportId } = await room.createTransport(KIOSK, { direction: 'send', ...way });
    const rtpParameters = voiceParameters();
    const producerId = await room.produce(KIOSK, transportId, { ...wish, rtpParameters, paused });
    const recv = await room.createTransport(CLERK, { direction: 'recv', ...way });
    const { consumerId } = await room.consume(CLERK, recv.transportId, producerId, voiceCapabilities);
    await room.resumeConsumer(CLERK, consumerId);
    return { producerId, transportId, rtpParameters };
  }

  const stopped = () => [producers.map(({ paused }) => paused), consumers.map(({ paused }) => paused)];

  it('stops what may not be heard any more, and lets it flow again when it may', async () => {
    await negotiate();
    await room.letFlow();
    expect(room.flows).toEqual([{ from: KIOSK, to: CLERK, kind: 'audio' }]);
    apart = true;
    await room.reroute();
    expect(room.flows).toEqual([]);
    expect(consumers.map(({ paused }) => paused)).toEqual([true]);
    apart = false;
    await room.reroute();
    expect(room.flows).toEqual([{ from: KIOSK, to: CLERK, kind: 'audio' }]);
  });

  it('keeps everything paused, whatever its ends ask for, until it lets it flow', async () => {
    const { producerId } = await negotiate();
    expect(stopped()).toEqual([[true], [true]]);
    await room.setProducerPaused(KIOSK, producerId, true);
    await room.setProducerPaused(KIOSK, producerId, false);
    expect(stopped()).toEqual([[true], [true]]);
    await room.letFlow();
    expect(stopped()).toEqual([[false], [false]]);
  });

  it('leaves paused what its owner has switched off', async () => {
    const { producerId } = await negotiate(true);
    await room.letFlow();
    expect(stopped()).toEqual([[true], [false]]);
    await room.setProducerPaused(KIOSK, producerId, false);
    expect(stopped()).toEqual([[false], [false]]);
  });

  it('lets flow what was being made when the citizen was let in', async () => {
    const { transportId } = await room.createTransport(KIOSK, { direction: 'send', ...way });
    const made = room.produce(KIOSK, transportId, { ...wish, rtpParameters: voiceParameters() });
    await room.letFlow();
    await made;
    expect(stopped()).toEqual([[false], []]);
  });

  it('that is made anew after admission holds nothing back', async () => {
    room = await open(true);
    await negotiate();
    expect(stopped()).toEqual([[false], [false]]);
  });
});
