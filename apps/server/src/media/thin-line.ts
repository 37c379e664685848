import { FullQueue, Retries, type WayLook } from '@mado/signaling/line';

/** The way to one receiver, as one look found it. */
export interface ReceiverLook extends Omit<WayLook, 'overfull'> {
  /** What is sent over it, in bits a second; counts where the round trip is known. */
  readonly sent: number;
  /** What the way is believed to carry, in bits a second; null: not known. */
  readonly carries: number | null;
}

/** What a sender may send for a receiver on a thin way, in bits a second, voice and all; 0: no picture. Above the last: as it likes. */
const STEPS = [0, 250_000, 450_000, 800_000] as const;
/** So many times what the way is believed to carry is much more than it carries. */
const OVERFULL = 2;
/** After a step down: how long what was sent before still counts, in milliseconds. */
const SETTLE_MS = 2_000;

/**
 * How much of the others' pictures the way to one receiver carries. What does not fit waits in a queue on its way and is dropped there, the voice as
 * well as the picture; a voice alone nearly always fits.
 */
export class ThinLine {
  /** The present place in `STEPS`; its length: no bound. */
  #step: number = STEPS.length;
  /** Since when the present step holds. */
  #since = -Infinity;
  readonly #queue = new FullQueue();
  readonly #retries = new Retries();

  /** In bits a second; 0: no picture; null: there is none. */
  get bound(): number | null {
    return STEPS[this.#step] ?? null;
  }

  /** What its sender may send, in bits a second; while pictures rest, what is tried next, so that it begins as thin as it is to go on. Null: as it likes. */
  get limit(): number | null {
    return STEPS[Math.max(1, this.#step)] ?? null;
  }

  /** One look more will tell. */
  get suspected(): boolean {
    return this.#queue.suspected;
  }

  /** @param now milliseconds of a steady clock */
  look(now: number, { sent, carries, ...way }: ReceiverLook): void {
    const overfull = carries !== null && sent >= OVERFULL * carries;
    const full = this.#queue.look({ ...way, overfull });
    if (this.#step === 0 || now - this.#since < SETTLE_MS) this.#queue.relieved();
    else if (full) {
      this.#retries.failed(now);
      this.#go(this.#below(carries), now);
      return;
    }
    if (this.bound === null || !this.#retries.due(now)) return;
    this.#retries.tried(now);
    this.#go(this.#step + 1, now);
  }

  /** The next step down; from no bound at all, the one that fits what the way is believed to carry. */
  #below(carries: number | null): number {
    if (this.bound !== null || carries === null) return this.#step - 1;
    return STEPS.findLastIndex((step) => step <= carries);
  }

  #go(step: number, now: number): void {
    this.#step = step;
    this.#since = now;
    this.#queue.relieved();
  }
}
