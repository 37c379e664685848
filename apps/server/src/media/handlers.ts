import { methods, RtpCapabilities, type DeviceId, type ParticipantId, type SessionId } from '@mado/signaling/wire';
import type { ServerConfig } from '../config/schema.ts';
import { isLive, seatsOf } from '../session/machine.ts';
import type { Reservations } from '../session/reservations.ts';
import type { Sessions } from '../session/sessions.ts';
import { noSuchSession, Refusal } from '../wire/refusal.ts';
import { ANYBODY, route } from '../wire/route.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

interface Surroundings {
  readonly sessions: Sessions;
  readonly reservations: Reservations;
  readonly rooms: Rooms;
  readonly media: ServerConfig['media'];
}

/**
 * Methods of media. Everything may be negotiated while waiting or with a reserved place; the room keeps it silent until
 * admission.
 */
export function mediaRoutes({ sessions, reservations, rooms, media }: Surroundings) {
  /** Who the device is in the session's media, before or after admission. */
  function ownerOf(deviceId: DeviceId, sessionId: SessionId): ParticipantId {
    const session = sessions.get(sessionId);
    if (!session) throw noSuchSession();
    const seat = seatsOf(session).find((each) => each.deviceId === deviceId);
    const owner = seat?.id ?? reservations.find(sessionId, deviceId)?.participantId;
    if (owner === undefined) throw noSuchSession();
    if (!isLive(session)) throw new Refusal('out-of-order', 'the session has ended');
    return owner;
  }

  async function enter(deviceId: DeviceId, sessionId: SessionId): Promise<{ owner: ParticipantId; room: Room }> {
    ownerOf(deviceId, sessionId);
    const room = await rooms.of(sessionId);
    // Looked at again: while the room was being made the session may have ended or gone to another clerk.
    return { owner: ownerOf(deviceId, sessionId), room };
  }

  return {
    'media.capabilities': route(methods['media.capabilities'], ANYBODY, async (line, { sessionId }) => {
      const { room } = await enter(line.device.id, sessionId);
      return { rtpCapabilities: RtpCapabilities.parse(room.capabilities) };
    }),
    'media.createTransport': route(
      methods['media.createTransport'],
      ANYBODY,
      async (line, { sessionId, direction, forceTcp }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        if (forceTcp && !media.tcp) throw new Refusal('forbidden', 'media over TCP is switched off');
        const transport = await room.createTransport(owner, {
          direction,
          enableUdp: media.udp && !forceTcp,
          enableTcp: media.tcp,
          initialBitrate: media.initialBitrate,
        });
        try {
          ownerOf(line.device.id, sessionId);
        } catch (error) {
          // The place was lost while the transport was made; nothing may stay behind.
          if (!room.closed) room.closeTransport(owner, transport.transportId);
          throw error;
        }
        return transport;
      },
    ),
    'media.connectTransport': route(
      methods['media.connectTransport'],
      ANYBODY,
      async (line, { sessionId, transportId, dtlsParameters }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        await room.connectTransport(owner, transportId, dtlsParameters);
        return {};
      },
    ),
    'media.restartIce': route(methods['media.restartIce'], ANYBODY, async (line, { sessionId, transportId }) => {
      const { owner, room } = await enter(line.device.id, sessionId);
      return { iceParameters: await room.restartIce(owner, transportId) };
    }),
    'media.closeTransport': route(
      methods['media.closeTransport'],
      ANYBODY,
      async (line, { sessionId, transportId }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        room.closeTransport(owner, transportId);
        return {};
      },
    ),
    'media.produce': route(
      methods['media.produce'],
      ANYBODY,
      async (line, { sessionId, transportId, kind, source, rtpParameters, paused }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        return { producerId: await room.produce(owner, transportId, { kind, source, rtpParameters, paused }) };
      },
    ),
    'media.setProducerPaused': route(
      methods['media.setProducerPaused'],
      ANYBODY,
      async (line, { sessionId, producerId, paused }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        await room.setProducerPaused(owner, producerId, paused);
        return {};
      },
    ),
    'media.closeProducer': route(methods['media.closeProducer'], ANYBODY, async (line, { sessionId, producerId }) => {
      const { owner, room } = await enter(line.device.id, sessionId);
      room.closeProducer(owner, producerId);
      return {};
    }),
    'media.producers': route(methods['media.producers'], ANYBODY, async (line, { sessionId }) => {
      const { owner, room } = await enter(line.device.id, sessionId);
      return { producers: room.producersBeside(owner) };
    }),
    'media.consume': route(
      methods['media.consume'],
      ANYBODY,
      async (line, { sessionId, transportId, producerId, rtpCapabilities }) => {
        const { owner, room } = await enter(line.device.id, sessionId);
        return room.consume(owner, transportId, producerId, rtpCapabilities);
      },
    ),
    'media.resumeConsumer': route(methods['media.resumeConsumer'], ANYBODY, async (line, { sessionId, consumerId }) => {
      const { owner, room } = await enter(line.device.id, sessionId);
      await room.resumeConsumer(owner, consumerId);
      return {};
    }),
  };
}
