import { z } from 'zod';
import type { Database } from './database.ts';

const Blob = z.instanceof(Uint8Array).transform((bytes) => new Uint8Array(bytes));
const CertificateRow = z.object({ certificate: Blob });
const ListRow = z.object({ list: Blob });
const RequestRow = z.object({ request: Blob, key_hash: Blob, received_at: z.int() });

export interface StoredRequest {
  readonly keyHash: Uint8Array<ArrayBuffer>;
  readonly request: Uint8Array<ArrayBuffer>;
  readonly receivedAt: number;
}

/** More requests than this do not wait at once; a code is needed for each, so this is many. */
export const MOST_WAITING = 500;

/** Rows about devices: certificates, lists, codes, requests. Bytes as they were signed; whoever reads them checks them. */
export class DeviceRows {
  readonly #database: Database;
  readonly #authority: Uint8Array;

  /** `authority`: the key whose certificates and lists count. */
  constructor(database: Database, authority: Uint8Array) {
    this.#database = database;
    this.#authority = authority;
  }

  /** Runs the steps together or not at all. */
  together<T>(steps: () => T): T {
    return this.#database.transaction(steps)();
  }

  certificates(): Uint8Array<ArrayBuffer>[] {
    return this.#database
      .prepare('SELECT certificate FROM device_certificates WHERE authority = ? ORDER BY device_id, not_after')
      .all(this.#authority)
      .map((row) => CertificateRow.parse(row).certificate);
  }

  /** @returns false when it was there already */
  addCertificate(row: {
    serial: Uint8Array;
    deviceId: string;
    keyHash: Uint8Array;
    notAfter: number;
    certificate: Uint8Array;
  }): boolean {
    const { changes } = this.#database
      .prepare(
        `INSERT INTO device_certificates (serial, authority, device_id, key_hash, not_after, certificate)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (serial) DO NOTHING`,
      )
      .run(row.serial, this.#authority, row.deviceId, row.keyHash, row.notAfter, row.certificate);
    return changes > 0;
  }

  /** Whether there is a certificate of the key with this SHA-256. */
  hasCertificateOf(keyHash: Uint8Array): boolean {
    const found = this.#database
      .prepare('SELECT 1 FROM device_certificates WHERE authority = ? AND key_hash = ? LIMIT 1')
      .get(this.#authority, keyHash);
    return found !== undefined;
  }

  revocations(): Uint8Array<ArrayBuffer> | null {
    const row = this.#database.prepare('SELECT list FROM revocation_lists WHERE authority = ?').get(this.#authority);
    return row === undefined ? null : ListRow.parse(row).list;
  }

  /** The caller has seen that its number is greater; the database refuses any other. */
  putRevocations(number: number, list: Uint8Array): void {
    this.#database
      .prepare(
        `INSERT INTO revocation_lists (authority, number, list) VALUES (?, ?, ?)
         ON CONFLICT (authority) DO UPDATE SET number = excluded.number, list = excluded.list`,
      )
      .run(this.#authority, number, list);
  }

  addCode(hash: Uint8Array, expiresAt: number): void {
    this.#database.prepare('INSERT INTO enrolment_codes (hash, expires_at) VALUES (?, ?)').run(hash, expiresAt);
  }

  /** Uses a code up. @returns whether it held */
  takeCode(hash: Uint8Array, now: number): boolean {
    this.#database.prepare('DELETE FROM enrolment_codes WHERE expires_at < ?').run(now);
    return this.#database.prepare('DELETE FROM enrolment_codes WHERE hash = ?').run(hash).changes > 0;
  }

  requests(): StoredRequest[] {
    return this.#database
      .prepare('SELECT request, key_hash, received_at FROM enrolment_requests ORDER BY received_at')
      .all()
      .map((row) => {
        const { request, key_hash: keyHash, received_at: receivedAt } = RequestRow.parse(row);
        return { request, keyHash, receivedAt };
      });
  }

  putRequest(row: StoredRequest & { readonly deviceId: string }): void {
    this.#database
      .prepare(
        `INSERT INTO enrolment_requests (key_hash, device_id, request, received_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (key_hash) DO UPDATE SET
           device_id = excluded.device_id, request = excluded.request, received_at = excluded.received_at`,
      )
      .run(row.keyHash, row.deviceId, row.request, row.receivedAt);
  }

  /** @returns whether there was one */
  removeRequest(keyHash: Uint8Array): boolean {
    return this.#database.prepare('DELETE FROM enrolment_requests WHERE key_hash = ?').run(keyHash).changes > 0;
  }

  /** Grows when another process has changed the database. */
  version(): number {
    return Number(this.#database.pragma('data_version', { simple: true }));
  }
}
