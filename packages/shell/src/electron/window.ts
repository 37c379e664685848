import { readFile, writeFile } from 'node:fs/promises';
import type { ShellConfig } from '@mado/rpc/node';
import { app, BrowserWindow, screen, type Session } from 'electron';
import { placeWindow, SMALLEST, WindowState } from '../bounds.ts';
import { log } from '../log.ts';
import { APP_PAGE } from '../page.ts';

export interface WindowOptions {
  readonly title: string;
  readonly preload: string;
  readonly session: Session;
  readonly mode: ShellConfig['mode'];
  /** Where the window's place is kept between runs. */
  readonly stateFile: string;
  /** CSS colour until the page has painted. */
  readonly background: string;
}

/**
 * Media goes where the machine's routes lead, as signalling does. Left to choose among its addresses, Chromium tells a page of a new one two
 * seconds after it is there, and a call that has moved to another network waits for that.
 */
const MEDIA_PATH = 'default_public_interface_only';
/** How long to wait before a page whose renderer died is loaded again, in milliseconds. */
const RELOAD_MS = 500;

/** Opens the app's one window and keeps it showing the app's one page. */
export async function openWindow(options: WindowOptions): Promise<BrowserWindow> {
  const kiosk = options.mode === 'kiosk';
  const state = await readState(options.stateFile);
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(state?.bounds, { width: 1440, height: 900 }, screens),
    ...(kiosk ? { kiosk: true, frame: false } : { minWidth: SMALLEST.width, minHeight: SMALLEST.height }),
    title: options.title,
    backgroundColor: options.background,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      session: options.session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // The other side's voice must be heard without a click before it.
      autoplayPolicy: 'no-user-gesture-required',
      // A call goes on while its window is behind another one.
      backgroundThrottling: false,
    },
  });
  window.webContents.setWebRTCIPHandlingPolicy(MEDIA_PATH);
  if (state?.maximized && !kiosk) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  if (!kiosk) keepState(window, options.stateFile);
  keepPage(window, kiosk);
  await loadPage(window);
  return window;
}

/** Loads the app's page. One that was begun anew meanwhile is no failure: it is the later load that counts. */
async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(APP_PAGE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED')) throw error;
    log('info', 'page loaded anew before it was there');
  }
}

/** Loads the page again when its renderer died; the call comes back by the session's own means. */
function keepPage(window: BrowserWindow, kiosk: boolean): void {
  const { webContents } = window;
  webContents.on('did-finish-load', () => void webContents.setVisualZoomLevelLimits(1, 1));
  webContents.on('render-process-gone', (_event, details) => {
    log('error', 'renderer gone', { reason: details.reason, exitCode: details.exitCode });
    if (details.reason === 'clean-exit') return;
    setTimeout(() => {
      if (window.isDestroyed()) return;
      loadPage(window).catch((error: unknown) => log('error', 'reload failed', { cause: String(error) }));
    }, RELOAD_MS);
  });
  if (!kiosk) return;
  let quitting = false;
  app.once('before-quit', () => (quitting = true));
  // A booth's window is closed by ending the app, not from the screen.
  window.on('close', (event) => {
    if (!quitting) event.preventDefault();
  });
}

function keepState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writeFile(file, JSON.stringify(state)).catch((error: unknown) =>
      log('warn', 'window place not kept', { cause: String(error) }),
    );
  });
}

async function readState(file: string): Promise<WindowState | undefined> {
  try {
    const state = WindowState.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return state.success ? state.data : undefined;
  } catch {
    // None yet, or damaged: the window opens in the middle.
    return undefined;
  }
}
