import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NOBODY } from './launch.ts';

/** A Linux desktop's own key ring with a bus of its own, for the user that the test runtime runs as. */
export interface KeyRing {
  /** Address of the bus. */
  readonly bus: string;
  stop(): Promise<void>;
}

const asRoot = process.getuid?.() === 0;

/** Starts `gnome-keyring-daemon`, unlocked. Its keys are below `dir`, which is there already. */
export async function startKeyRing(dir: string): Promise<KeyRing> {
  const home = join(dir, 'ring');
  await mkdir(home, { mode: 0o700 });
  if (asRoot) await chown(home, NOBODY, NOBODY);
  const bus = `unix:path=${join(home, 'bus')}`;
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home, DBUS_SESSION_BUS_ADDRESS: bus };
  const start = (command: string, args: readonly string[]) =>
    spawn(command, args, {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
  const daemon = start('dbus-daemon', ['--session', `--address=${bus}`, '--nofork', '--print-address']);
  await said(daemon);
  const ring = start('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets']);
  ring.stdin.end('a password of tests alone');
  // It says where its socket is once the ring is open.
  await said(ring);
  return {
    bus,
    async stop() {
      for (const part of [ring, daemon]) {
        const ended = once(part, 'exit');
        part.kill('SIGTERM');
        await ended;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function said({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('no output');
  await once(stdout, 'data');
}
