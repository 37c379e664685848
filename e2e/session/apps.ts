import { expect, test } from '@playwright/test';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { electronBinary, launchApp } from '../electron/launch.ts';
import { ClerkDoor } from '../stack/clerk-door.ts';
import { ClerkScreen } from '../stack/clerk-screen.ts';
import { KioskScreen } from '../stack/kiosk-screen.ts';
import type { Carried } from '../stack/carried.ts';
import { mediaArgs, openInChromium, type OpenedApp } from '../stack/browser.ts';
import { watch } from '../stack/measure.ts';
import type { Role } from '../stack/parts.ts';
import { startStack, type Stack, type StackOptions } from '../stack/stack.ts';
import { together } from '../stack/together.ts';

/** A city with both apps open in front of their people. */
export interface OpenCity {
  stack: Stack;
  kiosk: KioskScreen;
  clerk: ClerkScreen;
  /** The clerk of the other desk, when there is one. */
  colleague: ClerkScreen | null;
  /** What the pages said on their consoles as error, and uncaught exceptions. */
  problems(): string[];
  /** Of these, exceptions that nothing in the pages caught, and errors that the pages reported themselves. */
  exceptions(): string[];
  /** Closes both apps and ends the hosts and the server. What they wrote stays until `close`. */
  shut(): Promise<void>;
  close(): Promise<void>;
}

const VIEWPORTS = { kiosk: { width: 1366, height: 768 }, clerk: { width: 1280, height: 800 } } as const;
const appOf = (role: Role) => (role === 'kiosk' ? 'kiosk' : 'clerk');

/**
 * Starts everything with both user interfaces: in Electron when the test's project says so, else in Chromium. The clerks are
 * logged in, unless they stay `atTheDoor`. `carried` gets all that Chromium and the server say to each other.
 */
export async function openCity(
  options: StackOptions & { electron?: boolean; atTheDoor?: boolean; carried?: Carried } = {},
): Promise<OpenCity> {
  const { electron = false, atTheDoor = false, carried, ...wanted } = options;
  const stack = await startStack({ ...wanted, withoutHosts: electron });
  const opened: OpenedApp[] = [];
  try {
    const roles = ['kiosk', 'clerk', ...(wanted.secondClerk === undefined ? [] : (['clerk2'] as const))] as const;
    const pages = await together(
      ...roles.map(async (role) => {
        const app = await (electron && role !== 'clerk2'
          ? openElectron(stack, role)
          : openChromium(stack, role, {
              prefix: role === 'clerk2' ? [] : (wanted.network?.prefix[role] ?? []),
              touch: role === 'kiosk' && wanted.kioskIsNew === true,
              follow: (page) => carried?.follow(page),
            }));
        opened.push(app);
        const beginner = stack.people[role];
        if (beginner !== undefined && !atTheDoor) await new ClerkDoor(app.page).enter(beginner);
        return app.page;
      }),
    );
    let open = true;
    const shutApps = async () => {
      if (open) await together(...opened.map((app) => app.close()));
      open = false;
    };
    const [kiosk, clerk, colleague] = pages as [Page, Page, Page?];
    return {
      stack,
      kiosk: new KioskScreen(kiosk),
      clerk: new ClerkScreen(clerk),
      colleague: colleague === undefined ? null : new ClerkScreen(colleague),
      problems: () => opened.flatMap((app) => app.problems),
      exceptions: () => opened.flatMap((app) => app.exceptions),
      async shut() {
        await shutApps();
        await together(...Object.values(stack.hosts).map((host) => host.stop()));
        await stack.server.stop();
      },
      async close() {
        await shutApps();
        await stack.stop();
      },
    };
  } catch (error) {
    await together(...opened.map((app) => app.close()));
    await stack.stop();
    throw error;
  }
}

/** Neither end says that something was wrong with what arrived, and nothing went wrong in a page that it did not expect. */
export async function nothingIsWrong({ kiosk, clerk, exceptions }: OpenCity): Promise<void> {
  for (const { page } of [kiosk, clerk]) expect(await faultsAt(page)).toEqual([]);
  expect(exceptions()).toEqual([]);
}

async function faultsAt(page: Page): Promise<string[]> {
  const said = await page.locator('.mado-seal__faults li').allTextContents();
  const counted = await page.locator('.mado-seal').first().getAttribute('data-seal-faults');
  return counted === '0' ? said : [`${counted ?? 'no lock'} faults`, ...said];
}

/** Whether this test runs in the Electron project. */
export function inElectron(): boolean {
  return test.info().project.name === 'electron';
}

/** Whether this test would need an Electron that is not installed. */
export function withoutElectron(): boolean {
  return inElectron() && electronBinary() === undefined;
}

function openChromium(
  stack: Stack,
  role: Role,
  {
    prefix,
    touch,
    follow,
  }: { readonly prefix: readonly string[]; readonly touch: boolean; readonly follow: (page: Page) => void },
): Promise<OpenedApp> {
  return openInChromium({
    capture: stack.capture[appOf(role)],
    spki: stack.server.ready.certificateSpkiSha256,
    launchFile: stack.hosts[role].ready.launchFile,
    profileDir: join(stack.dir, `profile-${role}`),
    viewport: VIEWPORTS[appOf(role)],
    prefix,
    touch,
    follow,
  });
}

async function openElectron(stack: Stack, role: 'kiosk' | 'clerk'): Promise<OpenedApp> {
  // A test runtime may run as another user, who cannot read this one's cache.
  const camera = `${role}${extname(stack.capture[role].camera)}`;
  const capture = { camera: join(stack.dir, camera), microphone: join(stack.dir, `${role}.wav`) };
  for (const kind of ['camera', 'microphone'] as const) {
    await copyFile(stack.capture[role][kind], capture[kind]);
    await chmod(capture[kind], 0o644);
  }
  // Everything that Electron writes is below the stack's folder, where it is searched.
  const profile = join(stack.dir, `electron-${role}`);
  await mkdir(profile);
  await chmod(profile, 0o777);
  const { app, page } = await launchApp(role, {
    configFile: stack.configFiles[role],
    args: mediaArgs(capture),
    env: { XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile, TMPDIR: profile },
  });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  const exceptions: string[] = [];
  page.on('pageerror', ({ message }) => {
    for (const list of [problems, exceptions]) list.push(message);
  });
  await watch(app.context());
  await page.reload();
  return { page, problems, exceptions, close: () => app.close() };
}

/** Brings both people into a call with each other. */
export async function talk(city: OpenCity): Promise<void> {
  await city.kiosk.checkIn();
  await city.clerk.seesWaiting();
  await city.clerk.admit();
  await Promise.all([city.kiosk.inCall(), city.clerk.inCall()]);
}
