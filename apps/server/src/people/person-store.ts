import { DeskId, DeviceId, PersonId, Role, type PersonEntry } from '@mado/signaling/wire';
import { z } from 'zod';
import type { Database } from '../store/database.ts';
import { SealBrokenError, type Vault } from '../store/vault.ts';
import type { Failures } from './throttle.ts';

const json = <T extends z.ZodType>(schema: T) => z.string().transform((text) => schema.parse(JSON.parse(text)));
const flag = z.int().transform((value) => value !== 0);
const Row = z.object({
  id: PersonId,
  login: z.string(),
  name: z.string(),
  department: z.string(),
  subject: z.string().nullable(),
  roles: json(z.array(Role)),
  desks: json(z.array(DeskId)),
  disabled: flag,
  password_hash: z.string().nullable(),
  totp_secret: z.instanceof(Uint8Array).nullable(),
  totp_step: z.int(),
  setup_hash: z.string().nullable(),
  setup_until: z.int().nullable(),
});
const SessionRow = z.object({
  device_id: DeviceId,
  person_id: PersonId,
  token_hash: z.instanceof(Uint8Array),
  began_at: z.int(),
  touched_at: z.int(),
  locked: flag,
  by_provider: flag,
});
const FailureRow = z.object({ failures: z.int(), at: z.int() });

/** A person with everything that their log-in needs. */
export interface Person extends Omit<PersonEntry, 'ready'> {
  readonly passwordHash: string | null;
  readonly totpSecret: Uint8Array | null;
  readonly totpStep: number;
  readonly setup: { readonly hash: string; readonly until: number } | null;
}

/** Somebody logged in at a device. */
export interface PersonSession {
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  readonly tokenHash: Uint8Array;
  readonly beganAt: number;
  readonly touchedAt: number;
  readonly locked: boolean;
  /** The city's provider vouched for the person. */
  readonly byProvider: boolean;
}

/** Rows of people, their log-ins and wrong tries. */
export class PersonStore {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  together<T>(act: () => T): T {
    return this.#database.transaction(act)();
  }

  all(): Person[] {
    return this.#database
      .prepare('SELECT * FROM people ORDER BY login')
      .all()
      .map((row) => this.#person(row));
  }

  /** Whether anybody was ever registered. */
  isEmpty(): boolean {
    return this.#database.prepare('SELECT 1 FROM people LIMIT 1').get() === undefined;
  }

  find(id: PersonId): Person | null {
    const row = this.#database.prepare('SELECT * FROM people WHERE id = ?').get(id);
    return row === undefined ? null : this.#person(row);
  }

  byLogin(login: string): Person | null {
    const row = this.#database.prepare('SELECT * FROM people WHERE login = ?').get(login);
    return row === undefined ? null : this.#person(row);
  }

  bySubject(subject: string): Person | null {
    const row = this.#database.prepare('SELECT * FROM people WHERE subject = ?').get(subject);
    return row === undefined ? null : this.#person(row);
  }

  /** Adds or replaces; recovery codes and log-ins stay. */
  save(person: Person): void {
    const { id, totpSecret, setup } = person;
    const secret = totpSecret === null ? null : this.#vault.sealSecret(totpPlace(id), totpSecret);
    this.#database
      .prepare(
        `INSERT INTO people (id, login, name, department, roles, desks, disabled, password_hash, totp_secret, totp_step, setup_hash, setup_until, subject)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, department = excluded.department, roles = excluded.roles,
           desks = excluded.desks, disabled = excluded.disabled, password_hash = excluded.password_hash,
           totp_secret = excluded.totp_secret, totp_step = excluded.totp_step, setup_hash = excluded.setup_hash,
           setup_until = excluded.setup_until, subject = excluded.subject`,
      )
      .run(
        ...[id, person.login, person.name, person.department, JSON.stringify(person.roles)],
        ...[JSON.stringify(person.desks), person.disabled ? 1 : 0, person.passwordHash, secret, person.totpStep],
        ...[setup?.hash ?? null, setup?.until ?? null, person.subject],
      );
  }

  setRecovery(id: PersonId, hashes: readonly Uint8Array[]): void {
    this.#database.prepare('DELETE FROM recovery_codes WHERE person_id = ?').run(id);
    const add = this.#database.prepare('INSERT INTO recovery_codes (person_id, hash) VALUES (?, ?)');
    for (const hash of hashes) add.run(id, hash);
  }

  /** @returns whether there was such a code; there is none any more */
  useRecovery(id: PersonId, hash: Uint8Array): boolean {
    const gone = this.#database.prepare('DELETE FROM recovery_codes WHERE person_id = ? AND hash = ?').run(id, hash);
    return gone.changes > 0;
  }

  failures(key: string): Failures | null {
    const row = this.#database.prepare('SELECT failures, at FROM log_in_failures WHERE key = ?').get(key);
    return row === undefined ? null : FailureRow.parse(row);
  }

  setFailures(key: string, failures: Failures | null): void {
    if (failures === null) this.#database.prepare('DELETE FROM log_in_failures WHERE key = ?').run(key);
    else {
      this.#database
        .prepare(
          `INSERT INTO log_in_failures (key, failures, at) VALUES (?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, at = excluded.at`,
        )
        .run(key, failures.failures, failures.at);
    }
  }

  sessions(): PersonSession[] {
    return this.#database
      .prepare('SELECT * FROM person_sessions')
      .all()
      .map((row) => {
        const found = SessionRow.parse(row);
        const { device_id: deviceId, person_id: personId, token_hash: tokenHash, locked } = found;
        const { began_at: beganAt, touched_at: touchedAt, by_provider: byProvider } = found;
        return { deviceId, personId, tokenHash, locked, beganAt, touchedAt, byProvider };
      });
  }

  saveSession({ deviceId, personId, tokenHash, beganAt, touchedAt, locked, byProvider }: PersonSession): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO person_sessions (device_id, person_id, token_hash, began_at, touched_at, locked, by_provider)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(deviceId, personId, tokenHash, beganAt, touchedAt, locked ? 1 : 0, byProvider ? 1 : 0);
  }

  removeSession(deviceId: DeviceId): void {
    this.#database.prepare('DELETE FROM person_sessions WHERE device_id = ?').run(deviceId);
  }

  #person(row: unknown): Person {
    const { password_hash, totp_secret, totp_step, setup_hash, setup_until, ...rest } = Row.parse(row);
    return {
      ...rest,
      passwordHash: password_hash,
      totpSecret: totp_secret === null ? null : this.#open(rest.id, totp_secret),
      totpStep: totp_step,
      setup: setup_hash === null || setup_until === null ? null : { hash: setup_hash, until: setup_until },
    };
  }

  /** A secret that another master key sealed is no secret: the person needs a new second factor. */
  #open(id: PersonId, sealed: Uint8Array): Uint8Array | null {
    try {
      return this.#vault.openSecret(totpPlace(id), sealed);
    } catch (error) {
      if (error instanceof SealBrokenError) return null;
      throw error;
    }
  }
}

const totpPlace = (id: PersonId): string => `totp\n${id}`;
