import type { Readers } from '../channel/tray-readers.ts';

/** Readers of whom the test says when somebody is to go and when everybody else has new keys. */
export class SteadyReaders implements Readers {
  epoch = 1;
  #since = 0;
  #stop = new AbortController();
  #parting: PromiseWithResolvers<void> | null = null;

  sameSince(epoch: number): boolean {
    return epoch >= this.#since;
  }

  get staying(): AbortSignal {
    if (this.#stop.signal.aborted && this.#parting === null) this.#stop = new AbortController();
    return this.#stop.signal;
  }

  async settled(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await this.#parting?.promise;
    signal.throwIfAborted();
  }

  /** Somebody is to go. */
  hold(): void {
    this.#parting ??= Promise.withResolvers();
    this.#stop.abort();
  }

  /** They are gone: a new epoch, with new keys for everybody else. */
  gone(): void {
    this.#since = ++this.epoch;
    this.#parting?.resolve();
    this.#parting = null;
    this.#stop.abort();
  }
}
