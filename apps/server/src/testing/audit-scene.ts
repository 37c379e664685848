import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { Audit } from '../audit/audit.ts';
import type { AuditEntry } from '../audit/record.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { HandClock } from './clock.ts';

/** An audit log without a server around it, in a folder of its own. */
export class AuditScene {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'mado-audit-'));
  readonly clock = new HandClock();
  database: Database;
  audit: Audit;

  constructor() {
    ({ database: this.database, audit: this.audit } = this.#open());
  }

  append(count: number): void {
    for (let index = 0; index < count; index++) this.audit.append(entryOf(index));
  }

  stop(): void {
    this.audit.close();
    this.database.close();
  }

  start(): void {
    ({ database: this.database, audit: this.audit } = this.#open());
  }

  /** A copy of the stopped log's files in another folder. */
  copyTo(folder: string): void {
    for (const name of ['mado.sqlite', 'audit.key', 'audit-anchors.jsonl']) {
      if (existsSync(join(this.dataDir, name))) copyFileSync(join(this.dataDir, name), join(folder, name));
    }
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true });
  }

  #open(): { database: Database; audit: Audit } {
    const { clock, dataDir } = this;
    const database = openDatabase(dataDir);
    return { database, audit: Audit.open({ dataDir, database, clock, log: pino({ level: 'silent' }) }) };
  }
}

/** Lines of every kind of subject. */
export const lifeOfADay = [
  { actor: 'server', action: 'server.started', subject: { version: '0.1.0' } },
  { actor: 'device:kiosk-1', action: 'device.connected', subject: { role: 'kiosk' } },
  { actor: 'server', action: 'device.refused', subject: { reason: 'unauthenticated', omitted: 3 } },
  { actor: 'device:kiosk-1', action: 'session.checkedIn', subject: sitting() },
  { actor: 'device:clerk-1', action: 'session.admitted', subject: sitting() },
  { actor: 'device:kiosk-1', action: 'session.ended', subject: { ...sitting(), reason: 'finished' } },
  { actor: 'server', action: 'session.erased', subject: { ...sitting(), unconfirmed: 1 } },
  { actor: 'server', action: 'media.workerDied', subject: { worker: 0 } },
  { actor: 'device:kiosk-1', action: 'device.disconnected', subject: {} },
] as unknown as readonly AuditEntry[];

function sitting() {
  // Identifiers may begin with what a spreadsheet takes for a formula.
  return { session: '-x1y2z3', desk: 'okuyami' };
}

/** Somebody with the database file in hand: the guards are gone before they begin. */
export function tamper(dataDir: string, act: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(join(dataDir, 'mado.sqlite'));
  for (const name of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()) {
    database.exec(`DROP TRIGGER ${String(name)}`);
  }
  act(database);
  database.close();
}

function entryOf(index: number): AuditEntry {
  const entry = lifeOfADay[index % lifeOfADay.length];
  if (!entry) throw new Error('a day has no such line');
  return entry;
}
