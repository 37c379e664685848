import type { Socket, SocketHandlers } from './socket.ts';

/** How soon a second socket that could not be opened is tried again, in milliseconds: the machine may not have its route yet. */
const AGAIN_MS = 150;
/** On a page that stood still the answer may lie there unread. Milliseconds. */
const UNREAD_MS = 50;

/** A socket that nobody listens to yet. What it says is kept. */
export interface SpareSocket {
  /** From here on `handlers` hear it, and first of all what it has said already. */
  take(handlers: SocketHandlers): Socket;
}

/**
 * A connection of which it is not known whether it still reaches the server: another one is opened beside it, and the one that says
 * something first goes on. That the first one spoke is told by `end`.
 */
export class LineDoubt {
  readonly #open: (handlers: SocketHandlers) => Socket;
  readonly #judge: (spare: SpareSocket | null) => void;
  #spare: Socket | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #over = false;
  #tell: (whole: boolean) => void = () => undefined;
  /** Whether the connection was whole. */
  readonly outcome = new Promise<boolean>((resolve) => (this.#tell = resolve));

  /** `judge` is called at most once: with the second socket when that spoke first, with null when neither did within `deadlineMs`. */
  constructor(
    open: (handlers: SocketHandlers) => Socket,
    deadlineMs: number,
    judge: (spare: SpareSocket | null) => void,
  ) {
    this.#open = open;
    this.#judge = judge;
    const late = () => this.#after(UNREAD_MS, () => this.#decide(null));
    this.#after(deadlineMs, late);
    this.#trySpare();
  }

  /** The connection is whole after all, or gone: the second one is not needed. */
  end(whole: boolean): void {
    if (this.#over) return;
    this.#stop(whole);
    this.#spare?.close(1000);
  }

  #trySpare(): void {
    const kept: (Uint8Array | null)[] = [];
    let taker: SocketHandlers | null = null;
    const socket = this.#open({
      message: (bytes) => {
        if (taker !== null) taker.message(bytes);
        else if (!this.#over) {
          kept.push(bytes);
          this.#decide({
            take: (handlers) => {
              taker = handlers;
              for (const each of kept.splice(0)) handlers.message(each);
              return socket;
            },
          });
        }
      },
      closed: (code) => {
        if (taker !== null) taker.closed(code);
        else if (!this.#over) this.#after(AGAIN_MS, () => this.#trySpare());
      },
    });
    this.#spare = socket;
  }

  #decide(spare: SpareSocket | null): void {
    if (this.#over) return;
    this.#stop(false);
    if (spare === null) this.#spare?.close(1000);
    this.#judge(spare);
  }

  #after(ms: number, then: () => void): void {
    this.#timers.push(setTimeout(then, ms));
  }

  #stop(whole: boolean): void {
    this.#over = true;
    this.#tell(whole);
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}
