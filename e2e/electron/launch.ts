import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { z } from 'zod';
import { PROJECT } from '../stack/parts.ts';

const run = promisify(execFile);

/** Said when there is nothing to test with. */
export const NO_ELECTRON =
  'Electron tests are skipped: no Electron binary (install it, or name its folder in ELECTRON_OVERRIDE_DIST_PATH)';

/** The user that a test runtime may change to when it is started as root: nobody. */
export const NOBODY = 65534;

/** From this version on, the hosts' native parts load in Electron's own Node. */
const OWN_NODE_SINCE = 36;

/** From this version on, encoded transforms (`RTCRtpScriptTransform`) are there without being asked for: Chromium 141. */
const TRANSFORMS_SINCE = 39;

/** Electron's executable: of `ELECTRON_OVERRIDE_DIST_PATH`, else of the installed package; `undefined` when there is none. */
export function electronBinary(): string | undefined {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = override === undefined ? installedBinary() : join(resolve(override), 'electron');
  return path !== undefined && existsSync(path) ? path : undefined;
}

function installedBinary(): string | undefined {
  const folder = join(PROJECT, 'apps/kiosk/node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8')) : undefined;
}

export interface LaunchOptions {
  readonly configFile: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Switches for Chromium, e.g. a microphone from a file. */
  readonly args?: readonly string[];
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Everything that the shell and its host have said on standard error so far. */
  readonly said: () => string;
  /** Process of the host that was ready last. */
  readonly hostPid: () => number | undefined;
}

const builds = new Map<string, Promise<unknown>>();

/** Builds an app for Electron, once in the life of this process. */
function built(name: 'kiosk' | 'clerk'): Promise<unknown> {
  const running = builds.get(name) ?? run(process.execPath, ['build.mjs'], { cwd: join(PROJECT, 'apps', name) });
  builds.set(name, running);
  return running;
}

/**
 * Builds an app and starts it (`apps/NAME/dist`) in Electron. When a runtime is too old for the hosts' native parts, the host runs under
 * this process's own Node. The configuration's folder is opened to the user that a test runtime may change to.
 */
export async function launchApp(name: 'kiosk' | 'clerk', options: LaunchOptions): Promise<LaunchedApp> {
  await built(name);
  const major = await electronMajor();
  const ownNode = major >= OWN_NODE_SINCE;
  const transforms = major >= TRANSFORMS_SINCE ? [] : ['--enable-blink-features=RTCRtpScriptTransform'];
  return launchFolder(join(PROJECT, 'apps', name), {
    ...options,
    args: [...transforms, ...(options.args ?? [])],
    env: { ...(ownNode ? {} : { MADO_HOST_NODE: process.execPath }), ...options.env },
  });
}

/** Starts any built app in Electron. */
export async function launchFolder(folder: string, options: LaunchOptions): Promise<LaunchedApp> {
  const binary = electronBinary();
  if (binary === undefined) throw new Error(NO_ELECTRON);
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined;
  await openToRuntime(options.configFile);
  const app = await _electron.launch({
    executablePath: overridden ? join(import.meta.dirname, 'early/electron') : binary,
    // Where loopback is the only network, WebRTC must be told that it may be used.
    args: ['--allow-loopback-in-peer-connection', ...(options.args ?? []), folder],
    env: { ...plainEnvironment(), MADO_ELECTRON_BINARY: binary, MADO_CONFIG: options.configFile, ...options.env },
  });
  let said = '';
  app
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (part: string) => (said += part));
  const page = await shown(app).catch(async (error: unknown) => {
    await app.close();
    throw new Error(`the app did not show its page; it said:\n${said}`, { cause: error });
  });
  return {
    app,
    page,
    said: () => said,
    hostPid: () => {
      const pid = [...said.matchAll(/"msg":"host ready","pid":(\d+)/g)].at(-1)?.[1];
      return pid === undefined ? undefined : Number(pid);
    },
  };
}

async function shown(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  // Not the empty page that the window begins with.
  await page.waitForURL(/^app:/, { timeout: 60_000 });
  return page;
}

async function electronMajor(): Promise<number> {
  const binary = electronBinary();
  if (binary === undefined) throw new Error(NO_ELECTRON);
  const { stdout } = await run(binary, ['--version']);
  return Number(/v(\d+)\./.exec(stdout)?.[1] ?? 0);
}

/** As root, lets the user nobody read a test's configuration folder and own its data folder. */
async function openToRuntime(configFile: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const folder = dirname(configFile);
  const config = z.object({ dataDir: z.string() }).parse(JSON.parse(await readFile(configFile, 'utf8')));
  const dataDir = resolve(folder, config.dataDir);
  await chmod(folder, 0o755);
  await chmod(configFile, 0o644);
  await run('mkdir', ['-p', dataDir]);
  await run('chown', ['-R', `${NOBODY}:${NOBODY}`, dataDir]);
}

/** Makes a folder that the runtime's user owns. */
export async function ownedByRuntime(folder: string): Promise<string> {
  await mkdir(folder, { mode: 0o700 });
  if (process.getuid?.() === 0) await chown(folder, NOBODY, NOBODY);
  return folder;
}

function plainEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  return environment;
}
