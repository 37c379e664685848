import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { CaptureFiles } from './media-files.ts';
import { watch } from './measure.ts';
import { notePapers } from './paper-trace.ts';

/** Switches under which Debian's Chromium runs quietly, without a network of its own, with a file for camera and microphone. */
export function chromiumArgs(options: {
  capture: CaptureFiles;
  /** SHA-256 of the server certificate's public key, base64: this certificate alone is trusted besides the system's. */
  spki: string;
}): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--no-first-run',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
    ...mediaArgs(options.capture),
    `--ignore-certificate-errors-spki-list=${options.spki}`,
  ];
}

/** Switches that give a Chromium or an Electron files for camera and microphone. */
export function mediaArgs(capture: CaptureFiles): string[] {
  return [
    // Two windows on one screen: neither may be put to sleep because the other covers it.
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-background-timer-throttling',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${capture.camera}`,
    `--use-file-for-fake-audio-capture=${capture.microphone}`,
  ];
}

export interface OpenedApp {
  page: Page;
  /** What the page said on its console as error, and uncaught exceptions. */
  problems: string[];
  /** Of these, exceptions that nothing in the page caught, and errors that the page reported itself. */
  exceptions: string[];
  close(): Promise<void>;
}

/** Opens one app's user interface in a Chromium of its own, through its host's launch file. */
export async function openInChromium(options: {
  capture: CaptureFiles;
  spki: string;
  launchFile: string;
  profileDir: string;
  viewport: { width: number; height: number };
  /** The screen is touched, too. */
  touch?: boolean;
  /** A window of its own on the screen at this place, in place of none. */
  window?: { x: number; y: number };
  /** What runs a command in another network. */
  prefix?: readonly string[];
  /** Notes the way of papers, which `scanSteps` reads. */
  papers?: boolean;
  /** Gets the page before it is loaded. */
  follow?: (page: Page) => void;
}): Promise<OpenedApp> {
  await preferRoutes(options.profileDir);
  const chromiumPath = process.env['MADO_CHROMIUM'] ?? '/usr/bin/chromium';
  const context: BrowserContext = await chromium.launchPersistentContext(options.profileDir, {
    executablePath: await elsewhere(chromiumPath, options.prefix ?? [], `${options.profileDir}.sh`),
    headless: options.window === undefined,
    args: [...chromiumArgs(options), ...windowArgs(options)],
    viewport: options.window === undefined ? options.viewport : null,
    hasTouch: options.touch === true,
    env: { ...process.env, TMPDIR: join(dirname(options.profileDir), 'tmp') },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  const exceptions: string[] = [];
  context.on('weberror', (error) => {
    const { stack, message } = error.error();
    for (const list of [problems, exceptions]) list.push(stack ?? message);
  });
  await watch(context);
  if (options.papers === true) await notePapers(context);
  const page = context.pages()[0] ?? (await context.newPage());
  options.follow?.(page);
  await page.goto(`file://${options.launchFile}`);
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:/);
  return { page, problems, exceptions, close: () => context.close() };
}

/** Media goes where the routes lead, as the shell has it of Electron. Chromium heeds the profile, and not the switch of this name. */
async function preferRoutes(profileDir: string): Promise<void> {
  const preferences = { webrtc: { ip_handling_policy: 'default_public_interface_only' } };
  await mkdir(join(profileDir, 'Default'), { recursive: true });
  await writeFile(join(profileDir, 'Default', 'Preferences'), JSON.stringify(preferences));
}

/** A script that runs the command behind the prefix, since a browser is started by one path. Its pipes go through. */
async function elsewhere(command: string, prefix: readonly string[], script: string): Promise<string> {
  if (prefix.length === 0) return command;
  const quoted = [...prefix, command].map((word) => `'${word}'`).join(' ');
  await writeFile(script, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o700 });
  return script;
}

function windowArgs(options: {
  viewport: { width: number; height: number };
  window?: { x: number; y: number };
}): string[] {
  if (options.window === undefined) return [];
  const { viewport, window } = options;
  return [
    '--app=about:blank',
    `--window-size=${viewport.width},${viewport.height}`,
    `--window-position=${window.x},${window.y}`,
  ];
}
