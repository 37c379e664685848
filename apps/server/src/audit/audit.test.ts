import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditScene } from '../testing/audit-scene.ts';
import { ANCHOR_INTERVAL_MS } from './audit.ts';
import { withEvidence } from './evidence.ts';
import { examine, recordOf, type Expectation } from './examine.ts';
import { AuditKeyError } from './signing.ts';

let scene: AuditScene;
let aside: string;
beforeEach(() => {
  scene = new AuditScene();
  aside = mkdtempSync(join(tmpdir(), 'mado-aside-'));
});
afterEach(() => {
  if (scene.database.open) scene.stop();
  scene.remove();
  rmSync(aside, { recursive: true });
});

const look = (expected?: Expectation) => withEvidence(scene.dataDir, (evidence) => examine(evidence, expected));
const records = () => withEvidence(scene.dataDir, ({ lines }) => [...lines].map(({ text }) => recordOf(text)));
const file = (name: string): string => join(scene.dataDir, name);

describe('anchors', () => {
  it('come by the clock while there is something new, and at the end', () => {
    scene.append(3);
    scene.clock.advance(ANCHOR_INTERVAL_MS);
    scene.clock.advance(5 * ANCHOR_INTERVAL_MS);
    expect(look()).toMatchObject({ anchors: 1, anchoredTo: 3, findings: [] });
    scene.append(2);
    scene.stop();
    expect(look()).toMatchObject({ anchors: 2, anchoredTo: 5, findings: [] });
    for (const name of ['audit.key', 'audit-anchors.jsonl']) expect(statSync(file(name)).mode & 0o777).toBe(0o600);
  });

  it('find a database that was put back to an older state, also after the server has gone on with it', () => {
    scene.append(5);
    scene.stop();
    copyFileSync(file('mado.sqlite'), join(aside, 'mado.sqlite'));
    scene.start();
    scene.append(5);
    scene.stop();
    copyFileSync(join(aside, 'mado.sqlite'), file('mado.sqlite'));
    expect(look().findings).toEqual([{ type: 'anchor-differs', line: 2, seq: 10 }]);
    scene.start();
    scene.append(8);
    scene.stop();
    expect(look().findings).toEqual([
      { type: 'line-disturbed', seq: 6, reason: 'anchor-differs' },
      { type: 'anchor-differs', line: 2, seq: 10 },
    ]);
  });

  it('are missed when their file is gone, and told from forged ones', () => {
    scene.append(2);
    scene.stop();
    const before = readFileSync(file('audit-anchors.jsonl'), 'utf8');
    rmSync(file('audit-anchors.jsonl'));
    expect(look().findings).toEqual([{ type: 'anchors-missing' }]);
    const [first = ''] = before.split('\n');
    writeFileSync(file('audit-anchors.jsonl'), `nonsense\n${first.replace('"seq":2', '"seq":1')}\n${before}`);
    expect(look().findings).toEqual([
      { type: 'anchor-unreadable', line: 1 },
      { type: 'anchor-forged', line: 2 },
    ]);
    rmSync(file('audit-anchors.jsonl'));
    scene.start();
    expect(records().at(-1)).toMatchObject({ action: 'audit.disturbed', subject: { reason: 'anchors-missing' } });
  });

  it('do not count when a crash cut them short', () => {
    scene.append(2);
    scene.stop();
    appendFileSync(file('audit-anchors.jsonl'), '{"seq":9,"ha');
    expect(look()).toMatchObject({ anchors: 1, findings: [] });
    scene.start();
    scene.append(1);
    scene.stop();
    expect(look()).toMatchObject({ anchors: 2, anchoredTo: 3, findings: [] });
  });
});

describe('the audit key', () => {
  it('is known from another one by what was signed, and by what was written down', () => {
    scene.append(2);
    const key = withEvidence(scene.dataDir, (evidence) => evidence.key.publicKey);
    scene.stop();
    rmSync(file('audit.key'));
    expect(() => look()).toThrow(AuditKeyError);
    scene.start();
    scene.append(1);
    scene.stop();
    expect(look({ heads: [], key }).findings).toEqual([
      { type: 'line-disturbed', seq: 3, reason: 'head-forged' },
      { type: 'anchor-forged', line: 1 },
      { type: 'key-differs' },
    ]);
    writeFileSync(file('audit.key'), 'no key');
    expect(() => scene.start()).toThrow(AuditKeyError);
  });
});

describe('refusals', () => {
  it('cannot fill the log: the rest are counted', () => {
    for (let index = 0; index < 1000; index++) scene.audit.refused(undefined, 'unauthenticated');
    expect(records()).toHaveLength(100);
    scene.clock.advance(61_000);
    scene.audit.refused(undefined, 'protocol-version');
    expect(records().at(-1)).toMatchObject({
      action: 'device.refused',
      subject: { reason: 'protocol-version', omitted: 900 },
    });
  });
});
