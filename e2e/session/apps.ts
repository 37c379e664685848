import { join } from 'node:path';
import { ClerkScreen } from '../stack/clerk-screen.ts';
import { KioskScreen } from '../stack/kiosk-screen.ts';
import { openInChromium } from '../stack/browser.ts';
import { startStack, type Stack, type StackOptions } from '../stack/stack.ts';

/** A city with both apps open in front of their people. */
export interface OpenCity {
  stack: Stack;
  kiosk: KioskScreen;
  clerk: ClerkScreen;
  /** What the pages said on their consoles as error, and uncaught exceptions. */
  problems(): string[];
  close(): Promise<void>;
}

/** Starts everything with both user interfaces in Chromium. */
export async function openCity(options: StackOptions = {}): Promise<OpenCity> {
  const stack = await startStack(options);
  try {
    const open = (role: 'kiosk' | 'clerk', viewport: { width: number; height: number }) =>
      openInChromium({
        capture: stack.capture[role],
        spki: stack.server.ready.certificateSpkiSha256,
        launchFile: stack.hosts[role].ready.launchFile,
        profileDir: join(stack.dir, `profile-${role}`),
        viewport,
      });
    const [kiosk, clerk] = await Promise.all([
      open('kiosk', { width: 1366, height: 768 }),
      open('clerk', { width: 1280, height: 800 }),
    ]);
    return {
      stack,
      kiosk: new KioskScreen(kiosk.page),
      clerk: new ClerkScreen(clerk.page),
      problems: () => [...kiosk.problems, ...clerk.problems],
      async close() {
        await Promise.all([kiosk.close(), clerk.close()]);
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Brings both people into a call with each other. */
export async function talk(city: OpenCity): Promise<void> {
  await city.kiosk.checkIn();
  await city.clerk.seesWaiting();
  await city.clerk.admit();
  await Promise.all([city.kiosk.inCall(), city.clerk.inCall()]);
}
