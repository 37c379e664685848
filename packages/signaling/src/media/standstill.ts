import { Store, sleep } from '../core/index.ts';
import type { MediaSource, ParticipantId, ProducerId } from '../wire/index.ts';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY_MS = 750;
/** What brings nothing for so long has stopped, in milliseconds. */
const STILL_AFTER_MS = 2_000;

/** How much of one producer has arrived here. */
export interface Arrived {
  readonly producerId: ProducerId;
  readonly participantId: ParticipantId;
  readonly source: MediaSource;
  /** Its owner has switched it off: nothing is to come. */
  readonly paused: boolean;
  /** Frames decoded of a picture, packets of a sound; counted since it was first received. */
  readonly count: number;
}

/** Where it is asked what has arrived. */
export interface ArrivalSource {
  arrived(): Promise<readonly Arrived[]>;
}

/** Something of a participant that should come does not. */
export interface Standstill {
  readonly participantId: ParticipantId;
  readonly what: 'all' | 'picture' | 'sound';
  /** When something last came; this device's `Date.now()`. */
  readonly since: number;
}

/**
 * Who has stopped, from looks at what arrived. A line on which packets vanish says nothing of itself for a quarter of a minute, and a
 * frozen face looks as if it listened.
 */
export class Stillness {
  readonly #last = new Map<ProducerId, { readonly count: number; readonly at: number }>();

  /** @param now milliseconds since the Unix epoch */
  look(now: number, arrived: readonly Arrived[]): readonly Standstill[] {
    const known = new Set(arrived.map(({ producerId }) => producerId));
    for (const producerId of this.#last.keys()) if (!known.has(producerId)) this.#last.delete(producerId);
    for (const { producerId, count, paused } of arrived) {
      // What never came is still being connected, which is said elsewhere.
      if (paused || count === 0 || this.#last.get(producerId)?.count !== count) {
        this.#last.set(producerId, { count, at: now });
      }
    }
    const expected = arrived.filter(({ paused, count }) => !paused && count > 0);
    return [...Map.groupBy(expected, ({ participantId }) => participantId)].flatMap(([participantId, theirs]) => {
      const still = theirs.filter(({ producerId }) => now - this.#at(producerId, now) >= STILL_AFTER_MS);
      if (still.length === 0) return [];
      const silent = still.some(({ source }) => source === 'voice');
      const frozen = still.some(({ source }) => source !== 'voice');
      const since = Math.min(...still.map(({ producerId }) => this.#at(producerId, now)));
      return [{ participantId, what: silent && frozen ? 'all' : silent ? 'sound' : 'picture', since } as const];
    });
  }

  #at(producerId: ProducerId, now: number): number {
    return this.#last.get(producerId)?.at ?? now;
  }
}

/** Whose picture or sound has stopped in the session that is followed, at most three seconds later. */
export class StandstillWatch extends Store<readonly Standstill[]> {
  #end = new AbortController();

  constructor() {
    super([]);
  }

  follow(media: ArrivalSource): void {
    this.stop();
    void this.#watch(media, this.#end.signal);
  }

  stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#tell([]);
  }

  async #watch(media: ArrivalSource, end: AbortSignal): Promise<void> {
    const stillness = new Stillness();
    while (await sleep(LOOK_EVERY_MS, end)) {
      // Transports that were closed while they were asked are made anew, and say so.
      const arrived = await media.arrived().catch(() => null);
      if (end.aborted) return;
      if (arrived !== null) this.#tell(stillness.look(Date.now(), arrived));
    }
  }

  #tell(now: readonly Standstill[]): void {
    const before = this.getSnapshot();
    const same =
      now.length === before.length &&
      now.every(({ participantId, what }, at) => {
        const one = before[at];
        return one?.participantId === participantId && one.what === what;
      });
    if (!same) this.setSnapshot(now);
  }
}
