import { methods, type DeviceId, type ParticipantId } from '@mado/signaling/wire';
import { isLive, seatsOf } from '../session/machine.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Presence } from '../wire/presence.ts';
import { Refusal } from '../wire/refusal.ts';
import { ANYBODY, route } from '../wire/route.ts';
import type { Channel } from './channel.ts';
import type { Relay } from './relay.ts';

interface Surroundings {
  readonly sessions: Sessions;
  readonly channel: Channel;
  readonly relay: Relay;
  readonly presence: Presence;
}

/** Methods of the session channel. */
export function channelRoutes({ sessions, channel, relay, presence }: Surroundings) {
  return {
    'channel.send': route(methods['channel.send'], ANYBODY, (line, { sessionId, key, to, payload, echo }) => {
      const { session, seat } = sessions.placeOf(line.device.id, sessionId);
      if (!isLive(session)) throw new Refusal('out-of-order', 'the session has ended');
      const others = seatsOf(session).filter((other) => other.id !== seat.id);
      if (to !== null && !others.some((other) => other.id === to))
        throw new Refusal('not-found', 'no such participant');
      const { message, isNew } = channel.post({ sessionId, from: seat.id, to, key, payload: Uint8Array.from(payload) });
      if (isNew) {
        const recipients = seatsOf(session).filter((each) =>
          each.id === seat.id ? echo : to === null || each.id === to,
        );
        for (const recipient of recipients) pass(recipient);
      }
      return { seq: message.seq };

      function pass(recipient: { id: ParticipantId; deviceId: DeviceId }): void {
        const recipientLine = presence.lineOf(recipient.deviceId);
        if (recipientLine) relay.pass(recipientLine, recipient.id, message);
      }
    }),
    'channel.replay': route(methods['channel.replay'], ANYBODY, (line, { sessionId, after }) => {
      const { session, seat } = sessions.placeOf(line.device.id, sessionId);
      if (seat.erased || session.state === 'erased')
        throw new Refusal('out-of-order', 'this end has confirmed erasure');
      return channel.replay(sessionId, seat.id, after);
    }),
  };
}
