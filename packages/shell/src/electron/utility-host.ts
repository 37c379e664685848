import {
  HOST_BACKOFF,
  NEW_WRAPPING_KEY,
  nextWait,
  STOP_MESSAGE,
  UTILITY_READY,
  type WrappingKey,
  type WrappingKeyMessage,
} from '@mado/rpc/node';
import { MessageChannelMain, type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron';
import { log } from '../log.ts';
import type { HostProcess } from './host-lines.ts';

const STOP_GRACE_MS = 5_000;

type Phase =
  | { readonly kind: 'starting'; readonly child: UtilityProcess }
  | { readonly kind: 'ready'; readonly child: UtilityProcess }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'stopped' };

/**
 * The host as a utility process of Electron: a crash of a device library ends the host and not the picture in front of the citizen. Started again
 * whenever it ends, with the same back-off as outside of Electron.
 */
export class UtilityHost implements HostProcess {
  readonly #entry: string;
  readonly #args: readonly string[];
  readonly #name: string;
  readonly #wrappingKey: WrappingKeySource;
  readonly #takers = new Set<(port: MessagePortMain) => void>();
  #phase: Phase = { kind: 'stopped' };
  #waitMs = 0;

  constructor(options: {
    readonly entry: string;
    readonly args: readonly string[];
    readonly name: string;
    readonly wrappingKey: WrappingKeySource;
  }) {
    this.#entry = options.entry;
    this.#args = options.args;
    this.#name = options.name;
    this.#wrappingKey = options.wrappingKey;
    this.#start();
  }

  lines(give: (port: MessagePortMain) => void): () => void {
    this.#takers.add(give);
    if (this.#phase.kind === 'ready') connect(this.#phase.child, give);
    return () => this.#takers.delete(give);
  }

  async stop(): Promise<void> {
    const phase = this.#phase;
    this.#phase = { kind: 'stopped' };
    if (phase.kind === 'waiting') clearTimeout(phase.timer);
    if (phase.kind !== 'starting' && phase.kind !== 'ready') return;
    const { child } = phase;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage(STOP_MESSAGE);
    const timer = setTimeout(() => child.kill(), STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Over the private line: arguments and environment can be read by other programs of the machine. */
  async #giveKey(child: UtilityProcess, from: () => Promise<WrappingKey>): Promise<void> {
    child.postMessage({ mado: 'wrapping-key', key: await from() } satisfies WrappingKeyMessage);
  }

  #start(): void {
    const since = performance.now();
    const child = utilityProcess.fork(this.#entry, [...this.#args], { serviceName: this.#name, stdio: 'inherit' });
    this.#phase = { kind: 'starting', child };
    void this.#giveKey(child, this.#wrappingKey.open);
    child.on('message', (message: unknown) => {
      if (message === NEW_WRAPPING_KEY) void this.#giveKey(child, this.#wrappingKey.makeAnew);
      if (message !== UTILITY_READY || this.#phase.kind !== 'starting') return;
      this.#phase = { kind: 'ready', child };
      log('info', 'host ready', { pid: child.pid });
      for (const give of this.#takers) connect(child, give);
    });
    child.once('exit', (code) => {
      if (this.#phase.kind === 'stopped') return;
      this.#waitMs = nextWait(HOST_BACKOFF, this.#waitMs, performance.now() - since);
      log('warn', 'host ended, starting again', { code, waitMs: this.#waitMs });
      this.#phase = { kind: 'waiting', timer: setTimeout(() => this.#start(), this.#waitMs) };
    });
  }
}

/** What a host seals its device key with. Looked for at each start, because a key store that was locked may be open now. Neither ever fails. */
export interface WrappingKeySource {
  readonly open: () => Promise<WrappingKey>;
  /** Puts one that does not open aside and makes another. */
  readonly makeAnew: () => Promise<WrappingKey>;
}

function connect(child: UtilityProcess, give: (port: MessagePortMain) => void): void {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(null, [port1]);
  give(port2);
}
