import { Emitter, callListener } from './emitter.ts';

/** No events of its own besides the change of the snapshot. */
export type NoEvents = Record<string, never>;

/**
 * A value that is replaced as a whole, never changed in place, and that tells when: what React's `useSyncExternalStore`
 * wants. `subscribe` and `getSnapshot` are bound, so they can be handed over as they are.
 */
export class Store<T, E extends Record<keyof E, unknown[]> = NoEvents> extends Emitter<E> {
  #snapshot: T;
  readonly #watchers = new Set<() => void>();

  constructor(initial: T) {
    super();
    this.#snapshot = initial;
  }

  readonly getSnapshot = (): T => this.#snapshot;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.onWatched(true);
    return () => {
      if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.onWatched(false);
    };
  };

  /** The first watcher has come, or the last one has gone: for what is work to keep up to date. */
  protected onWatched(watched: boolean): void {
    void watched;
  }

  protected setSnapshot(next: T): void {
    if (Object.is(next, this.#snapshot)) return;
    this.#snapshot = next;
    for (const watcher of [...this.#watchers]) callListener(watcher);
  }
}
