export type Listener<A extends unknown[]> = (...args: A) => void;

/** Runs a listener. What it throws is thrown in a microtask of its own: it surfaces as the bug it is and harms nobody else. */
export function callListener(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * A typed event source without Node's `events`. `E` maps event names to tuples of arguments.
 * Listeners run in the order in which they were added, at once; one that throws does not keep the others from hearing.
 */
export class Emitter<E extends Record<keyof E, unknown[]>> {
  readonly #listeners: { [K in keyof E]?: Set<Listener<E[K]>> } = {};

  /** Adds a listener; the returned function, or the signal's abort, takes it away. */
  on<K extends keyof E>(name: K, listener: Listener<E[K]>, options: { signal?: AbortSignal } = {}): () => void {
    if (options.signal?.aborted === true) return () => undefined;
    const listeners: Set<Listener<E[K]>> = this.#listeners[name] ?? new Set();
    this.#listeners[name] = listeners;
    listeners.add(listener);
    const off = () => {
      listeners.delete(listener);
    };
    options.signal?.addEventListener('abort', off, { once: true });
    return off;
  }

  /** Adds a listener for the next occurrence alone. */
  once<K extends keyof E>(name: K, listener: Listener<E[K]>): () => void {
    const off = this.on(name, (...args) => {
      off();
      listener(...args);
    });
    return off;
  }

  protected emit<K extends keyof E>(name: K, ...args: E[K]): void {
    for (const listener of [...(this.#listeners[name] ?? [])]) {
      callListener(() => listener(...args));
    }
  }

  protected removeAllListeners(): void {
    for (const name of Object.keys(this.#listeners)) {
      Reflect.deleteProperty(this.#listeners, name);
    }
  }
}
