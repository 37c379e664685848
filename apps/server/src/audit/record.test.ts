import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { AuditRecord } from './record.ts';

/** Rows of the first table of `docs/audit.md`: the actions of a row, and what it says of their subject. */
function documented(): Map<string, string> {
  const text = readFileSync(new URL('../../../../docs/audit.md', import.meta.url), 'utf8');
  const [, table = ''] = /^\| action +\|.*\n\|[ |-]+\n((?:\|.*\n)+)/m.exec(text) ?? [];
  const rows = table.trim().split('\n');
  return new Map(
    rows.flatMap((row) => {
      const [, actions = '', , subject = ''] = row.split('|');
      return namedIn(actions).map((action): [string, string] => [action, subject]);
    }),
  );
}
const namedIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

it('has every action in the documentation with all that its subject may hold, and no other', () => {
  const rows = documented();
  const actions = AuditRecord.options.map(({ shape }) => shape.action.value);
  expect([...rows.keys()].toSorted()).toEqual(actions.toSorted());
  for (const { shape } of AuditRecord.options) {
    const action = shape.action.value;
    const told = namedIn(rows.get(action) ?? '');
    const held = Object.keys(shape.subject.shape);
    expect([action, held.filter((key) => !told.includes(key))]).toEqual([action, []]);
  }
});
