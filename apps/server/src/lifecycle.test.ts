import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CLOSE, PING_INTERVAL_MS } from '@mado/signaling/wire';
import { z } from 'zod';
import { HandClock } from './testing/clock.ts';
import { TestClient } from './testing/client.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

const main = new URL('main.ts', import.meta.url).pathname;

function get(url: string): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false, agent: false }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    })
      .once('error', reject)
      .end();
  });
}

/** The server as a process of its own, beside the stage's one, on a data folder that the next one finds again. */
async function spawnServer(stage: Stage) {
  const child = spawn(process.execPath, [main, '--config', join(stage.dataDir, 'config.json')], {
    env: { ...process.env, MADO_DATA_DIR: join(stage.dataDir, 'other'), MADO_LISTEN_PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
  );
  const { url } = Ready.parse(JSON.parse(line));
  return { child, exit, url };
}
const Ready = z.strictObject({ ready: z.literal(true), url: z.url(), certificateSpkiSha256: z.base64() });

describe('the server', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('tells how it is without telling of whom', async () => {
    stage = await Stage.open();
    const { client } = await stage.enter('kiosk');
    await checkIn(client);
    const { status, headers, body } = await get(`https://127.0.0.1:${stage.server.port}/healthz`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      version: '0.1.0',
      workers: { live: 1, wanted: 1 },
      sessions: { waiting: 1, admitted: 0, active: 0, ended: 0 },
    });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect((await get(`https://127.0.0.1:${stage.server.port}/`)).status).toBe(404);
  });

  it('says good-bye to every client before it goes', async () => {
    stage = await Stage.open();
    const { client } = await stage.enter('kiosk');
    await stage.server.close();
    expect(await client.next('server.closing')).toEqual({ reconnectAfterMs: 1000 });
    expect((await client.closed).code).toBe(CLOSE.restart);
    await expect(TestClient.open(stage.server.url)).rejects.toThrow();
  });

  it('drops who says nothing, before hello and after', async () => {
    const clock = new HandClock();
    stage = await Stage.open({}, clock);
    const mute = await TestClient.open(stage.server.url);
    await mute.next('challenge');
    const { client: lively } = await stage.enter('kiosk');
    const { client: silent } = await stage.enter('clerk');
    clock.advance(10_000);
    expect((await mute.closed).code).toBe(CLOSE.protocol);
    await lively.ask('ping', {});
    clock.advance(2 * PING_INTERVAL_MS);
    await silent.closed;
    await lively.ask('ping', {});
  });

  it('ends a session in which nobody talks when its time is over', async () => {
    const clock = new HandClock();
    stage = await Stage.open({ longestWaitSeconds: 8 }, clock);
    const { client: kiosk } = await stage.enter('kiosk');
    await checkIn(kiosk);
    clock.advance(9000);
    const { session } = await kiosk.next('session.state', (state) => state.session.state === 'ended');
    expect(session.endReason).toBe('server');
  });

  it('gives each waiting citizen their place, and tells them when it changes', async () => {
    const clock = new HandClock();
    stage = await Stage.open({}, clock);
    const { client: first } = await stage.enter('kiosk');
    const { client: second } = await stage.enter('kiosk2');
    const sessionId = await checkIn(first);
    clock.advance(1000);
    const { session: behind } = await second.ask('session.checkIn', {
      deskId: desk,
      procedureId: null,
      requestKey: randomUUID(),
    });
    // No clerk of the desk is here yet, so nobody can say how long it takes.
    expect(behind).toMatchObject({ ticket: 2, ahead: 1, waitForecastMs: null });
    const { client: clerk } = await stage.enter('clerk');
    const forecast = await second.next('session.state', ({ session }) => session.waitForecastMs !== null);
    expect(forecast.session).toMatchObject({ ticket: 2, ahead: 1, waitForecastMs: 60 * 60_000 });
    await second.next('desk.list', ({ desks }) => desks.find((each) => each.id === 'okuyami')?.clerksReady === 1);
    await clerk.ask('session.admit', { sessionId });
    const next = await second.next('session.state', ({ session }) => session.ahead === 0);
    expect(next.session.waitForecastMs).toBe(60 * 60_000);
  });

  it('starts from the command line, says that it is ready, and stops when asked', async () => {
    stage = await Stage.open();
    const { child, exit, url } = await spawnServer(stage);
    const client = await TestClient.open(url);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect((await client.closed).code).toBe(CLOSE.restart);
  });

  it('takes its sessions up again after it was killed', async () => {
    stage = await Stage.open();
    const first = await spawnServer(stage);
    const { client } = await TestClient.enter(first.url, devices.kiosk);
    const sessionId = await checkIn(client);
    await client.send(new Uint8Array([7]), sessionId);
    first.child.kill('SIGKILL');
    await first.exit;
    const second = await spawnServer(stage);
    const { client: again, hello } = await TestClient.enter(second.url, devices.kiosk);
    expect(hello.session).toMatchObject({ id: sessionId, state: 'waiting', ticket: 1 });
    const { messages } = await again.ask('channel.replay', { sessionId, after: 0 });
    expect(messages.map(({ payload }) => payload)).toEqual([new Uint8Array([7])]);
    second.child.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });

  it('names the wrong field and ends with code 2 when its configuration is wrong', async () => {
    stage = await Stage.open();
    const file = join(stage.dataDir, 'wrong.json');
    writeFileSync(file, '{"name": ""}');
    const child = spawn(process.execPath, [main, '--config', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    expect(await text(child.stderr)).toContain('dataDir');
    expect(await exit).toBe(2);
  });
});
