import { readdir, readFile } from 'node:fs/promises';

/** Ticks a second of the counters in `/proc` (USER_HZ; 100 on every Linux that runs here). */
const TICKS = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Seconds of processor time, user and system. */
  readonly seconds: number;
}

/** Seconds of processor time so far of the renderers of the browser that was opened with this profile. Linux alone. */
export async function rendererSeconds(profileDir: string): Promise<number> {
  const all = await processes();
  const browser = all.find(
    ({ command }) => command.includes(`--user-data-dir=${profileDir}`) && !command.includes('--type='),
  );
  if (browser === undefined) throw new Error(`no browser with the profile ${profileDir}`);
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const within = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === browser.pid || within(parent));
  };
  return all
    .filter(({ pid, command }) => command.includes('--type=renderer') && within(pid))
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

async function processes(): Promise<readonly Process[]> {
  const found = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readProcess));
  return found.filter((one) => one !== null);
}

/** One process; null when it has gone meanwhile. See proc(5). */
async function readProcess(pid: string): Promise<Process | null> {
  try {
    const [command, stat] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name in brackets may hold anything; what follows the last bracket is numbers.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      command: command.replaceAll('\0', ' '),
      seconds: ticks / TICKS,
    };
  } catch {
    return null;
  }
}
