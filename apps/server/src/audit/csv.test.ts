import { afterAll, describe, expect, it } from '@jest/globals';
import { AuditScene, lifeOfADay } from '../testing/audit-scene.ts';
import { parseCsv } from '../testing/csv.ts';
import { GENESIS, lineHash } from './chain.ts';
import { CSV_COLUMNS, csvRows } from './csv.ts';
import { withEvidence } from './evidence.ts';
import { recordOf } from './examine.ts';
import { AuditRecord } from './record.ts';

const scene = new AuditScene();
afterAll(() => {
  scene.stop();
  scene.remove();
});

/** The column `hash` is the line's own. */
const columnOf = (key: string): string => (key === 'hash' ? 'templateHash' : key);

describe('the export', () => {
  it('has a column of its own for each thing that a subject of the log may hold', () => {
    const known = CSV_COLUMNS.slice(5, -2);
    for (const { shape } of AuditRecord.options) {
      const action = shape.action.value;
      const keys = Object.keys(shape.subject.shape);
      expect([action, keys.filter((key) => !known.includes(columnOf(key)))]).toEqual([action, []]);
      const sample = lifeOfADay.find((entry) => entry.action === action);
      expect([action, Object.keys(sample?.subject ?? { none: true }).toSorted()]).toEqual([action, keys.toSorted()]);
    }
    expect(new Set(CSV_COLUMNS).size).toBe(CSV_COLUMNS.length);
  });

  it('gives back every record, and the chain can be followed in it', () => {
    scene.append(lifeOfADay.length);
    const lines = withEvidence(scene.dataDir, (evidence) => [...evidence.lines]);
    const [columns, ...rows] = parseCsv([...csvRows(lines)].join(''));
    expect(columns).toEqual(CSV_COLUMNS);
    let before = GENESIS.hash;
    for (const [index, row] of rows.entries()) {
      const cells = Object.fromEntries(CSV_COLUMNS.map((column, place) => [column, row[place]!]));
      const record = AuditRecord.parse(JSON.parse(cells['record']!));
      before = lineHash(before, cells['record']!);
      expect(cells['hash']).toBe(before);
      expect(record).toEqual(recordOf(lines[index]!.text));
      expect([cells['seq'], cells['action'], cells['actor']]).toEqual([
        String(record.seq),
        record.action,
        record.actor,
      ]);
      expect(Date.parse(cells['time']!)).toBe(record.time);
      const subject = Object.entries(record.subject).map(([name, value]) => [name, String(value)]);
      for (const [name, value] of subject)
        expect([name, cells[columnOf(name!)]?.replace(/^'/, '')]).toEqual([name, value]);
      const filled = CSV_COLUMNS.slice(5, -2).filter((column) => cells[column] !== '');
      expect(filled.toSorted()).toEqual(subject.map(([name]) => columnOf(name!)).toSorted());
    }
    expect(rows).toHaveLength(lifeOfADay.length);
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    const lines = withEvidence(scene.dataDir, (evidence) => [...evidence.lines]);
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'];
    const forged = hostile.map((text, index) => ({ seq: 100 + index, text, hash: '00' }));
    const rows = parseCsv([...csvRows([...lines, ...forged])].join(''));
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
    expect(rows.slice(-hostile.length).map((row) => row.at(-1))).toEqual(hostile.map((text) => `'${text}`));
    expect(rows.flat()).toContain("'-x1y2z3");
  });
});
