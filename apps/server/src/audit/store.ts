import { z } from 'zod';
import type { Database, Statement } from '../store/database.ts';
import type { StoredLine } from './chain.ts';
import { SignedHead } from './signing.ts';

const Line = z.object({ seq: z.int(), text: z.string(), hash: z.instanceof(Uint8Array) });
const HeadRow = z.object({ seq: z.int(), hash: z.instanceof(Uint8Array), signature: z.instanceof(Uint8Array) });

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The audit log's rows: lines that are only ever added, and the one signed head that moves with them. */
export class AuditStore {
  readonly #database: Database;
  readonly #last: Statement;
  readonly #hashOf: Statement;
  readonly #add: Statement;
  readonly #head: Statement;
  readonly #moveHead: Statement;

  constructor(database: Database) {
    this.#database = database;
    this.#last = database.prepare('SELECT seq, record AS text, hash FROM audit_lines ORDER BY seq DESC LIMIT 1');
    this.#hashOf = database.prepare('SELECT hash FROM audit_lines WHERE seq = ?').pluck();
    this.#add = database.prepare('INSERT INTO audit_lines (seq, record, hash) VALUES (?, ?, ?)');
    this.#head = database.prepare('SELECT seq, hash, signature FROM audit_head');
    this.#moveHead = database.prepare(
      `INSERT INTO audit_head (id, seq, hash, signature) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, signature = excluded.signature`,
    );
  }

  /** All of it or nothing; inside another transaction, a part of that. */
  together<T>(act: () => T): T {
    return this.#database.transaction(act)();
  }

  last(): StoredLine | null {
    const row = this.#last.get();
    return row === undefined ? null : lineOf(row);
  }

  hashOf(seq: number): string | null {
    const hash = this.#hashOf.get(seq);
    return hash === undefined ? null : hex(z.instanceof(Uint8Array).parse(hash));
  }

  /** From the first to the last, read one by one while the caller wants more. */
  *lines(): Generator<StoredLine> {
    const rows = this.#database.prepare('SELECT seq, record AS text, hash FROM audit_lines ORDER BY seq').iterate();
    for (const row of rows) yield lineOf(row);
  }

  add({ seq, text, hash }: StoredLine): void {
    this.#add.run(seq, text, Buffer.from(hash, 'hex'));
  }

  /** Null also when it is not in the shape of one. */
  head(): SignedHead | null {
    const row = this.#head.get();
    if (row === undefined) return null;
    const { seq, hash, signature } = HeadRow.parse(row);
    const head = { seq, hash: hex(hash), signature: Buffer.from(signature).toString('base64') };
    return SignedHead.safeParse(head).data ?? null;
  }

  moveHead({ seq, hash, signature }: SignedHead): void {
    this.#moveHead.run(seq, Buffer.from(hash, 'hex'), Buffer.from(signature, 'base64'));
  }

  /** Runs a change so that it has reached the disk when this returns, with every change before it. */
  durably(act: () => void): void {
    this.#database.pragma('synchronous = FULL');
    try {
      this.together(act);
    } finally {
      this.#database.pragma('synchronous = NORMAL');
    }
  }
}

function lineOf(row: unknown): StoredLine {
  const { seq, text, hash } = Line.parse(row);
  return { seq, text, hash: hex(hash) };
}
