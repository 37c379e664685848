import { createHash } from 'node:crypto';
import type { AuditRecord } from './record.ts';

/** A line as it is stored: `text` is the record in canonical form, `hash` the chain's value after it (lower-case hex). */
export interface StoredLine {
  readonly seq: number;
  readonly text: string;
  readonly hash: string;
}

/** A place in the chain: the line's number and the hash that stands for it and everything before it. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The chain before its first line. */
export const GENESIS: Head = { seq: 0, hash: '00'.repeat(32) };

const DOMAIN = Buffer.from('mado-audit-line-1\n');

/**
 * The one text of a record: JSON with sorted keys and no spaces. Records hold strings of ASCII, whole numbers and objects only, for
 * which this is the JSON Canonicalization Scheme (RFC 8785).
 */
export function canonical(record: AuditRecord): string {
  return JSON.stringify(sorted(record));
}

/** SHA-256 over the domain, the 32 bytes of the previous hash and the line's text. */
export function lineHash(previous: string, text: string): string {
  return createHash('sha256').update(DOMAIN).update(Buffer.from(previous, 'hex')).update(text, 'utf8').digest('hex');
}

/** The line that follows `before`. */
export function nextLine(before: Head, record: AuditRecord): StoredLine {
  const text = canonical(record);
  return { seq: record.seq, text, hash: lineHash(before.hash, text) };
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
