import type { SessionSeal } from '../seal/index.ts';

/** What the tray needs to know of who shares the session's keys: nothing that is sent from now on may be for somebody who is removed. */
export interface Readers {
  /** The epoch of the keys under which this end seals now; -1 before there is one. */
  readonly epoch: number;
  /** Whether what was sealed in that epoch is known to nobody but those who are in the session now and whoever they let in. */
  sameSince(epoch: number): boolean;
  /** Ends in the very call in which this end hears that somebody is to go, or is gone. While somebody is to go it has ended. */
  readonly staying: AbortSignal;
  /** Resolves when nobody is being removed. Rejects with the signal's reason. */
  settled(signal: AbortSignal): Promise<void>;
}

/** Those who share a seal's keys. */
export class SealReaders implements Readers {
  readonly #seal: Pick<SessionSeal, 'parting'>;
  #epoch = -1;
  #since = -1;
  #stop = new AbortController();

  constructor(seal: Pick<SessionSeal, 'parting' | 'subscribe' | 'on'>) {
    this.#seal = seal;
    seal.subscribe(() => {
      if (seal.parting !== null) this.#stop.abort();
    });
    seal.on('epoch', ({ number, since }) => {
      // A removal that somebody else made, before this end heard that it was wanted.
      if (this.#epoch !== -1 && since > this.#since) this.#stop.abort();
      this.#epoch = number;
      this.#since = since;
    });
  }

  get epoch(): number {
    return this.#epoch;
  }

  sameSince(epoch: number): boolean {
    return this.#epoch !== -1 && epoch >= this.#since;
  }

  get staying(): AbortSignal {
    if (this.#stop.signal.aborted && this.#seal.parting === null) this.#stop = new AbortController();
    return this.#stop.signal;
  }

  async settled(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const { parting } = this.#seal;
      if (parting === null) return;
      const off = new AbortController();
      const calledOff = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true, signal: off.signal });
      });
      await Promise.race([parting, calledOff]);
      off.abort();
    }
  }
}
