import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DATABASE_FILE } from '../store/database.ts';
import { AnchorFile } from './anchors.ts';
import type { Evidence } from './examine.ts';
import { readAuditKey } from './signing.ts';
import { AuditStore } from './store.ts';

/** There is no audit log to look at. */
export class NoAuditLogError extends Error {
  override readonly name = 'NoAuditLogError';
}

/**
 * Opens the audit log of a data folder for reading only, as it is at this moment, also while the server writes. Anchors are
 * read first: a line is always stored before its anchor, so that each one must be found.
 * @throws {NoAuditLogError}
 * @throws {AuditKeyError}
 */
export function withEvidence<T>(dataDir: string, look: (evidence: Evidence) => T): T {
  const path = join(dataDir, DATABASE_FILE);
  if (!existsSync(path)) throw new NoAuditLogError(`${path} does not exist: has the server been started?`);
  const key = readAuditKey(dataDir);
  const file = new AnchorFile(dataDir);
  const anchors = file.exists ? file.read() : null;
  const database = new Sqlite(path, { readonly: true });
  try {
    if (!hasAuditLog(database)) throw new NoAuditLogError(`${path} has no audit log yet: start this version once`);
    // One transaction: every statement in it sees the same moment.
    return database.transaction(() => {
      const store = new AuditStore(database);
      return look({ lines: { [Symbol.iterator]: () => store.lines() }, head: store.head(), anchors, key });
    })();
  } finally {
    database.close();
  }
}

function hasAuditLog(database: Sqlite.Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'audit_lines'").get() !== undefined;
}
