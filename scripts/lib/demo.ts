// Plays or opens a whole session. See scripts/demo for its usage.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { electronBinary, launchApp } from '../../e2e/electron/launch.ts';
import { mediaArgs, openInChromium, type OpenedApp } from '../../e2e/stack/browser.ts';
import { ClerkDoor, PASSWORD } from '../../e2e/stack/clerk-door.ts';
import { ClerkScreen } from '../../e2e/stack/clerk-screen.ts';
import { KioskScreen } from '../../e2e/stack/kiosk-screen.ts';
import { startStack, type Stack } from '../../e2e/stack/stack.ts';
import { playWholeSession, printedPicture } from '../../e2e/stack/whole-session.ts';

const { values: options } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    out: { type: 'string', default: 'demo-out' },
    tcp: { type: 'boolean', default: false },
    'small-cameras': { type: 'boolean', default: false },
  },
});
const say = (words: string) => console.log(`  ${words}`);

console.log('Starting the city: server, booth with scanner and printer, kiosk, clerk');
const begun = Date.now();
const electron = !options.headless && electronBinary() !== undefined;
const stack = await startStack({
  forceTcp: options.tcp,
  withoutHosts: electron,
  camera: options['small-cameras'] ? 'small' : 'usual',
});
say(`up after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
try {
  if (options.headless) await playAlone(stack, resolve(options.out));
  else await openWindows(stack);
} finally {
  await stack.stop();
}

/** Plays the whole session without a screen and leaves report, pictures and papers in a folder. */
async function playAlone(city: Stack, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const open = (role: 'kiosk' | 'clerk', viewport: { width: number; height: number }) =>
    openInChromium({
      capture: city.capture[role],
      spki: city.server.ready.certificateSpkiSha256,
      launchFile: city.hosts[role].ready.launchFile,
      profileDir: join(city.dir, `profile-${role}`),
      viewport,
      papers: true,
    });
  const [kioskApp, clerkApp] = await Promise.all([
    open('kiosk', { width: 1366, height: 768 }),
    open('clerk', { width: 1920, height: 1080 }),
  ]);
  try {
    await logIn(city, clerkApp.page);
    const kiosk = new KioskScreen(kioskApp.page);
    const clerk = new ClerkScreen(clerkApp.page);
    let step = 0;
    const report = await playWholeSession(city, kiosk, clerk, {
      say,
      async picture(name) {
        step += 1;
        const file = `${String(step).padStart(2, '0')}-${name}`;
        await Promise.all([
          kiosk.page.screenshot({ path: join(out, `${file}-kiosk.png`) }),
          clerk.page.screenshot({ path: join(out, `${file}-clerk.png`) }),
        ]);
      },
      paper: (name, data) => writeFile(join(out, name), data),
    });
    await printedPicture(join(out, 'printed.pdf'), join(out, 'printed'));
    const problems = { kiosk: kioskApp.problems, clerk: clerkApp.problems };
    await writeFile(join(out, 'report.json'), `${JSON.stringify({ ...report, problems }, null, 2)}\n`);
    console.log(JSON.stringify(report, null, 2));
    console.log(`Report, pictures and papers are in ${out}`);
    if (!report.erased) throw new Error(`something is left after erasure: ${report.residueFound.join(', ')}`);
  } finally {
    await Promise.all([kioskApp.close(), clerkApp.close()]);
  }
}

/** The clerk's first log-in, with password and second factor, at the real screen. */
async function logIn(city: Stack, page: OpenedApp['page']): Promise<void> {
  const clerk = city.people.clerk;
  if (clerk === undefined) throw new Error('nobody is registered');
  await new ClerkDoor(page).enter(clerk);
}

/** Opens both apps as windows, in Electron where it is installed, and waits until both are closed. */
async function openWindows(city: Stack): Promise<void> {
  const places = { kiosk: { x: 0, y: 0 }, clerk: { x: 480, y: 120 } } as const;
  const closed: Promise<unknown>[] = [];
  for (const role of ['kiosk', 'clerk'] as const) {
    if (electron) {
      const { app, page } = await launchApp(role, {
        configFile: city.configFiles[role],
        args: mediaArgs(city.capture[role]),
      });
      closed.push(new Promise((done) => app.on('close', () => done(null))));
      if (role === 'clerk') await logIn(city, page);
    } else {
      const { page } = await openInChromium({
        capture: city.capture[role],
        spki: city.server.ready.certificateSpkiSha256,
        launchFile: city.hosts[role].ready.launchFile,
        profileDir: join(city.dir, `profile-${role}`),
        viewport: role === 'kiosk' ? { width: 1366, height: 768 } : { width: 1440, height: 900 },
        window: places[role],
      });
      closed.push(new Promise((done) => page.once('close', done)));
      if (role === 'clerk') await logIn(city, page);
    }
  }
  console.log(
    'One window is the booth, the other the clerk\u2019s desk. Press はじめる in the booth, then ご案内する at the desk.',
  );
  console.log(`The clerk is logged in; the password that opens a locked desk is ${PASSWORD}`);
  console.log('A receipt lies on the scanner. Close both windows to end.');
  await Promise.all(closed);
}
