import { ParticipantId, type SessionId } from '@mado/signaling/wire';
import { z } from 'zod';
import type { Database, Statement } from './database.ts';

const Sealed = z.object({
  seq: z.int(),
  sender: ParticipantId,
  recipient: ParticipantId.nullable(),
  sealed: z.instanceof(Uint8Array),
});
const Seq = z.object({ seq: z.int() });
const Totals = z.object({ seq: z.int(), bytes: z.int() });

/** What a message costs of the quota besides its bytes, so that a flood of empty ones meets it too. */
export const ROW_BYTES = 256;

/** A message of the channel as it lies in the database. */
export interface SealedMessage {
  readonly seq: number;
  readonly from: ParticipantId;
  readonly to: ParticipantId | null;
  readonly sealed: Uint8Array;
}

/** The channel's rows: sealed bytes in one order a session. */
export class MessageStore {
  readonly #seqOf: Statement;
  readonly #add: Statement;
  readonly #totals: Statement;
  readonly #next: Statement;

  constructor(database: Database) {
    // Prepared once: a scan is hundreds of messages.
    this.#seqOf = database.prepare('SELECT seq FROM messages WHERE session_id = ? AND sender = ? AND key = ?');
    this.#add = database.prepare(
      'INSERT INTO messages (session_id, seq, sender, key, recipient, sealed) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#totals = database.prepare(
      `SELECT coalesce(max(seq), 0) AS seq, coalesce(sum(length(sealed) + ${ROW_BYTES}), 0) AS bytes
       FROM messages WHERE session_id = ?`,
    );
    this.#next = database.prepare(
      `SELECT seq, sender, recipient, sealed FROM messages
       WHERE session_id = ? AND seq > ? AND (recipient IS NULL OR recipient = ? OR sender = ?) ORDER BY seq LIMIT 1`,
    );
  }

  /** Sequence number under which a participant's message with this key is stored already. */
  seqOf(sessionId: SessionId, from: ParticipantId, key: string): number | undefined {
    const row = this.#seqOf.get(sessionId, from, key);
    return row === undefined ? undefined : Seq.parse(row).seq;
  }

  add(sessionId: SessionId, key: string, message: SealedMessage): void {
    this.#add.run(sessionId, message.seq, message.from, key, message.to, message.sealed);
  }

  /** Last number given and bytes stored. */
  totals(sessionId: SessionId): { seq: number; bytes: number } {
    return Totals.parse(this.#totals.get(sessionId));
  }

  /** Messages to or from a participant after `after`, oldest first, read one by one while the caller wants more. */
  *after(sessionId: SessionId, participant: ParticipantId, after: number): Generator<SealedMessage> {
    for (let last = after; ;) {
      const raw = this.#next.get(sessionId, last, participant, participant);
      if (raw === undefined) return;
      const row = Sealed.parse(raw);
      last = row.seq;
      yield { seq: row.seq, from: row.sender, to: row.recipient, sealed: row.sealed };
    }
  }
}
