import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { z } from 'zod';

/** A part of Mado that runs as a process of its own and said on stdout that it is ready. */
export interface RunningPart<Ready> {
  readonly name: string;
  readonly ready: Ready;
  readonly pid: number;
  /** Everything that it wrote to stderr goes here. */
  readonly logFile: string;
  /** Resolves with the exit code, or the signal's name, when it is gone. */
  readonly exited: Promise<number | string>;
  /** Asks it to stop (SIGTERM); ends it after ten seconds. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would. */
  kill(): Promise<void>;
}

export interface PartCommand<Ready> {
  name: string;
  /** What runs the command somewhere else, by replacing itself with it. */
  prefix?: readonly string[];
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  logFile: string;
  /** Shape of the one JSON line that it prints when it is ready. */
  ready: z.ZodType<Ready>;
  /** Milliseconds. */
  readyWithin?: number;
}

export class PartNotReadyError extends Error {
  override readonly name = 'PartNotReadyError';
}

/** Starts a part and waits for its ready line. Throws `PartNotReadyError` when it exits first or takes too long. */
export async function startPart<Ready>(wanted: PartCommand<Ready>): Promise<RunningPart<Ready>> {
  const [command = wanted.command, ...args] = [...(wanted.prefix ?? []), wanted.command, ...wanted.args];
  const child = spawn(command, args, {
    env: { ...process.env, ...wanted.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pipe(createWriteStream(wanted.logFile, { flags: 'a', mode: 0o600 }));
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) =>
    typeof code === 'number' ? code : String(signal),
  );
  const ready = await readyLine(child, wanted, exited);
  return {
    name: wanted.name,
    ready,
    pid: child.pid ?? 0,
    logFile: wanted.logFile,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(late);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function readyLine<Ready>(
  child: ChildProcess,
  wanted: PartCommand<Ready>,
  exited: Promise<number | string>,
): Promise<Ready> {
  const { stdout } = child;
  if (stdout === null) throw new PartNotReadyError(`${wanted.name} has no stdout`);
  const within = wanted.readyWithin ?? 30_000;
  const timeout = new AbortController();
  const lines = createInterface({ input: stdout });
  try {
    return await Promise.race([
      (async () => {
        for await (const line of lines) {
          const parsed = wanted.ready.safeParse(asJson(line));
          if (parsed.success) return parsed.data;
        }
        throw new PartNotReadyError(`${wanted.name} closed its output before it was ready; see ${wanted.logFile}`);
      })(),
      exited.then((how) => {
        throw new PartNotReadyError(`${wanted.name} ended (${how}) before it was ready; see ${wanted.logFile}`);
      }),
      new Promise<never>((_, reject) => {
        const timer = setTimeout(() => {
          child.kill('SIGKILL');
          reject(new PartNotReadyError(`${wanted.name} was not ready within ${within} ms; see ${wanted.logFile}`));
        }, within);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      }),
    ]);
  } finally {
    timeout.abort();
    lines.close();
    // Whatever it prints later must not fill the pipe.
    stdout.resume();
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The children of a process; none of one that is over. */
export async function childrenOf(pid: number): Promise<number[]> {
  const found: number[] = [];
  // Threads and processes end while they are looked at.
  for (const task of await readdir(`/proc/${pid}/task`).catch(unlessOver([]))) {
    const children = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(unlessOver(''));
    found.push(...children.split(' ').filter(Boolean).map(Number));
  }
  return found;
}

function unlessOver<T>(nothing: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return nothing;
    throw error;
  };
}

/** Signals a process, and says whether it was still there. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return unlessOver(false)(error as NodeJS.ErrnoException);
  }
}

/** Kills the child whose command has `part` in it, as the kernel would one that takes too much. Gives its id. */
export async function killChildNamed(pid: number, part: string): Promise<number> {
  for (const child of await childrenOf(pid)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8');
    if (!command.includes(part)) continue;
    process.kill(child, 'SIGKILL');
    return child;
  }
  throw new Error(`process ${pid} has no child ${part}`);
}

/** A process and all that came of it. */
export async function treeOf(pid: number): Promise<number[]> {
  const below = await Promise.all((await childrenOf(pid)).map(treeOf));
  return [pid, ...below.flat()];
}

/** The process of the browser that has its profile in this folder. */
export async function browserOf(profileDir: string): Promise<number> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // Others end while they are looked at.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--user-data-dir=${profileDir}\0`) && !command.includes('--type=')) return Number(pid);
  }
  throw new Error(`no browser has ${profileDir}`);
}
