import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { cookieName, LoopbackServer, readCookie } from './loopback-server.ts';

let dir = '';
let server: LoopbackServer;
let lines = 0;
let refused: string[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-loopback-'));
  await mkdir(join(dir, 'ui', 'assets'), { recursive: true });
  await mkdir(join(dir, 'run'));
  await writeFile(join(dir, 'ui', 'index.html'), '<!doctype html><title>窓</title>');
  await writeFile(join(dir, 'ui', 'assets', 'app.js'), 'export {};');
  await writeFile(join(dir, 'ui', '.env'), 'HIDDEN');
  await writeFile(join(dir, 'outside.txt'), 'OUTSIDE');
  await symlink(join(dir, 'outside.txt'), join(dir, 'ui', 'link.txt'));
  lines = 0;
  refused = [];
  server = await LoopbackServer.start({
    name: 'kiosk',
    uiDir: join(dir, 'ui'),
    port: 0,
    runtimeDir: join(dir, 'run'),
    cookieSecret: 's'.repeat(43),
    sockets: ['wss://city.example:8443/v1/signaling'],
    onCarrier: () => lines++,
    onRefused: (reason) => refused.push(reason),
  });
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** One request with exactly the path and headers given; `fetch` would tidy them up. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    const call = request({
      host: '127.0.0.1',
      port,
      path,
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
    });
    call.on('error', reject);
    call.on('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    call.end(options.body);
  });
}

async function tokenOfLaunchFile(): Promise<string> {
  const page = await readFile(server.launchFile, 'utf8');
  return /name="token" value="([^"]+)"/.exec(page)![1]!;
}

function launch(token: string, headers: Record<string, string> = {}): Promise<Answer> {
  const body = new URLSearchParams({ token }).toString();
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'null', ...headers };
  return ask('/launch', { method: 'POST', headers: form, body });
}

/** Dials the RPC; whether it was let in. */
function dial(headers: Record<string, string>, path = '/rpc'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(server.origin.replace('http', 'ws') + path, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const cookie = () => `${cookieName(Number(new URL(server.origin).port))}=${'s'.repeat(43)}`;

describe('the way in', () => {
  it('is the launch file, which the owner alone can read', async () => {
    expect(server.launchFile).toBe(join(dir, 'run', 'kiosk-launch.html'));
    expect((await stat(server.launchFile)).mode & 0o777).toBe(0o600);
    const answer = await launch(await tokenOfLaunchFile());
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(answer.headers['set-cookie']).toEqual([`${cookie()}; HttpOnly; SameSite=Strict; Path=/`]);
    await expect(dial({ Origin: server.origin, Cookie: cookie() })).resolves.toBe(true);
    expect(lines).toBe(1);
  });

  it('takes a token once; the launch file holds a new one', async () => {
    const token = await tokenOfLaunchFile();
    expect((await launch(token)).status).toBe(303);
    expect((await launch(token)).status).toBe(403);
    const next = await tokenOfLaunchFile();
    expect(next).not.toBe(token);
    expect((await launch(next)).status).toBe(303);
    expect((await stat(server.launchFile)).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong, an empty and an endless token, and a token in a URL', async () => {
    expect((await launch('x'.repeat(43))).status).toBe(403);
    expect((await launch('')).status).toBe(403);
    expect((await launch('x'.repeat(5000))).status).toBe(413);
    expect((await ask(`/launch?token=${await tokenOfLaunchFile()}`)).status).toBe(405);
  });

  it('is closed to a wrong cookie, origin, host or path', async () => {
    const good = { Origin: server.origin, Cookie: cookie() };
    await expect(dial({ Origin: server.origin })).resolves.toBe(false);
    await expect(dial({ ...good, Cookie: `${cookie()}x` })).resolves.toBe(false);
    await expect(dial({ Cookie: cookie() })).resolves.toBe(false);
    await expect(dial({ ...good, Origin: 'http://127.0.0.1:1' })).resolves.toBe(false);
    await expect(dial({ ...good, Origin: server.origin.replace('127.0.0.1', 'localhost') })).resolves.toBe(false);
    await expect(dial({ ...good, Host: 'rebound.example' })).resolves.toBe(false);
    await expect(dial(good, '/other')).resolves.toBe(false);
    expect(refused).toEqual(['cookie', 'cookie', 'origin', 'origin', 'origin', 'host', 'path']);
    expect(lines).toBe(0);
  });

  it('answers nobody who calls it by another name', async () => {
    const { port } = new URL(server.origin);
    for (const Host of [`localhost:${port}`, 'rebound.example', `rebound.example:${port}`, '127.0.0.1']) {
      expect((await ask('/', { headers: { Host } })).status).toBe(421);
      expect((await launch(await tokenOfLaunchFile(), { Host })).status).toBe(421);
    }
  });
});

describe('the user interface', () => {
  it('is served with its type and the page policy', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const policy = String(page.headers['content-security-policy']);
    const own = server.origin.replace('http', 'ws');
    expect(policy).toContain(`connect-src 'self' wss://city.example:8443 https://city.example:8443 ${own};`);
    expect(policy).not.toContain('unsafe-inline');
    const script = await ask('/assets/app.js?v=1');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.body).toBe('export {};');
    expect((await ask('/', { method: 'HEAD' })).body).toBe('');
  });

  it('does not leave its folder, show hidden files or follow links out of it', async () => {
    for (const path of [
      '/../outside.txt',
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/assets/../../outside.txt',
      '/%252e%252e/outside.txt',
      '/..\\outside.txt',
      '/link.txt',
      '/.env',
      '/assets',
      '//etc/passwd',
      '/index.html%00.js',
      '/%ff',
      '/none.js',
      '/index.html/x',
    ]) {
      const answer = await ask(path);
      expect([path, answer.status, answer.body]).toEqual([path, 404, 'path\n']);
    }
  });

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask('/', { method })).status).toBe(405);
    }
  });
});

it('stops listening and takes its launch file away', async () => {
  const { origin, launchFile } = server;
  await server.close();
  await expect(fetch(origin)).rejects.toThrow();
  await expect(stat(launchFile)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('finds its cookie among others', () => {
  expect(readCookie('a=1; mado-host-80=x; mado-host-8=y', 'mado-host-8')).toBe('y');
  expect(readCookie('xmado-host-8=y', 'mado-host-8')).toBeUndefined();
  expect(readCookie(undefined, 'mado-host-8')).toBeUndefined();
});
