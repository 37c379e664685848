import { connect, type Socket } from 'node:net';
import { addressOf } from './address.ts';

/** How often a new connection is begun, in milliseconds: one that was begun on a dead line asks again later and later. */
const EVERY_MS = 400;

/** Waits at the server's door. Only whether somebody opens is learned: nothing is said there and nothing believed. */
export class Knocker {
  readonly #server: ReturnType<typeof addressOf>;
  /** Where the server answered last. Its name is not looked up again: on a dead line that takes long, and hinders whoever looks up another. */
  #address: string | null = null;

  /** `url`: `wss://host:port/…` */
  constructor(url: string) {
    this.#server = addressOf(url);
  }

  /** Whether a TCP connection could be had within so many milliseconds. Resolves as soon as one can. Never fails. */
  knock(withinMs: number): Promise<boolean> {
    const under = new Set<Socket>();
    return new Promise((resolve) => {
      const end = (answered: boolean) => {
        clearInterval(again);
        clearTimeout(timer);
        for (const socket of under) socket.destroy();
        resolve(answered);
      };
      const begin = () => {
        // A name is looked up once at a time.
        if (this.#address === null && under.size > 0) return;
        const socket = connect({ host: this.#address ?? this.#server.host, port: this.#server.port });
        under.add(socket);
        socket.once('connect', () => {
          this.#address = socket.remoteAddress ?? null;
          end(true);
        });
        // Refused, or no way there: the next one may find more.
        socket.on('error', () => under.delete(socket));
      };
      const again = setInterval(begin, EVERY_MS);
      const timer = setTimeout(() => end(false), withinMs);
      begin();
    });
  }
}
