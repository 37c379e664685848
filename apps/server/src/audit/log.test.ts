import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditScene, lifeOfADay, tamper } from '../testing/audit-scene.ts';
import { canonical, GENESIS, lineHash } from './chain.ts';
import { withEvidence } from './evidence.ts';
import { examine, recordOf } from './examine.ts';
import type { AuditEntry } from './record.ts';

let scene: AuditScene;
beforeEach(() => {
  scene = new AuditScene();
});
afterEach(() => {
  if (scene.database.open) scene.stop();
  scene.remove();
});

const findings = () => withEvidence(scene.dataDir, examine).findings;
const actions = () =>
  withEvidence(scene.dataDir, ({ lines }) => [...lines].map(({ text }) => recordOf(text)?.action ?? 'unreadable'));

describe('the audit log', () => {
  it('chains every line to all before it', () => {
    scene.append(3);
    const lines = withEvidence(scene.dataDir, (evidence) => [...evidence.lines]);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    let before = GENESIS.hash;
    for (const { text, hash } of lines) {
      expect(hash).toBe(lineHash(before, text));
      expect(canonical(recordOf(text)!)).toBe(text);
      before = hash;
    }
    expect(lines[0]!.text).toBe(
      '{"action":"server.started","actor":"server","seq":1,"subject":{"version":"0.1.0"},"time":1775005200000}',
    );
    expect(findings()).toEqual([]);
  });

  it('refuses what is not in the closed list, and what is not an identifier', () => {
    const wrong = [
      { actor: 'server', action: 'device.disconnected', subject: { name: '見本' } },
      { actor: '見本', action: 'device.disconnected', subject: {} },
      { actor: 'device:見本', action: 'device.disconnected', subject: {} },
      { actor: 'server', action: 'session.checkedIn', subject: { session: '髙橋', desk: 'okuyami' } },
      { actor: 'server', action: 'paper.read', subject: {} },
    ] as unknown as AuditEntry[];
    for (const entry of wrong) expect(() => scene.audit.append(entry)).toThrow();
    expect(actions()).toEqual([]);
  });

  it('keeps or loses a line with the change that it tells of', () => {
    scene.append(2);
    const change = scene.database.transaction(() => {
      scene.append(1);
      throw new Error('the change could not be stored');
    });
    expect(change).toThrow('could not be stored');
    scene.append(2);
    expect(actions()).toHaveLength(4);
    expect(findings()).toEqual([]);
  });

  it('lets nobody change, remove or slip in a line by mistake', () => {
    scene.append(3);
    const mistakes = [
      "UPDATE audit_lines SET record = '{}' WHERE seq = 2",
      'DELETE FROM audit_lines WHERE seq = 3',
      'DELETE FROM audit_lines',
      "INSERT INTO audit_lines VALUES (9, '{}', x'00')",
      "INSERT OR REPLACE INTO audit_lines VALUES (2, '{}', x'00')",
      'UPDATE audit_head SET seq = 1',
      'DELETE FROM audit_head',
    ];
    for (const sql of mistakes) expect(() => scene.database.exec(sql)).toThrow(/audit/);
    expect(findings()).toEqual([]);
  });

  it('does not put its name to what somebody else did to its end', () => {
    scene.append(4);
    tamper(scene.dataDir, (database) => database.exec('DELETE FROM audit_lines WHERE seq = 4'));
    expect(findings()).toEqual([{ type: 'head', fault: 'head-differs' }]);
    scene.append(1);
    expect(actions().slice(3)).toEqual(['audit.disturbed', lifeOfADay[0]!.action]);
    expect(findings()).toEqual([{ type: 'line-disturbed', seq: 4, reason: 'head-differs' }]);
  });

  it('is taken up where it ended', () => {
    scene.append(4);
    scene.stop();
    scene.start();
    scene.append(4);
    expect(actions()).toHaveLength(8);
    expect(findings()).toEqual([]);
  });
});
