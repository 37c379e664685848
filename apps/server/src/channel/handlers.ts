import { methods, type DeviceId, type ParticipantId } from '@mado/signaling/wire';
import { isLive, seatsOf } from '../session/machine.ts';
import type { Clock } from '../clock.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Presence } from '../wire/presence.ts';
import { Refusal } from '../wire/refusal.ts';
import { TokenBucket } from '../wire/rate.ts';
import type { Line } from '../wire/line.ts';
import { ANYBODY, CLERK, route } from '../wire/route.ts';
import type { Channel } from './channel.ts';
import type { Relay } from './relay.ts';

interface Surroundings {
  readonly sessions: Sessions;
  readonly channel: Channel;
  readonly relay: Relay;
  readonly presence: Presence;
  readonly clock: Clock;
}

/** Hints of one line: some more than an honest client sends. */
const HINT_RATE = { burst: 30, perSecond: 20 };
/** Bytes waiting for a socket above which it gets nothing that may be lost: documents and their keys go first. */
const HINT_WATER = 64 * 1024;

/** Methods of the session channel. */
export function channelRoutes({ sessions, channel, relay, presence, clock }: Surroundings) {
  const hints = new WeakMap<Line, TokenBucket>();
  function mayHint(line: Line): boolean {
    const now = clock.now();
    const bucket = hints.get(line) ?? new TokenBucket(HINT_RATE, now);
    hints.set(line, bucket);
    return bucket.take(1, now);
  }

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
    'channel.hint': route(methods['channel.hint'], CLERK, (line, { sessionId, payload }) => {
      const { session, seat } = sessions.placeOf(line.device.id, sessionId);
      if (!isLive(session)) throw new Refusal('out-of-order', 'the session has ended');
      if (session.state === 'waiting' || session.clerk.id !== seat.id)
        throw new Refusal('forbidden', 'only the clerk in charge may do this');
      if (!mayHint(line)) throw new Refusal('limited', 'too many hints');
      for (const { id, deviceId } of seatsOf(session)) {
        const recipientLine = id === seat.id ? undefined : presence.lineOf(deviceId);
        if (recipientLine === undefined || recipientLine.buffered > HINT_WATER) continue;
        recipientLine.notify('channel.hint', { sessionId, from: seat.id, payload: Uint8Array.from(payload) });
      }
      return {};
    }),
    'channel.replay': route(methods['channel.replay'], ANYBODY, (line, { sessionId, after }) => {
      const { session, seat } = sessions.placeOf(line.device.id, sessionId);
      if (seat.erased || session.state === 'erased')
        throw new Refusal('out-of-order', 'this end has confirmed erasure');
      return channel.replay(sessionId, seat.id, after);
    }),
  };
}
