import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from './audit/record.ts';
import { withEvidence } from './audit/evidence.ts';
import { examine, recordOf } from './audit/examine.ts';
import { tamper } from './testing/audit-scene.ts';
import { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { parseCsv } from './testing/csv.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { devices, Stage } from './testing/stage.ts';

const auditMain = new URL('audit-main.ts', import.meta.url).pathname;

/** Runs the audit command as an operator does. */
async function audit(stage: Stage, ...words: string[]) {
  const child = spawn(process.execPath, [auditMain, ...words, '--config', join(stage.dataDir, 'config.json')], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, out, err };
}

function records(stage: Stage): AuditRecord[] {
  return withEvidence(stage.dataDir, ({ lines }) =>
    [...lines].map((line) => {
      const record = recordOf(line.text);
      if (!record) throw new Error(`line ${line.seq} is no record`);
      return record;
    }),
  );
}
const told = (stage: Stage, from = 0): string[] =>
  records(stage)
    .slice(from)
    .map(({ actor, action }) => `${actor} ${action}`);

/** Waits until the log has a line of this kind: what follows a closed socket comes a moment later. */
async function until(stage: Stage, action: AuditRecord['action'], count = 1): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (records(stage).filter((record) => record.action === action).length < count) {
    if (Date.now() > deadline) throw new Error(`${action} is not in the log`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function wholeSession(stage: Stage) {
  const joined = await talk(stage);
  const { kiosk, clerk, sessionId } = joined;
  await clerk.ask('session.end', { sessionId, reason: 'finished' });
  await kiosk.ask('session.erased', { sessionId });
  await clerk.ask('session.erased', { sessionId });
  return joined;
}

describe('the audit log of a server', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('tells a whole session, each step by whom', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId } = await wholeSession(stage);
    await kiosk.close();
    await clerk.close();
    await until(stage, 'device.disconnected', 2);
    await stage.server.close();
    const lines = told(stage);
    expect(lines.slice(0, 13)).toEqual([
      'server config.loaded',
      'server server.started',
      'device:kiosk-1 device.connected',
      'server device.certified',
      'device:clerk-1 device.connected',
      'server device.certified',
      'device:kiosk-1 session.checkedIn',
      'device:clerk-1 session.admitted',
      'device:clerk-1 session.active',
      'device:clerk-1 session.ended',
      'device:clerk-1 session.erased',
      'device:kiosk-1 device.disconnected',
      'device:clerk-1 device.disconnected',
    ]);
    expect(lines.slice(13)).toEqual(['server server.stopped']);
    const sitting = { session: sessionId, desk: 'okuyami' };
    expect(records(stage).find(({ action }) => action === 'session.ended')?.subject).toEqual({
      ...sitting,
      reason: 'finished',
    });
    expect(records(stage).find(({ action }) => action === 'session.erased')?.subject).toEqual({
      ...sitting,
      unconfirmed: 0,
    });
    expect(withEvidence(stage.dataDir, (evidence) => examine(evidence))).toMatchObject({
      findings: [],
      anchors: 2,
      anchoredTo: 14,
    });
  });

  it('tells what the server did by itself', async () => {
    const clock = new HandClock();
    stage = await Stage.open({ longestWaitSeconds: 5, erasureSeconds: 5, channel: { quotaBytes: 1000 } }, clock);
    const { client: kiosk } = await stage.enter('kiosk');
    const sessionId = await checkIn(kiosk);
    for (let index = 0; index < 3; index++) {
      await expect(kiosk.send(new Uint8Array(2000), sessionId)).rejects.toMatchObject({ code: 'limited' });
    }
    const before = records(stage).length;
    clock.advance(6000);
    clock.advance(6000);
    process.kill(stage.server.workerPids[0]!, 'SIGKILL');
    await until(stage, 'media.workerDied');
    expect(told(stage, before - 1)).toEqual([
      'server channel.quotaReached',
      'server session.ended',
      'server session.erased',
      'server media.workerDied',
    ]);
    expect(records(stage).find(({ action }) => action === 'session.erased')?.subject).toMatchObject({ unconfirmed: 1 });
  });

  it('tells who was refused, and nothing of what a stranger calls itself', async () => {
    stage = await Stage.open();
    // Known to the server since it was here once.
    await (await stage.enter('kiosk')).client.close();
    const wrong = [
      { proof: Uint8Array.from(randomBytes(64)) },
      { deviceId: 'yamada-taro' as typeof devices.kiosk.id },
      { protocol: '0' },
    ];
    for (const change of wrong) {
      const client = await TestClient.open(stage.server.url);
      await expect(client.hello(devices.kiosk, change)).rejects.toMatchObject({ name: 'Error' });
      await client.closed;
    }
    const refused = records(stage).filter(({ action }) => action === 'device.refused');
    expect(refused.map(({ subject }) => subject)).toEqual([
      { device: 'kiosk-1', reason: 'unauthenticated', omitted: 0 },
      { reason: 'unauthenticated', omitted: 0 },
      { device: 'kiosk-1', reason: 'protocol-version', omitted: 0 },
    ]);
    expect(JSON.stringify(records(stage))).not.toContain('yamada');
  });

  it('outlives a session’s erasure, without names and without content', async () => {
    stage = await Stage.open();
    const planted = 'planted-4711-planted';
    const { kiosk, clerk, sessionId } = await talk(stage);
    await kiosk.send(new TextEncoder().encode(planted), sessionId);
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    for (const end of [kiosk, clerk]) await end.ask('session.erased', { sessionId });
    await stage.restart();
    expect(records(stage).filter((record) => JSON.stringify(record).includes(sessionId))).toHaveLength(5);

    const all = withEvidence(stage.dataDir, ({ lines }) => [...lines].map((line) => line.text)).join('\n');
    const names = ['東公民館', '西公民館', '見本', '試験', '別室', '市民登録課', '納税課'];
    for (const name of [...names, planted]) expect(all).not.toContain(name);
    // Names of people in this city are not written in ASCII, and neither is anything that they type.
    expect(/^[\x20-\x7e\n]*$/.test(all)).toBe(true);
    for (const entry of readdirSync(stage.dataDir)) {
      const path = join(stage.dataDir, entry);
      if (statSync(path).isFile()) expect([entry, readFileSync(path).includes(planted)]).toEqual([entry, false]);
    }
  });

  it('moves no session, and lets no forms be saved, of which it cannot tell', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId } = await talk(stage);
    tamper(stage.dataDir, (database) => database.exec('ALTER TABLE audit_lines RENAME TO aside'));
    const end = { sessionId, reason: 'finished' };
    expect(await clerk.refusal('session.end', end)).toBe('internal');
    const saved = { sessionId, saveId: randomUUID(), forms: ['funeral-benefit', 'heir-representative'] };
    expect(await clerk.refusal('forms.noteSaved', saved)).toBe('internal');
    const read = { sessionId, readId: randomUUID(), outcome: 'read' };
    expect(await kiosk.refusal('card.noteRead', read)).toBe('internal');
    tamper(stage.dataDir, (database) => {
      expect(database.prepare('SELECT state FROM sessions').pluck().get()).toBe('active');
      database.exec('ALTER TABLE aside RENAME TO audit_lines');
    });
    // Once more after a lost answer: still one line.
    for (let times = 0; times < 2; times++) expect(await clerk.refusal('forms.noteSaved', saved)).toBe('granted');
    expect(records(stage).filter(({ action }) => action === 'session.formsSaved')).toEqual([
      expect.objectContaining({
        actor: 'device:clerk-1',
        subject: { session: sessionId, desk: 'okuyami', forms: 'funeral-benefit heir-representative', files: 2 },
      }),
    ]);
    for (let times = 0; times < 2; times++) expect(await kiosk.refusal('card.noteRead', read)).toBe('granted');
    expect(records(stage).filter(({ action }) => action === 'card.read')).toEqual([
      expect.objectContaining({
        actor: 'device:kiosk-1',
        subject: { session: sessionId, desk: 'okuyami', outcome: 'read' },
      }),
    ]);
    expect(await clerk.refusal('session.end', end)).toBe('granted');
    expect(await clerk.refusal('forms.noteSaved', { ...saved, saveId: randomUUID() })).toBe('out-of-order');
    expect(told(stage).at(-1)).toBe('device:clerk-1 session.ended');
    expect(withEvidence(stage.dataDir, (evidence) => examine(evidence)).findings).toEqual([]);
  });

  it('tells one configuration from another', async () => {
    stage = await Stage.open();
    await stage.restart();
    const other = await Stage.open({ graceSeconds: 61 });
    const digests = [...records(stage), ...records(other)].flatMap((record) =>
      record.action === 'config.loaded' ? [record.subject.digest] : [],
    );
    await other.close();
    expect(digests).toHaveLength(3);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).not.toBe(digests[0]);
  });
});

describe('the audit command', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('checks, names the head and exports while the server runs', async () => {
    stage = await Stage.open();
    const head = await audit(stage, 'head');
    expect([head.code, head.err]).toEqual([0, '']);
    const [, hash = ''] = /^head: \d+ ([0-9a-f]{64})$/m.exec(head.out) ?? [];
    const [, key = ''] = /^key: (\S{44})$/m.exec(head.out) ?? [];
    await wholeSession(stage);
    const verified = await audit(stage, 'verify', '--expect-head', hash, '--expect-key', key);
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toMatch(/^whole: 11 lines, head 11 [0-9a-f]{64}, 1 anchors up to line 2$/m);
    expect(await audit(stage, 'verify', '--expect-head', 'ab'.repeat(32))).toMatchObject({
      code: 1,
      err: `broken: no sound line of the log has the expected hash ${'ab'.repeat(32)}\n`,
    });

    const csv = join(stage.dataDir, 'audit.csv');
    expect(await audit(stage, 'export', '--csv', csv)).toMatchObject({ code: 0, err: '' });
    const rows = parseCsv(readFileSync(csv, 'utf8'));
    expect(rows.slice(1).map(([, , actor, , action]) => `${actor!} ${action!}`)).toEqual(told(stage));
    expect(statSync(csv).mode & 0o777).toBe(0o600);
    // An export that is there already is somebody's evidence.
    expect((await audit(stage, 'export', '--csv', csv)).code).toBe(2);
  });

  it('names the first broken line and ends with code 1', async () => {
    stage = await Stage.open();
    await wholeSession(stage);
    tamper(stage.dataDir, (database) => {
      database.exec("UPDATE audit_lines SET record = replace(record, 'clerk-1', 'clerk-2') WHERE seq >= 6");
    });
    const { code, err } = await audit(stage, 'verify');
    expect(code).toBe(1);
    expect(err).toMatch(/^broken: line 6: does not follow from the lines before it/);
    expect((await audit(stage, 'export', '--csv', join(stage.dataDir, 'broken.csv'))).code).toBe(1);
  });

  it('says how it is used when it was not understood', async () => {
    stage = await Stage.open();
    for (const words of [['erase'], ['verify', '--expect-head', 'abc'], ['export']]) {
      const { code, err } = await audit(stage, ...words);
      expect([words, code, err.slice(0, 6)]).toEqual([words, 2, 'usage:']);
    }
  });
});
