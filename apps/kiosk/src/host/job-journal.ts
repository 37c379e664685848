import Database from 'better-sqlite3';
import { z } from 'zod';
import { HostFault } from '../contract/index.ts';

/** How a job ended. */
export interface Outcome {
  readonly pages: number;
  /** Null: it went well. */
  readonly fault: HostFault | null;
}

export type JobRecord =
  | { readonly state: 'running'; readonly jobId: string }
  | { readonly state: 'done'; readonly jobId: string; readonly outcome: Outcome };

/** Forward-only: a step that was released is never changed; new ones go to the end. */
const MIGRATIONS = [
  `CREATE TABLE job (
     job_id TEXT PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('scan', 'print')),
     state TEXT NOT NULL CHECK (state IN ('running', 'done')),
     pages INTEGER NOT NULL DEFAULT 0,
     fault TEXT
   ) STRICT`,
  // The printer's number of a job whose document may still lie in its spool.
  `ALTER TABLE job ADD COLUMN printer_job INTEGER`,
];

const Row = z.object({
  job_id: z.string(),
  state: z.enum(['running', 'done']),
  pages: z.int().nonnegative(),
  fault: HostFault.nullable(),
});

function toRecord(row: unknown): JobRecord {
  const { job_id: jobId, state, pages, fault } = Row.parse(row);
  return state === 'running' ? { state, jobId } : { state, jobId, outcome: { pages, fault } };
}

/**
 * The jobs that this machine has started, kept on disk so that none is started twice, also after a crash. Holds identifiers and
 * counts, never content.
 */
export class JobJournal {
  readonly #database: Database.Database;

  /** @param file path of the database; made when it is not there */
  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.pragma('journal_mode = WAL');
    // A job must be on the disk before its paper moves, also when the power goes.
    this.#database.pragma('synchronous = FULL');
    this.#database.pragma('secure_delete = ON');
    this.#migrate();
  }

  #migrate(): void {
    const version = z
      .int()
      .nonnegative()
      .parse(this.#database.pragma('user_version', { simple: true }));
    MIGRATIONS.slice(version).forEach((step, index) => {
      this.#database.transaction(() => {
        this.#database.exec(step);
        this.#database.pragma(`user_version = ${version + index + 1}`);
      })();
    });
  }

  /** Notes that a job begins. @returns what is known of it when it was seen before: then it must not be started */
  begin(jobId: string, kind: 'scan' | 'print'): JobRecord | null {
    const added = this.#database
      .prepare('INSERT INTO job (job_id, kind, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(jobId, kind, 'running');
    if (added.changes > 0) return null;
    return toRecord(this.#database.prepare('SELECT job_id, state, pages, fault FROM job WHERE job_id = ?').get(jobId));
  }

  /** Notes pages that are out already, so that a report after a crash can say how many. */
  progress(jobId: string, pages: number): void {
    this.#database.prepare('UPDATE job SET pages = ? WHERE job_id = ?').run(pages, jobId);
  }

  /** Notes the printer's number of a job, before its document goes out. */
  accepted(jobId: string, printerJob: number): void {
    this.#database.prepare('UPDATE job SET printer_job = ? WHERE job_id = ?').run(printerJob, jobId);
  }

  /** The printer's numbers of jobs whose documents it may still keep: of a process that was killed. */
  uncleared(): readonly number[] {
    return z
      .array(z.int().positive())
      .parse(
        this.#database
          .prepare(`SELECT printer_job FROM job WHERE printer_job IS NOT NULL AND state = 'done' ORDER BY printer_job`)
          .pluck()
          .all(),
      );
  }

  /** The printer keeps nothing of this job any more. */
  cleared(printerJob: number): void {
    this.#database.prepare('UPDATE job SET printer_job = NULL WHERE printer_job = ?').run(printerJob);
  }

  /** Notes how a job ended; its driver has cleared the printer by then. */
  finish(jobId: string, outcome: Outcome): void {
    this.#database
      .prepare(`UPDATE job SET state = 'done', pages = ?, fault = ?, printer_job = NULL WHERE job_id = ?`)
      .run(outcome.pages, outcome.fault, jobId);
  }

  /** Ends the jobs of a process that is gone. Run at start. @returns how each ended */
  endInterrupted(): readonly JobRecord[] {
    return this.#database
      .prepare(
        `UPDATE job SET state = 'done', fault = 'host-restarted' WHERE state = 'running'
         RETURNING job_id, state, pages, fault`,
      )
      .all()
      .map(toRecord);
  }

  /**
   * Forgets every job and overwrites what the rows held, in the log too; of one that the printer may still have, its number there stays.
   * @returns how many there were
   */
  erase(): number {
    const { changes } = this.#database.prepare('DELETE FROM job WHERE printer_job IS NULL').run();
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return changes;
  }

  close(): void {
    this.#database.close();
  }
}
