import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { AuditScene, tamper } from '../testing/audit-scene.ts';
import { GENESIS, lineHash } from './chain.ts';
import { withEvidence } from './evidence.ts';
import { examine, type Expectation } from './examine.ts';

const LINES = 24;
/** Hundreds of databases are opened, changed and looked at; a busy machine takes its time. */
const PATIENCE_MS = 120_000;

/** One thing that somebody does to the rows. */
type Deed =
  | { readonly type: 'change'; readonly seq: number; readonly at: number; readonly bit: number }
  | { readonly type: 'changeHash'; readonly seq: number; readonly at: number; readonly bit: number }
  | { readonly type: 'remove'; readonly seq: number }
  | { readonly type: 'swap'; readonly seq: number; readonly other: number }
  | { readonly type: 'insert'; readonly seq: number; readonly closingUp: boolean }
  | { readonly type: 'removeClosingUp'; readonly seq: number };

const seq = fc.integer({ min: 1, max: LINES });
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ type: fc.constant('change' as const), seq, at: fc.nat(), bit: fc.nat(6) }),
  fc.record({ type: fc.constant('changeHash' as const), seq, at: fc.nat(), bit: fc.nat(7) }),
  fc.record({ type: fc.constant('remove' as const), seq }),
  fc.record({ type: fc.constant('removeClosingUp' as const), seq }),
  fc.record({ type: fc.constant('swap' as const), seq, other: seq }).filter((deed) => deed.seq !== deed.other),
  fc.record({
    type: fc.constant('insert' as const),
    seq: fc.integer({ min: 1, max: LINES + 1 }),
    closingUp: fc.boolean(),
  }),
);

interface Row {
  seq: number;
  record: string;
  hash: Buffer;
}

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at % copy.length]! ^= 1 << bit;
  return copy;
}

function done(rows: Row[], deed: Deed): Row[] {
  const index = rows.findIndex((row) => row.seq === deed.seq);
  const row = rows[index];
  const numbered = (list: Row[]): Row[] => list.map((each, place) => ({ ...each, seq: place + 1 }));
  switch (deed.type) {
    case 'change':
      return rows.with(index, {
        ...row!,
        record: flipped(Buffer.from(row!.record), deed.at, deed.bit).toString('latin1'),
      });
    case 'changeHash':
      return rows.with(index, { ...row!, hash: flipped(row!.hash, deed.at, deed.bit) });
    case 'remove':
      return rows.toSpliced(index, 1);
    case 'removeClosingUp':
      return numbered(rows.toSpliced(index, 1));
    case 'swap': {
      const other = rows[deed.other - 1]!;
      return rows.with(index, { ...other, seq: row!.seq }).with(deed.other - 1, { ...row!, seq: other.seq });
    }
    case 'insert': {
      const place = index < 0 ? rows.length : index;
      const model = rows[place] ?? rows.at(-1)!;
      const added = { ...model, seq: deed.closingUp ? model.seq : LINES + 1 + deed.seq };
      return deed.closingUp ? numbered(rows.toSpliced(place, 0, added)) : [...rows, added];
    }
  }
}

/** What somebody does who knows how the chain is made, but has not got the key. */
function rechained(rows: readonly Row[]): Row[] {
  let before = GENESIS.hash;
  return rows.map((row, index) => {
    const record = row.record.replace(/"seq":\d+/, `"seq":${index + 1}`);
    before = lineHash(before, record);
    return { seq: index + 1, record, hash: Buffer.from(before, 'hex') };
  });
}

function rowsOf(database: Sqlite.Database): Row[] {
  return database.prepare('SELECT seq, record, hash FROM audit_lines ORDER BY seq').all() as Row[];
}

function replaceRows(database: Sqlite.Database, rows: readonly Row[]): void {
  database.exec('DELETE FROM audit_lines');
  const add = database.prepare('INSERT INTO audit_lines VALUES (?, ?, ?)');
  for (const row of rows) add.run(row.seq, row.record, row.hash);
}

describe('tampering with the rows', () => {
  const scene = new AuditScene();
  const copy = mkdtempSync(join(tmpdir(), 'mado-tamper-'));
  beforeAll(() => {
    scene.append(LINES / 2);
    scene.audit.anchor();
    scene.append(LINES / 2);
    // Without an anchor at the very end: what is found there is found by the signed head alone.
    scene.database.close();
  });
  afterAll(() => {
    scene.remove();
    rmSync(copy, { recursive: true });
  });

  function findingsAfter(act: (database: Sqlite.Database) => void, expected?: Expectation) {
    scene.copyTo(copy);
    tamper(copy, act);
    return withEvidence(copy, (evidence) => examine(evidence, expected)).findings;
  }

  it('is not seen where there is none', () => {
    expect(findingsAfter((database) => replaceRows(database, rowsOf(database)))).toEqual([]);
  });

  it(
    'is found whatever single line is changed, removed, swapped or inserted',
    () => {
      fc.assert(
        fc.property(deeds, (deed) => {
          let same = false;
          const findings = findingsAfter((database) => {
            const before = rowsOf(database);
            const after = done(before, deed);
            same = JSON.stringify(after) === JSON.stringify(before);
            replaceRows(database, after);
          });
          expect(findings.length > 0).toBe(!same);
        }),
        { numRuns: 150 },
      );
    },
    PATIENCE_MS,
  );

  it(
    'is found also when the whole chain is made anew without the key',
    () => {
      fc.assert(
        fc.property(
          deeds.filter(({ type }) => type !== 'changeHash'),
          fc.boolean(),
          (deed, withHead) => {
            let same = false;
            const findings = findingsAfter((database) => {
              const before = rowsOf(database);
              const after = rechained(done(before, deed));
              same = JSON.stringify(after) === JSON.stringify(before);
              replaceRows(database, after);
              const last = after.at(-1)!;
              if (withHead) database.prepare('UPDATE audit_head SET seq = ?, hash = ?').run(last.seq, last.hash);
            });
            expect(findings.some(({ type }) => type === 'head')).toBe(!same);
          },
        ),
        { numRuns: 80 },
      );
    },
    PATIENCE_MS,
  );

  it('names the first broken line', () => {
    const change = (database: Sqlite.Database): void => {
      database.exec(`UPDATE audit_lines SET record = replace(record, '"time":1', '"time":2') WHERE seq IN (11, 13)`);
    };
    expect(findingsAfter(change)[0]).toEqual({ type: 'line-changed', seq: 11 });
    expect(findingsAfter((database) => database.exec('DELETE FROM audit_lines WHERE seq = 7'))[0]).toEqual({
      type: 'line-missing',
      seq: 7,
      found: 8,
    });
  });

  it('is found when all lines, or the head, are gone', () => {
    expect(findingsAfter((database) => database.exec('DELETE FROM audit_lines'))).toContainEqual({
      type: 'head',
      fault: 'head-differs',
    });
    expect(findingsAfter((database) => database.exec('DELETE FROM audit_head'))).toEqual([
      { type: 'head', fault: 'head-missing' },
    ]);
    const everything = findingsAfter((database) => database.exec('DELETE FROM audit_lines; DELETE FROM audit_head'));
    expect(everything).toEqual([{ type: 'anchor-differs', line: 1, seq: LINES / 2 }]);
  });

  it('is found by a head that was written down elsewhere', () => {
    const { hash } = withEvidence(scene.dataDir, examine).head!;
    const nothing = (): void => undefined;
    expect(findingsAfter(nothing, { heads: [hash.toUpperCase()] })).toEqual([]);
    const other = 'ab'.repeat(32);
    expect(findingsAfter(nothing, { heads: [hash, other], key: 'another' })).toEqual([
      { type: 'expected-head-missing', hash: other },
      { type: 'key-differs' },
    ]);
  });
});
