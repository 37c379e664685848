import type { StoredLine } from './chain.ts';
import { recordOf } from './examine.ts';

/** What a subject may hold, one column each; a record without it leaves the cell empty. */
const SUBJECT_COLUMNS = [
  'session',
  'desk',
  'device',
  'whom',
  'factor',
  'role',
  'reason',
  'to',
  'way',
  'outcome',
  'why',
  'unconfirmed',
  'omitted',
  'worker',
  'version',
  'devices',
  'digest',
  'number',
  'revoked',
  'forms',
  'files',
] as const;

export const CSV_COLUMNS: readonly string[] = [
  'seq',
  'time',
  'actor',
  'person',
  'action',
  ...SUBJECT_COLUMNS,
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
    ...SUBJECT_COLUMNS.map((column) => String(subject[column] ?? '')),
    hash,
    text,
  ];
}

const row = (cells: readonly string[]): string => cells.map(cell).join(',') + ROW_END;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
