import type { StoredLine } from './chain.ts';
import { recordOf } from './examine.ts';
import type { AuditRecord } from './record.ts';

type NamedIn<S> = S extends unknown ? (string extends keyof S ? never : keyof S) : never;
type SubjectKey = NamedIn<AuditRecord['subject']>;

/** The column of each thing that a subject may hold, in the file's order; a record without it leaves the cell empty. One that is forgotten is a type error. */
const SUBJECT_COLUMNS: Readonly<Record<SubjectKey, string>> = {
  session: 'session',
  desk: 'desk',
  device: 'device',
  whom: 'whom',
  factor: 'factor',
  role: 'role',
  reason: 'reason',
  to: 'to',
  way: 'way',
  outcome: 'outcome',
  why: 'why',
  unconfirmed: 'unconfirmed',
  omitted: 'omitted',
  worker: 'worker',
  version: 'version',
  devices: 'devices',
  digest: 'digest',
  number: 'number',
  revoked: 'revoked',
  forms: 'forms',
  files: 'files',
  template: 'template',
  // `hash` is the line's own.
  hash: 'templateHash',
};

export const CSV_COLUMNS: readonly string[] = [
  'seq',
  'time',
  'actor',
  'person',
  'action',
  ...Object.values(SUBJECT_COLUMNS),
  'hash',
  'record',
];

/** A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;
const ROW_END = '\r\n';

/** The log as CSV (RFC 4180), row by row. The last two columns are the exact bytes of the chain, so that the file can be checked too. */
export function* csvRows(lines: Iterable<StoredLine>): Generator<string> {
  yield row(CSV_COLUMNS);
  for (const line of lines) yield row(cellsOf(line));
}

/** A line that is no record (somebody wrote it) keeps its place with its bytes alone. */
function cellsOf({ seq, text, hash }: StoredLine): string[] {
  const record = recordOf(text);
  const subject: Readonly<Record<string, string | number | undefined>> = record?.subject ?? {};
  return [
    String(seq),
    record ? new Date(record.time).toISOString() : '',
    record?.actor ?? '',
    record?.person ?? '',
    record?.action ?? '',
    ...Object.keys(SUBJECT_COLUMNS).map((key) => String(subject[key] ?? '')),
    hash,
    text,
  ];
}

const row = (cells: readonly string[]): string => cells.map(cell).join(',') + ROW_END;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
