import { resolve, join } from 'node:path';
import { HostConfigError, readShellConfig } from '@mado/rpc/node';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  type IpcMainEvent,
  Menu,
  powerSaveBlocker,
  session,
} from 'electron';
import { CopiedText } from '../copied.ts';
import { log } from '../log.ts';
import { isOwnPage } from '../page.ts';
import { ASK_CHANNEL, CLEAR_CHANNEL, COPIED_CHANNEL, PORT_CHANNEL } from './channels.ts';
import { hardenContents, hardenSession, registerScheme } from './harden.ts';
import type { HostProcess } from './host-lines.ts';
import { SpawnedHost } from './spawned-host.ts';
import { UtilityHost } from './utility-host.ts';
import { openWindow } from './window.ts';
import { wrappingKeys } from './wrapping-key.ts';

export interface ShellOptions {
  /** `kiosk` or `clerk`. */
  readonly name: string;
  /** Title of the window. */
  readonly title: string;
  /** Folder of the build: `ui/`, `host/main.js`, `electron/preload.cjs`. */
  readonly distDir: string;
  /** CSS colour of the window until the page has painted. */
  readonly background: string;
}

/** Whoever sits there cannot mend it and has to pass it on; the cause itself is for IT staff. */
const START_FAILED = {
  title: '窓を開けません',
  what: '端末の設定に問題があり、窓を始められませんでした。次の内容を情報システムの担当にお知らせください。',
} as const;

/**
 * An app's main process. `--config=FILE`, else `MADO_CONFIG`, else `config.json` in the app's data folder is the device's configuration. With
 * `MADO_HOST_NODE` the host runs under that Node (not in an installed app).
 */
export function runShell(options: ShellOptions): void {
  app.setName(`mado-${options.name}`);
  app.setPath('userData', join(app.getPath('appData'), `mado-${options.name}`));
  // Electron waits for this entry before it gets ready. A test's launcher that is late has done both itself.
  if (!app.isReady()) {
    registerScheme();
    app.enableSandbox();
  }
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app
    .whenReady()
    .then(() => start(options))
    .catch((error: unknown) => fail(error));
}

async function start(options: ShellOptions): Promise<void> {
  const configFile = findConfig();
  const config = await readShellConfig(configFile);
  const kiosk = config.mode === 'kiosk';
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, kiosk, config.signInOrigin));
  app.on('child-process-gone', (_event, details) => {
    // Chromium starts a GPU process again by itself; the host has its own supervision.
    log('warn', 'child process gone', { type: details.type, reason: details.reason });
  });
  if (kiosk) powerSaveBlocker.start('prevent-display-sleep');

  const uiDir = join(options.distDir, 'ui');
  const host = startHost(options, configFile, uiDir);
  endWith(host);

  // In memory alone: a session leaves no cache, cookie or store on the disk.
  const memory = session.fromPartition(`mado-${options.name}`);
  hardenSession(memory, {
    uiDir,
    serverUrl: config.serverUrl,
    pinnedKeys: app.isPackaged ? [] : config.pinnedKeys,
    kiosk,
  });
  const opening = openWindow({
    title: options.title,
    preload: join(options.distDir, 'electron', 'preload.cjs'),
    session: memory,
    mode: config.mode,
    stateFile: join(app.getPath('userData'), 'window.json'),
    background: options.background,
  });
  giveLines(host);
  keepClipboardClean();
  const window = await opening;
  app.on('second-instance', () => raise(window));
}

function findConfig(): string {
  const given = app.commandLine.getSwitchValue('config') || process.env['MADO_CONFIG'];
  return given ? resolve(given) : join(app.getPath('userData'), 'config.json');
}

function startHost(options: ShellOptions, configFile: string, uiDir: string): HostProcess {
  const entry = join(options.distDir, 'host', 'main.js');
  const args = ['--config', configFile];
  const node = app.isPackaged ? undefined : process.env['MADO_HOST_NODE'];
  if (node) return new SpawnedHost({ node, entry, args, uiDir });
  const wrappingKey = wrappingKeys(app.getPath('userData'));
  return new UtilityHost({ entry, args, name: `mado-${options.name}-host`, wrappingKey });
}

/** Gives the app's own page a line to the host when it asks, and a new one after the host was restarted. */
function giveLines(host: HostProcess): void {
  const stops = new Map<number, () => void>();
  ipcMain.on(ASK_CHANNEL, (event) => {
    if (!isFromOwnPage(event)) return;
    const contents = event.sender;
    stops.get(contents.id)?.();
    if (!stops.has(contents.id)) {
      contents.once('destroyed', () => {
        stops.get(contents.id)?.();
        stops.delete(contents.id);
      });
    }
    stops.set(
      contents.id,
      host.lines((port) => {
        if (contents.isDestroyed() || contents.isCrashed()) port.close();
        else contents.postMessage(PORT_CHANNEL, null, [port]);
      }),
    );
  });
}

function isFromOwnPage({ senderFrame: frame }: IpcMainEvent): boolean {
  if (frame?.parent === null && isOwnPage(frame.url)) return true;
  log('warn', 'message of a stranger dropped');
  return false;
}

/** How long after the page's word a copy is in the clipboard at the latest, in milliseconds. */
const COPY_MS = 50;

/** Takes what was copied in the page out of the clipboard when the page says so, and when the app ends. */
function keepClipboardClean(): void {
  const copied = new CopiedText(clipboard);
  const failed = (error: unknown) => log('warn', 'clipboard', { cause: String(error) });
  ipcMain.on(COPIED_CHANNEL, (event) => {
    // The page is told before the copy is made.
    if (isFromOwnPage(event)) setTimeout(() => void copied.noted().catch(failed), COPY_MS);
  });
  ipcMain.on(CLEAR_CHANNEL, (event) => {
    if (!isFromOwnPage(event)) return;
    copied.clear().then((cleared) => {
      if (cleared) log('info', 'clipboard cleared');
    }, failed);
  });
  app.on('will-quit', () => void copied.clear().catch(failed));
}

function endWith(host: HostProcess): void {
  let stopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    // The host closes its jobs and files first.
    event.preventDefault();
    host
      .stop()
      .catch((error: unknown) => log('error', 'host did not end well', { cause: String(error) }))
      .finally(() => {
        stopped = true;
        // Not before this event is over: Electron does not hear a second wish to quit within the first.
        setImmediate(() => app.quit());
      });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => app.quit());
}

function raise(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function fail(error: unknown): void {
  const text = error instanceof HostConfigError ? error.message : String(error);
  log('error', 'the app cannot start', { cause: text });
  if (app.isPackaged) dialog.showErrorBox(START_FAILED.title, `${START_FAILED.what}\n\n${text}`);
  app.exit(1);
}
