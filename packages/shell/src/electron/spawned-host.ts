import { type Carrier, messagePortCarrier } from '@mado/rpc';
import { type SupervisedHost, supervise } from '@mado/rpc/node';
import { MessageChannelMain, type MessagePortMain } from 'electron';
import { log } from '../log.ts';
import type { HostProcess } from './host-lines.ts';

/**
 * The host under a Node of its own, for development and for runtimes whose Node cannot load the host's native parts. The shell speaks to its
 * loopback socket and passes every message on to the page's port, so the page sees no difference.
 */
export class SpawnedHost implements HostProcess {
  readonly #host: Promise<SupervisedHost>;

  constructor(options: {
    readonly node: string;
    readonly entry: string;
    readonly args: readonly string[];
    readonly uiDir: string;
  }) {
    this.#host = supervise(options.node, [options.entry, ...options.args, '--ui', options.uiDir], {
      onReady: ({ pid }) => log('info', 'host ready', { pid }),
      onRestart: (exit) => log('warn', 'host ended, starting again', { ...exit }),
    });
  }

  lines(give: (port: MessagePortMain) => void): () => void {
    let stopped = false;
    let stopCarriers: (() => void) | undefined;
    const begin = async (): Promise<void> => {
      const source = await (await this.#host).carriers();
      if (stopped) return;
      stopCarriers = source((carrier) => {
        const { port1, port2 } = new MessageChannelMain();
        join(carrier, messagePortCarrier(port1));
        give(port2);
      });
    };
    begin().catch((error: unknown) => log('error', 'no line to the host', { cause: String(error) }));
    return () => {
      stopped = true;
      stopCarriers?.();
    };
  }

  async stop(): Promise<void> {
    await (await this.#host).stop();
  }
}

/** Passes every message of one carrier on to the other, both ways, and the end as well. */
function join(a: Carrier, b: Carrier): void {
  a.start({ onMessage: (message) => b.send(message), onClose: () => b.close() });
  b.start({ onMessage: (message) => a.send(message), onClose: () => a.close() });
}
