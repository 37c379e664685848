import { reconnectDelay } from '../client/schedule.ts';
import { isRefusal } from '../client/signaling-error.ts';
import type { SerialQueue } from '../core/index.ts';
import { sleep } from '../core/index.ts';
import type { Recovery } from './media-state.ts';
import { nextStep } from './media-state.ts';

/** What is healed: the hands by which the ladder is climbed. */
export interface Patient {
  /** Null: there are no transports. */
  condition(): 'sound' | 'broken' | null;
  restartIce(): Promise<void>;
  /** Makes new transports and puts everything back on them. */
  rebuild(): Promise<void>;
  /** Waits a while; whether the connections are there. */
  comesUp(): Promise<boolean>;
  /** Lets go of transports that are of no use any more. */
  drop(): void;
  /** Something here changed. */
  changed(): void;
  fault(error: unknown): void;
}

/**
 * The ladder from a broken line to flowing media: wait for the signalling, restart ICE, make everything anew. Runs in the media
 * session's queue, once at a time, until all is sound or the session is over.
 */
export class Healing {
  readonly #queue: SerialQueue;
  readonly #patient: Patient;
  readonly #end: AbortSignal;
  #online = true;
  #onlineAgain: (() => void)[] = [];
  /** The transports are of no use any more. */
  #gone = false;
  #active = false;
  #recovery: Recovery | null = null;
  #brokenSince: number | null = null;

  constructor(queue: SerialQueue, patient: Patient, end: AbortSignal) {
    this.#queue = queue;
    this.#patient = patient;
    this.#end = end;
    end.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** Healing goes on, or stands in the queue. */
  get active(): boolean {
    return this.#active;
  }

  get recovery(): Recovery | null {
    return this.#end.aborted ? null : this.#recovery;
  }

  get brokenSince(): number | null {
    return this.#brokenSince;
  }

  signallingLost(): void {
    this.#online = false;
  }

  signallingBack(): void {
    this.#online = true;
    this.#wake();
  }

  /** Looks at the connections and begins to heal when they are broken. */
  look(): void {
    if (this.#patient.condition() === 'broken') this.begin('broken');
    else if (!this.#active) this.#brokenSince = null;
  }

  /** `gone`: the server has lost the transports; a restart of ICE would not help. */
  begin(cause: 'broken' | 'gone'): void {
    if (this.#end.aborted) return;
    this.#brokenSince ??= Date.now();
    if (cause === 'gone') {
      this.#gone = true;
      this.#patient.drop();
    }
    if (this.#active) return;
    this.#active = true;
    const since = this.#brokenSince;
    void this.#queue.run(() => this.#climb(since));
  }

  async #climb(since: number): Promise<void> {
    let restartTried = false;
    let sound = this.#isSound();
    for (let attempt = 1; !this.#end.aborted && !sound; attempt++) {
      const gone = this.#gone || this.#patient.condition() === null;
      const step = nextStep({ online: this.#online, gone, restartTried });
      this.#recovery = { since, step, attempt };
      this.#patient.changed();
      try {
        if (step === 'wait') {
          await this.#whenOnline();
          continue;
        }
        if (step === 'restart-ice') await this.#patient.restartIce();
        else await this.#rebuild();
        restartTried = true;
        sound = (await this.#patient.comesUp()) && this.#isSound();
      } catch (error) {
        this.#patient.fault(error);
        if (isRefusal(error, 'not-found')) this.#gone = true;
      }
      if (step === 'rebuild' && !sound) await sleep(reconnectDelay(attempt, Math.random()), this.#end);
    }
    this.#active = false;
    this.#recovery = null;
    this.#brokenSince = null;
    this.#patient.changed();
    // What broke between the last look and now.
    if (!this.#end.aborted) this.look();
  }

  async #rebuild(): Promise<void> {
    this.#gone = false;
    try {
      await this.#patient.rebuild();
    } catch (error) {
      this.#gone = true;
      throw error;
    }
  }

  #isSound(): boolean {
    return !this.#gone && this.#patient.condition() === 'sound';
  }

  async #whenOnline(): Promise<void> {
    if (this.#online || this.#end.aborted) return;
    await new Promise<void>((resolve) => this.#onlineAgain.push(resolve));
  }

  #wake(): void {
    for (const wake of this.#onlineAgain.splice(0)) wake();
  }
}
