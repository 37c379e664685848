import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that a test started. */
export interface Peer {
  /** The last of what it said on both outputs. */
  said(): string;
  readonly running: boolean;
  stop(): Promise<void>;
}

/**
 * Ends the program when standard input closes, so that nothing outlives a test that was killed. `wait` gives the program's own end.
 */
const KEEPER = `exec 3<&0
"$@" 3<&- </dev/null &
program=$!
(cat <&3 >/dev/null; kill "$program"; for _ in 1 2 3 4 5 6; do kill -0 "$program" || exit; sleep 0.5; done; kill -9 "$program") </dev/null >/dev/null 2>&1 &
exec 3<&-
wait "$program"`;

/** Starts a program that lives as long as this process at most. */
export function startPeer(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Peer {
  const child: ChildProcess = spawn('/bin/sh', ['-c', KEEPER, 'keeper', command, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (text: string): void => {
    said = (said + text).slice(-8_000);
  };
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  child.stdin?.on('error', () => undefined);
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      running = false;
      resolve();
    };
    child.once('error', (error) => {
      hear(error.message);
      end();
    });
    child.once('exit', end);
  });
  return {
    said: () => said,
    get running() {
      return running;
    },
    stop: async () => {
      child.stdin?.end();
      await ended;
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}

/** Waits until `ready` holds. @throws Error with what the peer said when it ended or the time is up */
export async function untilReady(peer: Peer, ready: () => Promise<boolean>, name: string): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await ready())) {
    if (!peer.running || Date.now() > until) throw new Error(`${name} did not start: ${peer.said()}`);
    await delay(40);
  }
}

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
