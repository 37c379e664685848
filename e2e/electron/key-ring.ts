import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { NOBODY, ownedByRuntime } from './launch.ts';

const run = promisify(execFile);

/** A Linux desktop's own key ring with a bus of its own, for the user that the test runtime runs as. */
export interface KeyRing {
  /** Address of the bus. */
  readonly bus: string;
  stop(): Promise<void>;
}

/** Starts `gnome-keyring-daemon`, unlocked. Its keys are in `home`, a folder that is made now and removed in the end. */
export async function startKeyRing(home: string): Promise<KeyRing> {
  const asRoot = process.getuid?.() === 0;
  // The runtime's user passes through the folder of the test.
  if (asRoot) await chmod(dirname(home), 0o755);
  await ownedByRuntime(home);
  const bus = `unix:path=${join(home, 'bus')}`;
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home, DBUS_SESSION_BUS_ADDRESS: bus };
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const parts: ChildProcess[] = [];
  let said = '';
  const start = (command: string, args: readonly string[]) => {
    const part = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'pipe'], ...user });
    part.stderr.setEncoding('utf8').on('data', (words: string) => (said += words));
    parts.unshift(part);
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const part of parts) if (part.exitCode === null && part.kill('SIGTERM')) await once(part, 'exit');
    await rm(home, { recursive: true, force: true });
  };
  const answers = async (name: string): Promise<boolean> => {
    const question = [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.NameHasOwner',
    ];
    const said = await run('dbus-send', [...question, `string:${name}`], { env, ...user }).catch(() => undefined);
    return said?.stdout.includes('boolean true') === true;
  };
  try {
    start('dbus-daemon', ['--session', `--address=${bus}`, '--nofork', '--nopidfile']);
    await expect.poll(() => answers('org.freedesktop.DBus')).toBe(true);
    start('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets']).stdin.end('of tests alone');
    await expect.poll(() => answers('org.freedesktop.secrets')).toBe(true);
  } catch (error) {
    await stop();
    throw new Error(`there is no key ring; it said:\n${said}`, { cause: error });
  }
  return { bus, stop };
}
