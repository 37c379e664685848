import type { DeskId } from '@mado/signaling/wire';
import { z } from 'zod';
import { withLength, type MeanLength } from '../session/queue.ts';
import type { Database } from './database.ts';

const Tickets = z.object({ tickets: z.int().positive() });
const Mean = z.object({ mean_ms: z.number(), sessions: z.int() });

/** Counts of a desk that outlive sessions: tickets of the day, and the mean length of talks. */
export class DeskStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The next number ticket of the desk on this day (YYYY-MM-DD), from 1. */
  nextTicket(deskId: DeskId, day: string): number {
    const row = this.#database
      .prepare(
        `INSERT INTO desk_days (desk_id, day, tickets) VALUES (?, ?, 1)
         ON CONFLICT (desk_id, day) DO UPDATE SET tickets = tickets + 1 RETURNING tickets`,
      )
      .get(deskId, day);
    return Tickets.parse(row).tickets;
  }

  meanLength(deskId: DeskId): MeanLength | null {
    const row = this.#database.prepare('SELECT mean_ms, sessions FROM desk_means WHERE desk_id = ?').get(deskId);
    if (row === undefined) return null;
    const { mean_ms: meanMs, sessions } = Mean.parse(row);
    return { meanMs, sessions };
  }

  recordLength(deskId: DeskId, milliseconds: number): void {
    const { meanMs, sessions } = withLength(this.meanLength(deskId), milliseconds);
    this.#database
      .prepare(
        `INSERT INTO desk_means (desk_id, mean_ms, sessions) VALUES (?, ?, ?)
         ON CONFLICT (desk_id) DO UPDATE SET mean_ms = excluded.mean_ms, sessions = excluded.sessions`,
      )
      .run(deskId, meanMs, sessions);
  }
}
