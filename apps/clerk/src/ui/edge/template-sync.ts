import { isRefusal, SignalingError, type TemplatesClient } from '@mado/signaling';
import { CallRefusedError } from '@mado/rpc';
import type { ClerkHost } from './clerk-host.ts';

export interface TemplateSyncOptions {
  readonly store: TemplatesClient;
  readonly host: ClerkHost;
  /** The host fills by other versions now. */
  readonly onChanged: () => void;
}

/**
 * Hands newly published forms to the host. A conversation that runs keeps the forms that it began with: nothing is handed over before it
 * is over. A version that the host cannot fill is left out, and the one before stays.
 */
export class TemplateSync {
  readonly #options: TemplateSyncOptions;
  /** Hashes that the host has, or has refused, by template. */
  readonly #given = new Map<string, string>();
  #talking = false;
  #wanted = false;
  #busy = false;

  constructor(options: TemplateSyncOptions) {
    this.#options = options;
  }

  /** Something may have been published: at a log-in, after a break, when the server says so. */
  wish(): void {
    this.#wanted = true;
    void this.#work();
  }

  /** A new host has only what it was installed with. */
  forget(): void {
    this.#given.clear();
    this.wish();
  }

  talking(on: boolean): void {
    if (this.#talking === on) return;
    this.#talking = on;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted && !this.#talking) {
        this.#wanted = false;
        if (await this.#handOver()) this.#options.onChanged();
      }
    } catch (error) {
      // Nobody is at work here, or the line broke: it is wished for again with the log-in or the line.
      if (!(error instanceof SignalingError) && !isRefusal(error, 'forbidden')) reportError(error);
    } finally {
      this.#busy = false;
    }
  }

  async #handOver(): Promise<boolean> {
    const { store, host } = this.#options;
    let changed = false;
    for (const { id, published } of await store.list()) {
      if (published === null || this.#given.get(id) === published.hash) continue;
      const { map, pdf } = await store.open(id, published.version);
      try {
        await host.call('templates.install', { id, map, pdf });
        changed = true;
      } catch (error) {
        if (!(error instanceof CallRefusedError)) throw error;
        reportError(error);
      }
      this.#given.set(id, published.hash);
    }
    return changed;
  }
}
