import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { Audit } from '../audit/audit.ts';
import { withEvidence } from '../audit/evidence.ts';
import { recordOf } from '../audit/examine.ts';
import type { AuditEntry, AuditRecord } from '../audit/record.ts';
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

/** A line of every action, with all that its subject may hold. */
export const lifeOfADay = [
  { actor: 'server', action: 'server.started', subject: { version: '0.1.0' } },
  { actor: 'device:kiosk-1', action: 'device.connected', subject: { role: 'kiosk' } },
  { actor: 'server', action: 'device.refused', subject: { device: 'kiosk-1', reason: 'unauthenticated', omitted: 3 } },
  { actor: 'device:kiosk-1', action: 'session.checkedIn', subject: sitting() },
  { actor: 'device:clerk-1', action: 'session.admitted', subject: sitting() },
  { actor: 'device:kiosk-1', action: 'session.ended', subject: { ...sitting(), reason: 'finished' } },
  { actor: 'server', action: 'session.erased', subject: { ...sitting(), unconfirmed: 1 } },
  { actor: 'server', action: 'media.workerDied', subject: { worker: 0 } },
  { actor: 'device:kiosk-1', action: 'device.disconnected', subject: {} },
  { actor: 'server', action: 'config.loaded', subject: { digest: '0a'.repeat(32), devices: 5 } },
  { actor: 'server', action: 'device.expelled', subject: { device: 'kiosk-2', reason: 'revoked' } },
  { actor: 'server', action: 'device.certified', subject: { device: 'kiosk-2', role: 'kiosk' } },
  { actor: 'server', action: 'enrolment.codeMade', subject: {} },
  { actor: 'server', action: 'enrolment.requested', subject: { device: 'kiosk-3', role: 'kiosk' } },
  { actor: 'server', action: 'enrolment.declined', subject: { device: 'kiosk-3' } },
  { actor: 'server', action: 'revocations.accepted', subject: { number: 2, revoked: 1 } },
  { actor: 'device:kiosk-1', action: 'session.active', subject: sitting() },
  { actor: 'device:clerk-1', action: 'session.stillAsked', subject: sitting() },
  {
    actor: 'device:clerk-1',
    action: 'session.formsSaved',
    subject: { ...sitting(), forms: 'funeral-benefit moving-out', files: 2 },
  },
  { actor: 'device:kiosk-1', action: 'card.read', subject: { ...sitting(), outcome: 'not-read' } },
  { actor: 'server', action: 'booking.made', subject: { desk: 'okuyami' } },
  { actor: 'server', action: 'booking.cancelled', subject: { desk: 'okuyami' } },
  { actor: 'device:kiosk-1', action: 'booking.opened', subject: sitting() },
  { actor: 'device:kiosk-1', action: 'booking.refused', subject: { reason: 'other-day' } },
  { actor: 'device:clerk-2', action: 'template.saved', subject: { template: 'moving-out' } },
  { actor: 'device:clerk-2', action: 'template.discarded', subject: { template: 'moving-out' } },
  { actor: 'device:clerk-2', action: 'template.published', subject: published() },
  { actor: 'device:clerk-2', action: 'template.rolledBack', subject: published() },
  { actor: 'device:clerk-1', action: 'session.redirected', subject: { ...sitting(), to: 'nozei' } },
  { actor: 'device:clerk-1', action: 'session.offered', subject: { ...sitting(), to: 'nozei', way: 'warm' } },
  {
    actor: 'device:clerk-2',
    action: 'session.offerAnswered',
    subject: { ...sitting(), to: 'nozei', way: 'warm', outcome: 'taken' },
  },
  { actor: 'device:clerk-1', action: 'session.handedOver', subject: { ...sitting(), device: 'clerk-2' } },
  {
    actor: 'device:clerk-1',
    action: 'session.departed',
    subject: { ...sitting(), device: 'clerk-1', why: 'handed-over' },
  },
  { actor: 'server', action: 'channel.quotaReached', subject: { session: 'x1y2z3' } },
  { actor: 'server', action: 'tray.quotaReached', subject: { session: 'x1y2z3' } },
  { actor: 'device:clerk-1', action: 'person.loggedIn', subject: { ...somebody(), factor: 'code' } },
  { actor: 'device:clerk-1', action: 'person.refused', subject: somebody() },
  {
    actor: 'device:clerk-1',
    action: 'person.loggedOut',
    subject: { ...somebody(), device: 'clerk-1', reason: 'logged-out' },
  },
  { actor: 'device:clerk-1', person: 'p-1a2b3c', action: 'person.locked', subject: somebody() },
  { actor: 'device:clerk-1', person: 'p-1a2b3c', action: 'person.unlocked', subject: somebody() },
  { actor: 'server', action: 'person.created', subject: somebody() },
  { actor: 'server', action: 'person.changed', subject: somebody() },
  { actor: 'server', action: 'person.disabled', subject: somebody() },
  { actor: 'server', action: 'person.reset', subject: somebody() },
  { actor: 'server', action: 'audit.disturbed', subject: { reason: 'head-differs' } },
  { actor: 'server', action: 'server.stopped', subject: {} },
] as unknown as readonly AuditEntry[];

function sitting() {
  // Identifiers may begin with what a spreadsheet takes for a formula.
  return { session: '-x1y2z3', desk: 'okuyami' };
}

function somebody() {
  return { whom: 'p-1a2b3c' };
}

function published() {
  return { template: 'moving-out', version: 3, hash: '0b'.repeat(32) };
}

/** The lines of the log of a data folder; its server may be running. */
export function recordsIn(dataDir: string): AuditRecord[] {
  return withEvidence(dataDir, ({ lines }) =>
    [...lines].map(({ seq, text }) => {
      const record = recordOf(text);
      if (!record) throw new Error(`line ${seq} is no record`);
      return record;
    }),
  );
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
