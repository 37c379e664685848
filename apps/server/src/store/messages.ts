import { ParticipantId, type SessionId } from '@mado/signaling/wire';
import { z } from 'zod';
import type { Database } from './database.ts';

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
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Sequence number under which a participant's message with this key is stored already. */
  seqOf(sessionId: SessionId, from: ParticipantId, key: string): number | undefined {
    const row = this.#database
      .prepare('SELECT seq FROM messages WHERE session_id = ? AND sender = ? AND key = ?')
      .get(sessionId, from, key);
    return row === undefined ? undefined : Seq.parse(row).seq;
  }

  add(sessionId: SessionId, key: string, message: SealedMessage): void {
    this.#database
      .prepare('INSERT INTO messages (session_id, seq, sender, key, recipient, sealed) VALUES (?, ?, ?, ?, ?, ?)')
      .run(sessionId, message.seq, message.from, key, message.to, message.sealed);
  }

  /** Last number given and bytes stored. */
  totals(sessionId: SessionId): { seq: number; bytes: number } {
    const row = this.#database
      .prepare(
        `SELECT coalesce(max(seq), 0) AS seq, coalesce(sum(length(sealed) + ${ROW_BYTES}), 0) AS bytes FROM messages WHERE session_id = ?`,
      )
      .get(sessionId);
    return Totals.parse(row);
  }

  /** Messages to or from a participant after `after`, oldest first, read one by one while the caller wants more. */
  *after(sessionId: SessionId, participant: ParticipantId, after: number): Generator<SealedMessage> {
    const next = this.#database.prepare(
      `SELECT seq, sender, recipient, sealed FROM messages
       WHERE session_id = ? AND seq > ? AND (recipient IS NULL OR recipient = ? OR sender = ?) ORDER BY seq LIMIT 1`,
    );
    for (let last = after; ;) {
      const raw = next.get(sessionId, last, participant, participant);
      if (raw === undefined) return;
      const row = Sealed.parse(raw);
      last = row.seq;
      yield { seq: row.seq, from: row.sender, to: row.recipient, sealed: row.sealed };
    }
  }
}
