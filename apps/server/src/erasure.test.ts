import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { withEvidence } from './audit/evidence.ts';
import { HandClock } from './testing/clock.ts';
import { talk } from './testing/scenes.ts';
import { Stage } from './testing/stage.ts';

const MINUTE = 60_000;
const planted = '髙橋﨑 planted 葬祭費 4711';

/** Every file below a folder, with its bytes. */
function files(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
}
const where = (folder: string, needle: Buffer | string): string[] =>
  files(folder)
    .filter(({ bytes }) => bytes.includes(needle))
    .map(({ name }) => name);

/** What lies sealed in the database now: a second reader beside the server. */
function sealedIn(folder: string): { keys: Buffer[]; payloads: Buffer[] } {
  const database = new Sqlite(join(folder, 'mado.sqlite'), { readonly: true });
  const column = (sql: string): Buffer[] =>
    database
      .prepare(sql)
      .pluck()
      .all()
      .filter((value) => Buffer.isBuffer(value));
  const found = { keys: column('SELECT sealed_key FROM sessions'), payloads: column('SELECT sealed FROM messages') };
  database.close();
  return found;
}

/** Until the server has seen that both lines are gone: its audit log says so. */
async function gone({ dataDir }: Stage): Promise<void> {
  const left = () =>
    withEvidence(
      dataDir,
      ({ lines }) => [...lines].filter(({ text }) => text.includes('"device.disconnected"')).length,
    );
  for (let look = 0; look < 500 && left() < 2; look++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(left()).toBe(2);
}

describe('erasure', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('leaves neither payloads nor keys in any file of the server', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId, kioskId } = await talk(stage);
    const payload = Uint8Array.from(new TextEncoder().encode(planted.repeat(40)));
    const key = '9d1f4f9e-70bb-4f4e-9c2f-6a0d3f6f1a55';
    await clerk.send(payload, sessionId, null, key);
    for (let index = 0; index < 30; index++) await clerk.send(payload, sessionId);
    const { keys, payloads } = sealedIn(stage.dataDir);
    expect([keys.length, payloads.length]).toEqual([1, 31]);
    expect(where(stage.dataDir, keys[0]!)).not.toEqual([]);
    expect(where(stage.dataDir, payloads[3]!.subarray(0, 64))).not.toEqual([]);
    expect(where(stage.dataDir, planted)).toEqual([]);

    await kiosk.ask('session.end', { sessionId, reason: 'finished' });
    await kiosk.ask('session.erased', { sessionId });
    await clerk.ask('session.erased', { sessionId });
    for (const needle of [planted, key, ...keys, ...payloads.map((sealed) => sealed.subarray(0, 64))]) {
      expect(where(stage.dataDir, needle)).toEqual([]);
    }
    // The record that it was, and is gone: nothing but names of places and moments.
    const database = new Sqlite(join(stage.dataDir, 'mado.sqlite'), { readonly: true });
    const counts = ['sessions', 'participants', 'messages', 'erasures'].map((table) =>
      database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    );
    expect(counts).toEqual([0, 0, 0, 1]);
    expect(database.prepare('SELECT session_id, kiosk_id, desk_id FROM erasures').get()).toEqual({
      session_id: sessionId,
      kiosk_id: kioskId,
      desk_id: 'okuyami',
    });
    database.close();
  });

  it('answers the two who were in it, and nobody else, that nothing is left', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId } = await talk(stage);
    const { client: colleague } = await stage.enter('clerk2');
    await kiosk.ask('session.end', { sessionId, reason: 'finished' });
    for (const end of [kiosk, clerk, kiosk]) await end.ask('session.erased', { sessionId });
    expect((await clerk.ask('session.erased', { sessionId })).session).toMatchObject({
      id: sessionId,
      state: 'erased',
      procedureId: null,
    });
    expect(await colleague.refusal('session.erased', { sessionId })).toBe('not-found');
    expect(await kiosk.refusal('channel.replay', { sessionId, after: 0 })).toBe('not-found');
    expect(await kiosk.refusal('session.joined', { sessionId })).toBe('not-found');
    const { hello } = await stage.enter('kiosk');
    expect(hello.session).toBeNull();
  });

  it('comes when its time is up although an end has not confirmed, also after a restart', async () => {
    const clock = new HandClock();
    stage = await Stage.open({ erasureSeconds: 6 }, clock);
    const { kiosk, clerk, sessionId } = await talk(stage);
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    await clerk.ask('session.erased', { sessionId });
    clock.advance(7000);
    await kiosk.next('session.state', ({ session }) => session.state === 'erased');
    const second = await talk(stage);
    await second.clerk.ask('session.end', { sessionId: second.sessionId, reason: 'finished' });
    await stage.restart();
    clock.advance(7000);
    const { client, hello } = await stage.enter('kiosk');
    expect(hello.session).toBeNull();
    expect((await client.ask('session.erased', { sessionId: second.sessionId })).session.state).toBe('erased');
    expect(sealedIn(stage.dataDir).keys).toEqual([]);
  });

  it('comes half an hour after both lines went, with what is configured by default', async () => {
    const clock = new HandClock();
    stage = await Stage.open({ erasureSeconds: undefined, graceSeconds: undefined }, clock);
    const { kiosk, clerk } = await talk(stage);
    for (const end of [kiosk, clerk]) await end.close();
    await gone(stage);
    const rows = () => sealedIn(stage.dataDir).keys.length;
    clock.advance(30 * MINUTE - 1);
    expect(rows()).toBe(1);
    clock.advance(1);
    expect(rows()).toBe(0);
  });

  it('tells each device after what time it has to erase by itself, and takes its word that it did', async () => {
    stage = await Stage.open({ erasureSeconds: undefined, graceSeconds: undefined });
    expect((await stage.enter('clerk2')).hello.goneAfterSeconds).toBe(30 * 60);
    await stage.close();
    stage = await Stage.open({ erasureSeconds: 60, graceSeconds: 90 });
    expect((await stage.enter('clerk2')).hello.goneAfterSeconds).toBe(90);
    const { kiosk, clerk, sessionId } = await talk(stage);
    await kiosk.ask('session.end', { sessionId, reason: 'abandoned' });
    await clerk.next('session.state', ({ session }) => session.endReason === 'abandoned');
    for (const end of [kiosk, clerk]) await end.ask('session.erased', { sessionId });
    expect(sealedIn(stage.dataDir).keys).toEqual([]);
  });

  it('does not keep a kiosk that has confirmed from its next citizen', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId } = await talk(stage);
    await kiosk.ask('session.end', { sessionId, reason: 'finished' });
    const next = { deskId: 'okuyami', procedureId: null, requestKey: '0e8f1d6a-3f1d-4b2e-9f4b-1b6f2f0e7c11' };
    expect(await kiosk.refusal('session.checkIn', next)).toBe('conflict');
    await kiosk.ask('session.erased', { sessionId });
    expect(await kiosk.refusal('session.checkIn', next)).toBe('granted');
    await clerk.ask('session.erased', { sessionId });
    await kiosk.ask('ping', {});
    const states = kiosk.heard.filter((each) => each.name === 'session.state').map((each) => each.data.session);
    expect(states.filter((session) => session.id === sessionId && session.state === 'erased')).toEqual([]);
  });
});
