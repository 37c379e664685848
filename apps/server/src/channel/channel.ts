import { MAX_REPLAY_BYTES, type ChannelMessage, type ParticipantId, type SessionId } from '@mado/signaling/wire';
import { ROW_BYTES, type MessageStore, type SealedMessage } from '../store/messages.ts';
import type { SessionKey } from '../store/vault.ts';
import { Refusal } from '../wire/refusal.ts';

/** A payload that is no piece of a paper, in bytes. */
const SMALL_BYTES = 16 * 1024;
/** Share of the quota that such payloads alone may use. */
const KEPT_FOR_SMALL = 1 / 16;

interface Surroundings {
  readonly store: MessageStore;
  readonly keyOf: (sessionId: SessionId) => SessionKey;
  /** Bytes that one session's messages may take. */
  readonly quotaBytes: number;
  /** Called when a session's quota is used up, once a session. */
  readonly onFull: (sessionId: SessionId) => void;
}

/** A message as a participant hands it in. */
export interface Posting {
  readonly sessionId: SessionId;
  readonly from: ParticipantId;
  readonly to: ParticipantId | null;
  readonly key: string;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** The one order of each session's messages. Payloads are opaque; they are sealed before they are stored. */
export class Channel {
  readonly #around: Surroundings;
  readonly #totals = new Map<SessionId, { seq: number; bytes: number }>();
  readonly #full = new Set<SessionId>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Stores a message under the next number. The last part of the quota is for small messages: papers that fill the session
   * leave room for what people and devices say about it. One that was handed in before keeps its number and is not new.
   * @throws {Refusal} `limited` when the session's quota is used up
   */
  post(posting: Posting): { message: ChannelMessage; isNew: boolean } {
    const { store, keyOf, quotaBytes } = this.#around;
    const { sessionId, from, to, payload } = posting;
    const before = store.seqOf(sessionId, from, posting.key);
    if (before !== undefined) return { message: { sessionId, seq: before, from, to, payload }, isNew: false };
    const totals = this.#totals.get(sessionId) ?? store.totals(sessionId);
    const seq = totals.seq + 1;
    const sealed = keyOf(sessionId).seal(seq, payload);
    const bytes = totals.bytes + sealed.byteLength + ROW_BYTES;
    const room = payload.byteLength > SMALL_BYTES ? quotaBytes * (1 - KEPT_FOR_SMALL) : quotaBytes;
    if (bytes > room) {
      this.#tellFull(sessionId);
      throw new Refusal('limited', 'the quota of this session is used up');
    }
    store.add(sessionId, posting.key, { seq, from, to, sealed });
    this.#totals.set(sessionId, { seq, bytes });
    return { message: { sessionId, seq, from, to, payload }, isNew: true };
  }

  /** Messages to or from a participant after `after`, oldest first, at most `MAX_REPLAY_BYTES` of payload and always at least one. */
  replay(
    sessionId: SessionId,
    participant: ParticipantId,
    after: number,
  ): { messages: ChannelMessage[]; more: boolean } {
    const messages: ChannelMessage[] = [];
    let bytes = 0;
    for (const sealed of this.#around.store.after(sessionId, participant, after)) {
      const message = this.#open(sessionId, sealed);
      bytes += message.payload.byteLength + MESSAGE_OVERHEAD_BYTES;
      if (bytes > MAX_REPLAY_BYTES && messages.length > 0) return { messages, more: true };
      messages.push(message);
    }
    return { messages, more: false };
  }

  /** What others sent to a participant after `after`, one by one while the caller wants more. */
  *missedBy(sessionId: SessionId, participant: ParticipantId, after: number): Generator<ChannelMessage> {
    for (const sealed of this.#around.store.after(sessionId, participant, after)) {
      if (sealed.from !== participant) yield this.#open(sessionId, sealed);
    }
  }

  forget(sessionId: SessionId): void {
    this.#totals.delete(sessionId);
    this.#full.delete(sessionId);
  }

  #tellFull(sessionId: SessionId): void {
    if (this.#full.has(sessionId)) return;
    this.#full.add(sessionId);
    this.#around.onFull(sessionId);
  }

  #open(sessionId: SessionId, { seq, from, to, sealed }: SealedMessage): ChannelMessage {
    return { sessionId, seq, from, to, payload: this.#around.keyOf(sessionId).open(seq, sealed) };
  }
}

/** Names and identifiers around a payload in a replay, so that many empty messages do not make an oversized answer. */
const MESSAGE_OVERHEAD_BYTES = 200;
