import { RpcClient, webSocketCarriers } from '@mado/rpc';
import { parseReadyLine, type ReadyLine } from '@mado/rpc/node';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { kioskContract } from '../contract/index.ts';
import type { KioskEvent } from './events.ts';

// The host as a process of its own, reached as a browser reaches it.
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let dir: string;
let config: string;
let child: ChildProcess | undefined;
let client: RpcClient<typeof kioskContract> | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-main-'));
  config = join(dir, 'kiosk.json');
  await writeFile(join(dir, 'dll.conf'), 'test\n');
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>kiosk</title>');
  await writeFile(
    config,
    JSON.stringify({
      deviceId: 'booth-1',
      booth: '青葉公民館',
      serverUrl: 'wss://localhost:8443/v1/signaling',
      dataDir: 'data',
      scanner: {
        driver: 'sane',
        device: 'test:0',
        saneConfigDir: '.',
        options: { '--read-delay': 'yes', '--read-delay-duration': '100000' },
      },
    }),
  );
});
afterEach(async () => {
  client?.close();
  await end('SIGTERM');
  await rm(dir, { recursive: true });
});

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const process = child;
  child = undefined;
  if (process === undefined) return;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  process.kill(signal);
  await gone;
}

async function start(): Promise<ReadyLine> {
  const host = spawn(process.execPath, [MAIN, '--config', config, '--ui', dir], {
    env: { ...process.env, XDG_RUNTIME_DIR: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child = host;
  for await (const line of createInterface({ input: host.stdout })) {
    const ready = parseReadyLine(line);
    if (ready !== undefined) return ready;
  }
  throw new Error('the host did not start');
}

/** Opens the launch file as a browser does and joins with the cookie. */
async function openUi(ready: ReadyLine, said: { name: string; event: unknown }[]): Promise<void> {
  const token = /name="token" value="([^"]+)"/u.exec(await readFile(ready.launchFile, 'utf8'))?.[1] ?? '';
  const answer = await fetch(`${ready.origin}/launch`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    headers: { Origin: 'null' },
    redirect: 'manual',
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  client = new RpcClient(
    kioskContract,
    webSocketCarriers(`${ready.origin.replace('http', 'ws')}/rpc`, {
      dial: (url) => new WebSocket(url, { origin: ready.origin, headers: { Cookie: cookie } }),
    }),
  );
  for (const name of ['scan.page', 'job.progress', 'job.done', 'devices'] as const) {
    client.on(name, (event) => said.push({ name, event }));
  }
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('not seen');
}

describe('the kiosk host as a process', () => {
  it('prints the same public key every time and keeps the private one to its user', async () => {
    const run = promisify(execFile);
    const first = await run(process.execPath, [MAIN, '--config', config, '--public-key']);
    const second = await run(process.execPath, [MAIN, '--config', config, '--public-key']);
    expect(Buffer.from(first.stdout.trim(), 'base64')).toHaveLength(32);
    expect(second.stdout).toBe(first.stdout);
    expect((await stat(join(dir, 'data', 'device-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('starts with a store that it cannot use, says why, changes nothing, and begins anew when a person says so', async () => {
    const data = join(dir, 'data');
    const troubleNow = async () => {
      client?.close();
      await openUi(await start(), []);
      return (await client!.call('device.trouble', {})).trouble;
    };
    /** The line breaks in place of an answer, and the process is gone. */
    const restart = async (setAside: boolean) => {
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      await expect(client!.call('device.restart', { setAside })).rejects.toMatchObject({ name: 'HostLostError' });
      expect(await gone).toBe(0);
      child = undefined;
    };
    await mkdir(data, { mode: 0o700 });
    const damaged = { 'device-key.sealed': 'sealed for another', 'kiosk.sqlite': 'no database'.repeat(200) };
    for (const [name, text] of Object.entries(damaged)) await writeFile(join(data, name), text, { mode: 0o600 });

    expect(await troubleNow()).toEqual({
      cause: 'key-sealed',
      deviceId: 'booth-1',
      name: '青葉公民館',
      folder: data,
      canSetAside: true,
    });
    expect(await client!.call('profile', {})).toMatchObject({ booth: '青葉公民館' });
    await expect(client!.call('prove', { nonce: new Uint8Array(32) })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readFile(join(data, 'device-key.sealed'), 'utf8')).toBe('sealed for another');
    await restart(true);
    expect(await troubleNow()).toMatchObject({ cause: 'jobs-damaged', canSetAside: true });
    expect(await readFile(join(data, 'kiosk.sqlite'), 'utf8')).toBe(damaged['kiosk.sqlite']);
    await restart(true);
    expect(await troubleNow()).toBeNull();
    await expect(client!.call('device.restart', { setAside: true })).rejects.toMatchObject({ code: 'no-trouble' });
    const aside = (await readdir(data)).find((name) => name.startsWith('set-aside-')) ?? '';
    expect(await readFile(join(data, aside, 'device-key.sealed'), 'utf8')).toBe('sealed for another');
  }, 60_000);

  it('tells after a crash which job was cut off, and does not start it again', async () => {
    const before: { name: string; event: unknown }[] = [];
    await openUi(await start(), before);
    expect(await client!.call('profile', {})).toMatchObject({
      deviceId: 'booth-1',
      booth: '青葉公民館',
      version: '0.1.0',
    });
    const jobId = randomUUID();
    const scan = { jobId, source: 'feeder', colour: 'grey', resolution: 150 } as const;
    await client!.call('scan.start', scan);
    await until(() => before.find(({ name }) => name === 'scan.page'));
    await end('SIGKILL');
    client!.close();

    const after: { name: string; event: unknown }[] = [];
    await openUi(await start(), after);
    await client!.call('devices', {});
    const done = await until(
      () => after.find(({ name }) => name === 'job.done')?.event as KioskEvent<'job.done'> | undefined,
    );
    expect(done).toMatchObject({ jobId, fault: 'host-restarted' });
    expect(done.pages).toBeGreaterThanOrEqual(1);
    after.length = 0;
    await client!.call('scan.start', scan);
    await until(() => after.find(({ name }) => name === 'job.done'));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(after.filter(({ name }) => name === 'scan.page')).toHaveLength(0);
  });
});
