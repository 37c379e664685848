import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { electronBinary, launchFolder, type LaunchedApp, NO_ELECTRON } from './launch.ts';
import type {} from './echo-app/src/ui/main.ts';

const folder = join(import.meta.dirname, 'echo-app');
let dir = '';
let shell: LaunchedApp;
let running = false;

test.beforeAll(async () => {
  test.skip(electronBinary() === undefined, NO_ELECTRON);
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder });
  dir = await mkdtemp(join(tmpdir(), 'mado-shell-'));
  const configFile = join(dir, 'config.json');
  const serverUrl = 'wss://127.0.0.1:9/v1/signaling';
  await writeFile(configFile, JSON.stringify({ dataDir: 'data', serverUrl, shell: { mode: 'window' } }));
  shell = await launchFolder(folder, {
    configFile,
    args: ['--use-fake-device-for-media-stream'],
  });
  running = true;
});

test.afterAll(async () => {
  if (running) await shell.app.close();
  if (dir !== '') await rm(dir, { recursive: true });
});

test('shows its own page from app:// under a strict page policy', async () => {
  const { page } = shell;
  expect(page.url()).toBe('app://mado/');
  expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  const answer = await page.evaluate(async () => {
    const response = await fetch('./index.html');
    return {
      policy: response.headers.get('content-security-policy'),
      sniff: response.headers.get('x-content-type-options'),
    };
  });
  expect(answer.policy).toContain("default-src 'none'");
  expect(answer.policy).toContain("connect-src 'self' wss://127.0.0.1:9");
  expect(answer.sniff).toBe('nosniff');
  const inline = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    return 'inlineRan' in window;
  });
  expect(inline).toBe(false);
});

test('gives the page neither Node nor Electron', async () => {
  const found = await shell.page.evaluate(() =>
    ['process', 'require', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  const preferences = await shell.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    // Known to Electron's own tests, not to its types.
    const known = contents as typeof contents & { getLastWebPreferences(): Record<string, unknown> };
    return { ...known.getLastWebPreferences(), spellChecker: contents.session.isSpellCheckerEnabled() };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellChecker: false,
  });
});

test('serves nothing outside of its folder', async () => {
  const statuses = await shell.page.evaluate(async () => {
    const paths = ['/../host/main.js', '/%2e%2e/host/main.js', '/..%2fhost%2fmain.js', '/.hidden', '/none.js'];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
});

test('refuses new windows, other pages and other addresses', async () => {
  const { app, page, said } = shell;
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    document.body.append(link);
    link.click();
  });
  await page.evaluate(() => {
    window.location.href = 'app://mado/assets/';
  });
  await expect.poll(() => said().match(/navigation refused/g)?.length).toBe(2);
  expect(page.url()).toBe('app://mado/');
  expect(app.windows()).toHaveLength(1);
  for (const address of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://other/']) {
    expect(
      await page.evaluate(
        (url) =>
          fetch(url).then(
            () => 'fetched',
            () => 'refused',
          ),
        address,
      ),
    ).toBe('refused');
  }
});

test('gives camera and microphone, and nothing else', async () => {
  const answers = await shell.page.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>): Promise<string> => {
      try {
        const answer = await ask();
        return typeof answer === 'string' ? answer : 'given';
      } catch {
        return 'refused';
      }
    };
    const state = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      media: await outcome(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
        for (const track of stream.getTracks()) track.stop();
      }),
      names: await outcome(async () => {
        const devices = await navigator.mediaDevices.enumerateDevices();
        return devices.every((device) => device.label !== '') ? 'given' : 'without names';
      }),
      geolocation: await outcome(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      display: await outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      notifications: await outcome(() => Notification.requestPermission()),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      midi: await state('midi'),
    };
  });
  expect(answers).toEqual({
    media: 'given',
    names: 'given',
    geolocation: 'refused',
    display: 'refused',
    notifications: 'denied',
    clipboard: 'refused',
    midi: 'denied',
  });
});

test('carries calls and 20 MB of bytes to the host in its utility process', async () => {
  const { page, hostPid } = shell;
  const answer = await page.evaluate(async () => {
    const data = new Uint8Array(20_000_000).map((_byte, index) => (index * 31) & 0xff);
    const start = performance.now();
    const back = await window.echoHost.call('bytes', { data });
    const ms = performance.now() - start;
    return { same: back.data.every((byte, index) => byte === data[index]), length: back.data.length, ms };
  });
  test.info().annotations.push({ type: '20 MB there and back', description: `${Math.round(answer.ms)} ms` });
  expect(answer).toMatchObject({ same: true, length: 20_000_000 });
  const { pid } = await page.evaluate(() => window.echoHost.call('whoAreYou', {}));
  expect(pid).toBe(hostPid());
});

test('starts the host again when it dies, without a reload of the page', async () => {
  const { page } = shell;
  const before = await page.evaluate(() => {
    // Kept by the page alone: a reload would lose them.
    const states: string[] = [];
    Reflect.set(window, 'states', states);
    window.echoHost.subscribe(() => states.push(window.echoHost.state));
    return window.echoHost.call('whoAreYou', {});
  });
  process.kill(before.pid, 'SIGKILL');
  const states = () => page.evaluate(() => Reflect.get(window, 'states') as string[]);
  await expect.poll(states).toEqual(['lost', 'open']);
  const after = await page.evaluate(() => window.echoHost.call('whoAreYou', {}));
  expect(after.pid).not.toBe(before.pid);
  expect(after.publicKey).toBe(before.publicKey);
  const crash = await page.evaluate(() =>
    window.echoHost.call('crash', {}).then(
      () => 'answered',
      (error: unknown) => (error instanceof Error ? error.name : 'no error'),
    ),
  );
  expect(crash).toBe('HostLostError');
  const again = await page.evaluate(() => window.echoHost.call('whoAreYou', {}));
  expect(again.pid).not.toBe(after.pid);
  expect(await states()).toEqual(['lost', 'open', 'lost', 'open']);
});

test('loads the page again when its renderer crashed, with the same host', async () => {
  const { app, page, hostPid } = shell;
  const pid = hostPid();
  await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
    webContents.forcefullyCrashRenderer();
    return loaded;
  });
  const state = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      return String(await webContents.executeJavaScript('document.querySelector("#state").textContent'));
    });
  await expect.poll(state).toBe('open');
  expect(hostPid()).toBe(pid);
  expect(page.isClosed()).toBe(false);
});

test('ends also while its host is down', async () => {
  const { app, hostPid } = shell;
  const shellProcess = app.process();
  await expect.poll(hostPid).toBeDefined();
  process.kill(hostPid()!, 'SIGKILL');
  await app.evaluate(({ app: electron }) => new Promise((resolve) => electron.once('child-process-gone', resolve)));
  running = false;
  await app.close();
  expect(shellProcess.exitCode).toBe(0);
});
