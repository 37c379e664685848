import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RpcClient } from '../client.ts';
import { echoContract } from '../testing/echo-contract.ts';
import { parseReadyLine, type ReadyLine } from './ready-line.ts';
import { type HostExit, supervise, type SupervisedHost } from './supervise.ts';

const here = import.meta.dirname;
let dir = '';
let hostArgs: string[] = [];
let supervised: SupervisedHost | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-supervise-'));
  await mkdir(join(dir, 'ui'));
  await writeFile(join(dir, 'ui', 'index.html'), '<!doctype html>');
  await writeFile(
    join(dir, 'echo.json'),
    JSON.stringify({ dataDir: 'data', serverUrl: 'wss://localhost:8443/v1/signaling', shell: { mode: 'kiosk' } }),
  );
  hostArgs = [join(here, '../testing/echo-host.ts'), '--config', join(dir, 'echo.json'), '--ui', join(dir, 'ui')];
});
afterEach(async () => {
  await supervised?.stop();
  supervised = undefined;
  await rm(dir, { recursive: true });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function cookieFrom(ready: ReadyLine): Promise<string> {
  const token = /name="token" value="([^"]+)"/.exec(await readFile(ready.launchFile, 'utf8'))![1]!;
  const answer = await fetch(`${ready.origin}/launch`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
  return answer.headers.get('set-cookie')!;
}

describe('a supervised host', () => {
  it('comes back after each end with the same port, cookie and launch file, and its page goes on', async () => {
    const exits: HostExit[] = [];
    const readies: ReadyLine[] = [];
    supervised = await supervise(process.execPath, hostArgs, {
      onReady: (ready) => readies.push(ready),
      onRestart: (exit) => exits.push(exit),
    });
    const first = await supervised.ready();
    expect(first.pid).toBe(supervised.pid);
    const client = new RpcClient(echoContract, await supervised.carriers());
    await expect(client.call('echo', { text: 'before' })).resolves.toEqual({ text: 'before' });
    const cookie = await cookieFrom(first);

    await expect(client.call('die', {})).rejects.toMatchObject({ name: 'HostLostError' });
    await expect(client.call('echo', { text: 'after' })).resolves.toEqual({ text: 'after' });
    const second = readies[1]!;
    expect(second.pid).not.toBe(first.pid);
    expect({ ...second, pid: 0 }).toEqual({ ...first, pid: 0 });
    expect(await cookieFrom(second)).toBe(cookie);
    expect(exits).toEqual([{ code: null, signal: 'SIGKILL', livedMs: expect.any(Number), waitMs: 250 }]);
    client.close();
  });

  it('ends in good order and leaves nothing behind', async () => {
    supervised = await supervise(process.execPath, hostArgs);
    const { pid, launchFile } = await supervised.ready();
    await supervised.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(dirname(launchFile))).toBe(false);
  });

  it('is tried again and again, ever more slowly, when it cannot start', async () => {
    const exits: HostExit[] = [];
    supervised = await supervise(process.execPath, ['-e', 'process.exit(3)'], {
      onRestart: (exit) => exits.push(exit),
      backoff: { minMs: 10, maxMs: 40, steadyMs: 10_000 },
    });
    await until(() => exits.length >= 5);
    expect(exits.slice(0, 5).map(({ code, waitMs }) => [code, waitMs])).toEqual([
      [3, 10],
      [3, 20],
      [3, 40],
      [3, 40],
      [3, 40],
    ]);
    await supervised.stop();
    supervised = await supervise('/nonexistent/command', [], {
      onRestart: (exit) => exits.push(exit),
      backoff: { minMs: 10, maxMs: 40, steadyMs: 10_000 },
    });
    exits.length = 0;
    await until(() => exits.length >= 2);
  });

  it('gets its secret through the environment and not on its command line', async () => {
    supervised = await supervise(process.execPath, hostArgs);
    const { pid, launchFile, origin } = await supervised.ready();
    const cookie = /=([^;]+)/.exec(await cookieFrom({ ready: true, pid, launchFile, origin }))![1]!;
    expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(cookie);
    expect(await readFile(`/proc/${pid}/environ`, 'utf8')).toContain(cookie);
  });
});

describe('supervise-main', () => {
  it('passes ready lines on, and its host ends with it even when it is killed', async () => {
    // "Any port": after a restart it must be the same one all the same.
    const command = [process.execPath, ...hostArgs, '--listen', '127.0.0.1:0'];
    const main = spawn(process.execPath, [join(here, 'supervise-main.ts'), '--', ...command], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const readies: ReadyLine[] = [];
    createInterface({ input: main.stdout }).on('line', (line) => {
      const ready = parseReadyLine(line);
      if (ready) readies.push(ready);
    });
    await until(() => readies.length === 1);
    process.kill(readies[0]!.pid, 'SIGKILL');
    await until(() => readies.length === 2);
    const { pid, origin } = readies[1]!;
    expect(origin).toBe(readies[0]!.origin);
    main.kill('SIGKILL');
    await once(main, 'exit');
    await until(() => !isAlive(pid));
  });
});

describe('the entry of a host', () => {
  async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const child = spawn(process.execPath, [hostArgs[0]!, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (error += part));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, error };
  }

  it('prints the public key, the same each time', async () => {
    const first = await run('--config', join(dir, 'echo.json'), '--public-key');
    expect(first.out).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
    expect(await run('--config', join(dir, 'echo.json'), '--public-key')).toEqual(first);
  });

  it('says what is wrong with its command line or configuration, without values', async () => {
    expect(await run()).toMatchObject({ code: 2, error: expect.stringContaining('--config is missing') });
    expect(await run('--config', 'x', '--listen', '0.0.0.0:80')).toMatchObject({ code: 2 });
    await writeFile(join(dir, 'bad.json'), '{"dataDir":7,"password":"geheim"}');
    const bad = await run('--config', join(dir, 'bad.json'), '--ui', dir);
    expect(bad).toMatchObject({ code: 1, error: expect.stringContaining('dataDir: invalid_type') });
    expect(bad.error).not.toContain('geheim"');
    await writeFile(join(dir, 'bad.json'), 'geheim');
    expect((await run('--config', join(dir, 'bad.json'), '--ui', dir)).error).toMatch(/is not JSON\n$/);
  });
});
