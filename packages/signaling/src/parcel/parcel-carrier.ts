import type { ParcelOpener, ParcelSealer } from '@mado/e2ee';
import { chunkBytes, chunkCount } from '@mado/e2ee';
import { sleep } from '../core/index.ts';
import type { ParcelId, ParticipantId } from '../wire/index.ts';
import { ParcelId as ParcelIdSchema } from '../wire/index.ts';
import { ParcelError } from './parcel-error.ts';
import type { ParcelAddress, TrayLine } from './tray-line.ts';
import type { Rank } from './turns.ts';
import { Turns } from './turns.ts';

export interface Carriage {
  readonly rank: Rank;
  /** Calls it off. */
  readonly signal: AbortSignal;
}

/** Takes the chunks of a parcel as they come, in any order, each once. */
export type TakeChunk = (chunk: number, plain: Uint8Array<ArrayBuffer>) => void;

/** What the tray needs of the way to the server: sealed parcels go out, come in and are taken away. */
export interface Carrier {
  /** Resolves when the server has all of the parcel. `resumed`: a former screen sent some of it already. */
  send(
    sealer: ParcelSealer,
    carriage: Carriage & { readonly resumed: boolean; readonly onBytes: (total: number) => void },
  ): Promise<void>;
  /**
   * Resolves when every chunk was taken. `whole`: false resolves at once when the server has not all of it, which is how a
   * reloaded screen learns what its former one left unfinished.
   */
  receive(
    opener: ParcelOpener,
    owner: ParticipantId,
    carriage: Carriage & { readonly wait: boolean; readonly take: TakeChunk },
  ): Promise<'whole' | 'unfinished'>;
  remove(owner: ParticipantId, parcel: ParcelId): Promise<void>;
}

/** How long a receiver waits for word of new chunks before it asks, in milliseconds: word may be lost with a line. */
const ASK_AGAIN_MS = 10_000;

/**
 * Carries the sealed parcels of one session over HTTPS, some chunks at a time, what matters most first. Each direction of the
 * line has its own turns.
 */
export class ParcelCarrier implements Carrier {
  readonly #self: ParticipantId;
  readonly #line: TrayLine;
  readonly #up = new Turns();
  readonly #down = new Turns();
  readonly #end = new AbortController();
  /** Receivers that wait for more of their parcel, by `owner/parcel`. */
  readonly #ears = new Map<string, (chunk: number | null) => void>();

  constructor(self: ParticipantId, line: TrayLine) {
    this.#self = self;
    this.#line = line;
  }

  async send(
    sealer: ParcelSealer,
    { rank, signal, resumed, onBytes }: Carriage & { resumed: boolean; onBytes: (total: number) => void },
  ): Promise<void> {
    const { bytes } = sealer.place;
    const address = { owner: this.#self, parcel: ParcelIdSchema.parse(sealer.place.parcelId) };
    await this.#together(signal, async (each, stop) => {
      const there = new Set(resumed ? await this.#line.chunks(address, stop) : []);
      let sent = [...there].reduce((sum, chunk) => sum + chunkBytes(bytes, chunk), 0);
      if (sent > 0) onBytes(sent);
      for (let chunk = 0; chunk < chunkCount(bytes); chunk++) {
        if (there.has(chunk)) continue;
        each(
          this.#up.run(rank, stop, async () => {
            await this.#line.put(address, chunk, await sealer.seal(chunk), stop);
            sent += chunkBytes(bytes, chunk);
            onBytes(sent);
          }),
        );
      }
    });
  }

  async receive(
    opener: ParcelOpener,
    owner: ParticipantId,
    { rank, signal, wait, take }: Carriage & { wait: boolean; take: TakeChunk },
  ): Promise<'whole' | 'unfinished'> {
    const address = { owner, parcel: ParcelIdSchema.parse(opener.place.parcelId) };
    const missing = new Set(Array.from({ length: chunkCount(opener.place.bytes) }, (_, chunk) => chunk));
    const news = this.#listen(address);
    try {
      while (missing.size > 0) {
        // What is asked for already, or was taken.
        const asked = new Set<number>();
        const finished = await this.#together(signal, async (each, stop) => {
          for (;;) {
            const listed = news.ask ? await this.#line.chunks(address, stop) : news.take();
            const ready = listed.filter((chunk) => missing.has(chunk) && !asked.has(chunk));
            if (!wait && ready.length < missing.size) return false;
            for (const chunk of ready) {
              asked.add(chunk);
              each(this.#fetch(opener, address, chunk, { rank, stop, missing, take }));
            }
            if ([...missing].every((chunk) => asked.has(chunk))) return true;
            await news.next(stop);
          }
        });
        if (!finished) return 'unfinished';
        if (missing.size > 0) await news.next(this.#until(signal));
      }
      return 'whole';
    } finally {
      this.#ears.delete(keyOf(address));
    }
  }

  async remove(owner: ParticipantId, parcel: ParcelId): Promise<void> {
    await this.#line.remove({ owner, parcel }, this.#end.signal);
  }

  /** Makes the way to the server ready, so that the first document does not wait for it. Nothing depends on it. */
  prepare(): void {
    const nothing = { owner: this.#self, parcel: ParcelIdSchema.parse(crypto.randomUUID()) };
    // Whatever is wrong now is met again, and told, by who needs the line.
    this.#line.chunks(nothing, this.#end.signal).catch(() => undefined);
  }

  /** The server has a new chunk of somebody else's. */
  handleStored(owner: ParticipantId, parcel: ParcelId, chunk: number): void {
    this.#ears.get(keyOf({ owner, parcel }))?.(chunk);
  }

  /** The line is back: what was said meanwhile is asked for, and what waits goes on. */
  handleReconnected(): void {
    this.#line.wake();
    for (const hear of this.#ears.values()) hear(null);
  }

  /** Sound and picture are being mended, or are well again. */
  yieldTo(mending: boolean): void {
    for (const turns of [this.#up, this.#down]) {
      if (mending) turns.hold();
      else turns.release();
    }
  }

  /** Calls everything off. */
  close(): void {
    this.#end.abort(new ParcelError('over', null));
    this.yieldTo(false);
  }

  #fetch(
    opener: ParcelOpener,
    address: ParcelAddress,
    chunk: number,
    { rank, stop, missing, take }: { rank: Rank; stop: AbortSignal; missing: Set<number>; take: TakeChunk },
  ): Promise<void> {
    return this.#down.run(rank, stop, async () => {
      const sealed = await this.#line.get(address, chunk, stop);
      // Taken away since it was listed: its document was removed, or the server's word does not hold.
      if (sealed === null) return;
      const plain = await opener.open(chunk, sealed);
      stop.throwIfAborted();
      if (plain === null) throw new ParcelError('forged', { chunk });
      missing.delete(chunk);
      take(chunk, plain);
    });
  }

  /** Runs many chunks; the first failure calls the others off. */
  async #together<T>(
    signal: AbortSignal,
    begin: (each: (work: Promise<void>) => void, stop: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const failure = new AbortController();
    const stop = AbortSignal.any([this.#until(signal), failure.signal]);
    const works: Promise<void>[] = [];
    try {
      const begun = await begin((work) => {
        work.catch((error: unknown) => failure.abort(error));
        works.push(work);
      }, stop);
      await Promise.all(works);
      return begun;
    } catch (error) {
      failure.abort(error);
      await Promise.allSettled(works);
      throw error;
    }
  }

  #until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#end.signal]);
  }

  /** Collects the numbers of new chunks of one parcel. */
  #listen(address: ParcelAddress) {
    const heard = new Set<number>();
    let wake: AbortController | null = null;
    let missed = false;
    const news = {
      /** Whether the server must be asked what it has. */
      ask: true,
      take: () => {
        const chunks = [...heard];
        heard.clear();
        return chunks;
      },
      next: async (signal: AbortSignal) => {
        if (heard.size === 0 && !missed) {
          wake = new AbortController();
          await sleep(ASK_AGAIN_MS, AbortSignal.any([signal, wake.signal]));
          wake = null;
        }
        signal.throwIfAborted();
        news.ask = missed || heard.size === 0;
        missed = false;
      },
    };
    this.#ears.set(keyOf(address), (chunk) => {
      if (chunk === null) missed = true;
      else heard.add(chunk);
      wake?.abort();
    });
    return news;
  }
}

function keyOf({ owner, parcel }: ParcelAddress): string {
  return `${owner}/${parcel}`;
}
