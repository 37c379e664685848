/** What one look says of a way. */
export interface WayLook {
  /** Names the network that it goes over, so that one is not compared with another; null: not known. */
  readonly network: string | null;
  /** Share of the packets that were sent lately and got lost, 0 to 1; null: not known. */
  readonly lost: number | null;
  /** As the other end last told, in milliseconds; null: not known, or not asked for. */
  readonly roundTripMs: number | null;
  /** The sender's estimate is that it carries much less than is sent. */
  readonly overfull: boolean;
}

/** So much longer than the least, in milliseconds, and so much lost. */
const [FULL_DELAY_MS, FULL_LOSS] = [200, 0.08];
/** How many such looks in a row. */
const FULL_LOOKS = 2;

/**
 * Whether a queue on a way is full, because more is sent than the way carries: what is sent takes much longer than it did, and much of it is dropped,
 * or, where nothing is dropped (a deep queue, TCP), the estimate has fallen far below it. One alone is a bad way, a long one, or a wrong estimate.
 */
export class FullQueue {
  #network: string | null = null;
  #leastMs = Infinity;
  #fullLooks = 0;

  /** One look more will tell. */
  get suspected(): boolean {
    return this.#fullLooks > 0;
  }

  look({ network, lost, roundTripMs, overfull }: WayLook): boolean {
    if (network !== null && network !== this.#network) {
      this.#network = network;
      this.#leastMs = Infinity;
      this.#fullLooks = 0;
    }
    if (roundTripMs === null) return false;
    this.#leastMs = Math.min(this.#leastMs, roundTripMs);
    const delayed = roundTripMs >= this.#leastMs + FULL_DELAY_MS;
    const full = delayed && (overfull || (lost !== null && lost >= FULL_LOSS));
    this.#fullLooks = full ? this.#fullLooks + 1 : 0;
    return this.#fullLooks >= FULL_LOOKS;
  }

  /** Less is sent from now on: it is counted anew. */
  relieved(): void {
    this.#fullLooks = 0;
  }
}
