import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { csvRows } from './audit/csv.ts';
import { NoAuditLogError, withEvidence } from './audit/evidence.ts';
import { examine, type Examination, type Expectation } from './audit/examine.ts';
import { wordsOf } from './audit/findings.ts';
import { AuditKeyError } from './audit/signing.ts';
import { ConfigError, loadConfig } from './config/load.ts';

const USAGE = `usage: node src/audit-main.ts verify --config FILE [--expect-head HASH]… [--expect-key KEY]
       node src/audit-main.ts export --config FILE --csv OUT
       node src/audit-main.ts head --config FILE`;
const EXIT_BROKEN = 1;
const EXIT_USAGE = 2;
const HASH = /^[0-9a-fA-F]{64}$/;

type Command =
  | { readonly name: 'verify'; readonly expected: Expectation }
  | { readonly name: 'export'; readonly out: string }
  | { readonly name: 'head' };

/** Checks, exports or names the head of a server's audit log; only reads, and may run beside the server. */
function main(): void {
  const asked = readArguments();
  if (!asked) {
    fail(USAGE);
    return;
  }
  try {
    const { server } = loadConfig(asked.config, process.env);
    run(asked.command, server.dataDir);
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) {
      process.stderr.write(`broken: the database cannot be read (${error.code})\n`);
      process.exitCode = EXIT_BROKEN;
      return;
    }
    if (!isForPeople(error)) throw error;
    fail(error.message);
  }
}

function run(command: Command, dataDir: string): void {
  switch (command.name) {
    case 'verify':
      tell(withEvidence(dataDir, (evidence) => examine(evidence, command.expected)));
      break;
    case 'export': {
      const examination = withEvidence(dataDir, (evidence) => {
        writeRows(command.out, csvRows(evidence.lines));
        return examine(evidence);
      });
      say(`exported: ${examination.lines} lines`);
      tell(examination);
      break;
    }
    case 'head': {
      const { examination, key } = withEvidence(dataDir, (evidence) => ({
        examination: examine(evidence),
        key: evidence.key.publicKey,
      }));
      say(`head: ${headWords(examination)}`);
      say(`key: ${key}`);
      tell(examination);
    }
  }
}

/** A whole log is told on stdout; what is wrong on stderr, with exit code 1. */
function tell(examination: Examination): void {
  const { lines, anchors, anchoredTo, findings } = examination;
  if (findings.length === 0) {
    say(`whole: ${lines} lines, head ${headWords(examination)}, ${anchors} anchors up to line ${anchoredTo}`);
    return;
  }
  for (const finding of findings) process.stderr.write(`broken: ${wordsOf(finding)}\n`);
  process.exitCode = EXIT_BROKEN;
}

const headWords = ({ head }: Examination): string => (head ? `${head.seq} ${head.hash}` : 'none');

/** Never over an existing file: an older export may be somebody's evidence. */
function writeRows(path: string, rows: Iterable<string>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const row of rows) writeSync(file, row);
  } finally {
    closeSync(file);
  }
}

function readArguments(): { config: string; command: Command } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        csv: { type: 'string' },
        'expect-head': { type: 'string', multiple: true },
        'expect-key': { type: 'string' },
      },
    });
    const [name, ...others] = positionals;
    const { config, csv, 'expect-head': heads = [], 'expect-key': key } = values;
    if (config === undefined || others.length > 0 || !heads.every((hash) => HASH.test(hash))) return undefined;
    if (name === 'verify') return { config, command: { name, expected: { heads, ...(key !== undefined && { key }) } } };
    if (name === 'export' && csv !== undefined) return { config, command: { name, out: csv } };
    return name === 'head' ? { config, command: { name } } : undefined;
  } catch {
    // An unknown option: the usage lines say what is known.
    return undefined;
  }
}

/** What the operator can mend: the configuration, the data folder, a file that is there already or may not be read. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof ConfigError || error instanceof NoAuditLogError || error instanceof AuditKeyError) return true;
  return error instanceof Error && 'syscall' in error;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

main();
