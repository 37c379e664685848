import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { VirtualCardSetting } from './virtual-card.ts';

/** On a busy machine the service may keep a client waiting for a minute each time when it is let go of; this only ends what hangs. */
const LONGEST_MS = 400_000;

export interface CardService {
  /**
   * Lays a card on the reader, one for each start of the service: the virtual reader does not take a second one reliably. `goesWhenRead`: it
   * is taken away in the middle of the first reading.
   */
  lay(card: VirtualCardSetting & { readonly goesWhenRead?: boolean }): Promise<LaidCard>;
  stop(): Promise<void>;
}

export interface LaidCard {
  /** @returns how many wrong PINs the card still bears */
  takeAway(): Promise<number>;
}

/** The system's card service with its virtual reader. Only for programs that `runApart` has started: it would meet the machine's own. */
export async function startCardService(): Promise<CardService> {
  const service = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
  while (!(await exists('/run/pcscd/pcscd.comm'))) await sleep(50);
  const cards: Worker[] = [];
  return {
    lay: (card) => lay(card, cards),
    stop: async () => {
      for (const card of cards) void card.terminate();
      if (service.exitCode !== null || service.signalCode !== null) return;
      const gone = once(service, 'exit');
      service.kill();
      await gone;
    },
  };
}

/**
 * Runs a program of ours in a network and a `/run` of its own, so that the machine's card service is neither needed nor met.
 * @returns what it printed
 */
export async function runApart(program: string): Promise<string> {
  const own = 'ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && exec "$0" "$1"';
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  // Nothing that the program started outlives it.
  const apart = [...user, '--net', '--mount', '--pid', '--fork', '--kill-child'];
  const command = [...apart, 'sh', '-c', own, process.execPath, program];
  const { stdout } = await promisify(execFile)('unshare', command, { timeout: LONGEST_MS, killSignal: 'SIGKILL' });
  return stdout;
}

/**
 * In a thread of its own, as a card of plastic is: a client of the service may hold its thread until the card has answered. The virtual reader
 * opens its port a moment after the service.
 */
async function lay(card: VirtualCardSetting, cards: Worker[]): Promise<LaidCard> {
  for (let tries = 0; ; tries += 1) {
    const worker = new Worker(new URL('virtual-card-worker.ts', import.meta.url), { workerData: card });
    try {
      await once(worker, 'message');
      cards.push(worker);
      return {
        takeAway: async () => {
          const said = once(worker, 'message');
          worker.postMessage('take away');
          return z.tuple([z.int()]).parse(await said)[0];
        },
      };
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
