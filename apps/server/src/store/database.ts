import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { migrations } from './migrations.ts';

export type Database = Sqlite.Database;
export type Statement = Sqlite.Statement;

/** The database was written by a later version of this program, which alone knows how to read it. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
}

/** Name of the database in `dataDir`. */
export const DATABASE_FILE = 'mado.sqlite';

/**
 * Opens the server's database in `dataDir` and brings it to the shape that this code knows. Deleted content is
 * overwritten (`secure_delete`), and nothing is spilled to temporary files.
 * @throws {DatabaseTooNewError}
 */
export function openDatabase(dataDir: string): Database {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, DATABASE_FILE);
  const database = new Sqlite(path);
  try {
    chmodSync(path, 0o600);
    database.pragma('secure_delete = ON');
    database.pragma('temp_store = MEMORY');
    database.pragma('journal_mode = WAL');
    // In WAL mode this survives a crash of the process; only a power cut may take the last few steps, never the file.
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database, migrations);
    // A crash may have left an erasure in the log alone.
    checkpoint(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Does the steps that are still to do, each whole or not at all. @throws {DatabaseTooNewError} */
export function migrate(database: Database, steps: readonly string[]): void {
  const done = Number(database.pragma('user_version', { simple: true }));
  if (done > steps.length) {
    throw new DatabaseTooNewError(
      `the database has shape ${done}, this version knows ${steps.length}: start the version that wrote it, or a later one`,
    );
  }
  for (const [index, sql] of steps.entries()) {
    if (index < done) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/**
 * Writes the log into the main file and empties it, so that what was deleted is in neither.
 * @returns false when another reader of the file (a back-up) holds it; then it has to be done again
 */
export function checkpoint(database: Database): boolean {
  const [result] = z.array(z.object({ busy: z.int() })).parse(database.pragma('wal_checkpoint(TRUNCATE)'));
  return result?.busy === 0;
}
