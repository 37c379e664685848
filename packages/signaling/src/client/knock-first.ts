import type { OpenSocket, Socket, SocketHandlers } from './socket.ts';

/** Waits until something answers at the server's address, and says whether it did within so many milliseconds. Fails when it cannot look. */
export type Knock = (withinMs: number) => Promise<boolean>;

/** How long one knock waits, in milliseconds. Who has heard the server and knocks so long in vain cannot knock at all, such as behind a proxy. */
const KNOCK_MS = 2_000;
/** A socket is tried without an answer so often at most, in milliseconds: the server may be found at another address by now. */
const ANYWAY_EVERY_MS = 30_000;

/**
 * Opens sockets through `open`, and once one has failed only when the server's address answers. Chromium holds a page's sockets back when many have
 * failed, up to five seconds each, and a socket that was begun on a dead line asks again after one second, two and four; who knocks finds the line
 * back at once. Used only where a knock was answered while the server was there.
 */
export function knockFirst(open: OpenSocket, knock: Knock): OpenSocket {
  const door = new Door(knock);
  return (url, subprotocol, handlers) => {
    let heard = false;
    let over = false;
    let socket: Socket | null = null;
    const watched: SocketHandlers = {
      message(bytes) {
        if (!heard) door.heard();
        heard = true;
        handlers.message(bytes);
      },
      closed(code) {
        if (over) return;
        over = true;
        if (!heard) door.failed();
        handlers.closed(code);
      },
    };
    const begin = () => {
      if (!over) socket = open(url, subprotocol, watched);
    };
    const waiting = door.opens();
    if (waiting === null) begin();
    else void waiting.then(begin);
    return {
      send: (bytes) => socket?.send(bytes),
      close(code, reason) {
        if (socket !== null) {
          // Given up before it said a word.
          if (!heard && !over) door.failed();
          socket.close(code, reason);
        } else if (!over) {
          over = true;
          // As a browser's socket does: not within the call.
          queueMicrotask(() => handlers.closed(1006));
        }
      },
    };
  };
}

/** What is known of the server's door. */
class Door {
  readonly #knock: Knock;
  #failed = false;
  /** Whether knocking is of any use from here. */
  #audible = false;
  #opens: Promise<void> | null = null;
  #triedAt = 0;

  constructor(knock: Knock) {
    this.#knock = knock;
  }

  heard(): void {
    this.#failed = false;
    if (this.#audible) return;
    this.#knock(KNOCK_MS).then(
      (answered) => (this.#audible = answered),
      // The host is away: with the next line.
      () => undefined,
    );
  }

  failed(): void {
    if (!this.#failed) this.#triedAt = Date.now();
    this.#failed = true;
  }

  /** Null: it may be tried at once. Else resolves when it may. */
  opens(): Promise<void> | null {
    if (!this.#failed || !this.#audible) return null;
    this.#opens ??= this.#wait().finally(() => (this.#opens = null));
    return this.#opens;
  }

  async #wait(): Promise<void> {
    try {
      while (Date.now() - this.#triedAt < ANYWAY_EVERY_MS) if (await this.#knock(KNOCK_MS)) break;
    } catch {
      // Nobody knocks for this page just now, so it tries by itself, at the pace of its attempts.
    }
    this.#triedAt = Date.now();
  }
}
