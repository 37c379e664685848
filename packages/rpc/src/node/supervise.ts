import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { MAX_RPC_BYTES } from '../codec.ts';
import type { CarrierSource } from '../carrier.ts';
import { RPC_PATH } from '../rpc-path.ts';
import { webSocketCarriers } from '../web-socket-carrier.ts';
import { type Backoff, HOST_BACKOFF, nextWait } from './backoff.ts';
import { makeRuntimeDir, newSecret, removeRuntimeDir } from './launch.ts';
import { cookieName } from './loopback-server.ts';
import { HOST_ENV, parseReadyLine, type ReadyLine } from './ready-line.ts';

/** Why a host ended. */
export interface HostExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from its start to its end. */
  readonly livedMs: number;
  /** Milliseconds until the next start. */
  readonly waitMs: number;
}

export interface SuperviseOptions {
  /** Environment of the host; `process.env` when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Each time that a host is ready: at first, and after each restart. */
  readonly onReady?: (ready: ReadyLine) => void;
  /** The host ended without being told to and will be started again. */
  readonly onRestart?: (exit: HostExit) => void;
  /** What the host says on standard output beside its ready line. */
  readonly onLine?: (line: string) => void;
  readonly backoff?: Backoff;
}

/** How long a host has to end in good order, in milliseconds, before it is killed. */
const STOP_GRACE_MS = 5_000;

type Phase =
  | { readonly kind: 'running'; readonly child: ChildProcess; readonly since: number }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'stopped' };

/**
 * Keeps a host process alive: starts it again whenever it ends, for ever, with back-off, with the same port, cookie and launch file, so that
 * pages that are open come back by themselves.
 */
export class SupervisedHost {
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #options: SuperviseOptions;
  readonly #cookie = newSecret();
  readonly #runtimeDir: string;
  readonly #readers: ((ready: ReadyLine) => void)[] = [];
  #phase: Phase = { kind: 'stopped' };
  #ready: ReadyLine | undefined;
  #waitMs = 0;

  constructor(command: string, args: readonly string[], dir: string, options: SuperviseOptions) {
    this.#command = command;
    this.#args = args;
    this.#runtimeDir = dir;
    this.#options = options;
    this.#start();
  }

  /** The first ready line; later ones come through `onReady`. */
  ready(): Promise<ReadyLine> {
    const { promise, resolve } = Promise.withResolvers<ReadyLine>();
    if (this.#ready) resolve(this.#ready);
    else this.#readers.push(resolve);
    return promise;
  }

  /** Process of the host at this moment. */
  get pid(): number | undefined {
    return this.#phase.kind === 'running' ? this.#phase.child.pid : undefined;
  }

  /** Lines to the host for the process that supervises it, which needs no launch file. */
  async carriers(): Promise<CarrierSource> {
    const { origin } = await this.ready();
    const { host, port } = new URL(origin);
    const headers = { Cookie: `${cookieName(Number(port))}=${this.#cookie}` };
    return webSocketCarriers(`ws://${host}${RPC_PATH}`, {
      dial: (url) => new WebSocket(url, { origin, headers, maxPayload: MAX_RPC_BYTES, perMessageDeflate: false }),
    });
  }

  /** Ends the host in good order (killed after five seconds) and starts it no more. */
  async stop(): Promise<void> {
    const phase = this.#phase;
    this.#phase = { kind: 'stopped' };
    if (phase.kind === 'waiting') clearTimeout(phase.timer);
    if (phase.kind === 'running') await endChild(phase.child);
    await removeRuntimeDir(this.#runtimeDir);
  }

  #start(): void {
    const child = spawn(this.#command, [...this.#args], {
      // Standard input stays open as long as this process lives: the host ends when it closes.
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...(this.#options.env ?? process.env), ...this.#inheritance() },
      windowsHide: true,
    });
    const since = performance.now();
    this.#phase = { kind: 'running', child, since };
    createInterface({ input: child.stdout }).on('line', (line) => this.#read(line));
    // `exit` does not come when the command could not be started at all.
    child.once('error', () => this.#ended(child, null, null, since));
    child.once('exit', (code, signal) => this.#ended(child, code, signal, since));
    child.stdin.once('error', () => child.stdin.destroy());
  }

  #inheritance(): Record<string, string> {
    const port = this.#ready ? { [HOST_ENV.port]: new URL(this.#ready.origin).port } : {};
    return {
      ...port,
      [HOST_ENV.cookie]: this.#cookie,
      [HOST_ENV.runtimeDir]: this.#runtimeDir,
      [HOST_ENV.supervised]: '1',
    };
  }

  #read(line: string): void {
    const ready = parseReadyLine(line);
    if (!ready) {
      this.#options.onLine?.(line);
      return;
    }
    this.#ready = ready;
    for (const reader of this.#readers.splice(0)) reader(ready);
    this.#options.onReady?.(ready);
  }

  #ended(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null, since: number): void {
    if (this.#phase.kind !== 'running' || this.#phase.child !== child) return;
    const livedMs = Math.round(performance.now() - since);
    this.#waitMs = nextWait(this.#options.backoff ?? HOST_BACKOFF, this.#waitMs, livedMs);
    this.#phase = { kind: 'waiting', timer: setTimeout(() => this.#start(), this.#waitMs) };
    this.#options.onRestart?.({ code, signal, livedMs, waitMs: this.#waitMs });
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(timer);
}

/** Starts a host under supervision. `command` and `args` must carry no secret. */
export async function supervise(
  command: string,
  args: readonly string[],
  options: SuperviseOptions = {},
): Promise<SupervisedHost> {
  return new SupervisedHost(command, args, await makeRuntimeDir(), options);
}
