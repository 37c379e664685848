import { CLOSE, type ChannelMessage, type ParticipantId, type SessionId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Line } from '../wire/line.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly missedBy: (sessionId: SessionId, participant: ParticipantId, after: number) => Iterable<ChannelMessage>;
  /** False once nothing of the session may be read any more. */
  readonly isReadable: (sessionId: SessionId) => boolean;
}

/** Bytes waiting for a socket above which nothing more is put on it. */
const HIGH_WATER = 8 * 1024 * 1024;
/** Bytes at which it is filled again. */
const LOW_WATER = 1024 * 1024;
const LOOK_AGAIN_MS = 100;
/** A line whose waiting bytes do not get fewer for this long is closed; its client comes back and asks for what it missed. */
const STUCK_MS = 15_000;

/** How far a line is. `behind`: the rest is fetched from the store as the socket empties, so that memory stays bounded. */
type Progress =
  | { readonly state: 'flowing'; readonly sessionId: SessionId; readonly sent: number }
  | {
      readonly state: 'behind';
      readonly sessionId: SessionId;
      readonly sent: number;
      readonly buffered: number;
      readonly since: number;
    };

/** Passes channel messages on to lines, in their order, and no faster than a line takes them. */
export class Relay {
  readonly #around: Surroundings;
  readonly #progress = new WeakMap<Line, Progress>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Sends a new message to a line, or leaves it in the store until the line has caught up. */
  pass(line: Line, participant: ParticipantId, message: ChannelMessage): void {
    const { sessionId, seq } = message;
    const before = this.#progress.get(line);
    if (before?.state === 'behind' && before.sessionId === sessionId) return;
    if (line.buffered < HIGH_WATER) {
      line.notify('channel.message', message);
      this.#progress.set(line, { state: 'flowing', sessionId, sent: seq });
      return;
    }
    const sent = before?.sessionId === sessionId ? before.sent : seq - 1;
    this.#progress.set(line, {
      state: 'behind',
      sessionId,
      sent,
      buffered: line.buffered,
      since: this.#around.clock.now(),
    });
    this.#lookAgain(line, participant);
  }

  #lookAgain(line: Line, participant: ParticipantId): void {
    this.#around.clock.after(LOOK_AGAIN_MS, () => this.#catchUp(line, participant));
  }

  #catchUp(line: Line, participant: ParticipantId): void {
    const progress = this.#progress.get(line);
    if (!line.open || progress?.state !== 'behind' || !this.#around.isReadable(progress.sessionId)) return;
    const now = this.#around.clock.now();
    if (line.buffered > LOW_WATER) {
      const moved = line.buffered < progress.buffered;
      if (!moved && now - progress.since > STUCK_MS) {
        this.#around.log.warn({ device: line.device.id }, 'a client does not take its messages; closing');
        line.close(CLOSE.restart, 'messages are not taken');
        return;
      }
      if (moved) this.#progress.set(line, { ...progress, buffered: line.buffered, since: now });
      this.#lookAgain(line, participant);
      return;
    }
    let sent = progress.sent;
    for (const message of this.#around.missedBy(progress.sessionId, participant, sent)) {
      if (line.buffered >= HIGH_WATER) {
        this.#progress.set(line, { ...progress, sent, buffered: line.buffered, since: now });
        this.#lookAgain(line, participant);
        return;
      }
      line.notify('channel.message', message);
      sent = message.seq;
    }
    this.#progress.set(line, { state: 'flowing', sessionId: progress.sessionId, sent });
  }
}
