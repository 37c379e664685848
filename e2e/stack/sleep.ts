import { join } from 'node:path';
import { browserOf, signal, treeOf } from './process.ts';
import type { Stack } from './stack.ts';

/** Stops every process of the booth, browser and host, as a laptop does that is closed. Returns what wakes it. */
export async function putBoothToSleep({ dir, hosts }: Stack): Promise<() => void> {
  const roots = [await browserOf(join(dir, 'profile-kiosk')), hosts.kiosk.pid];
  const all = (await Promise.all(roots.map(treeOf))).flat();
  const asleep = all.filter((pid) => signal(pid, 'SIGSTOP'));
  return () => {
    for (const pid of asleep) signal(pid, 'SIGCONT');
  };
}
