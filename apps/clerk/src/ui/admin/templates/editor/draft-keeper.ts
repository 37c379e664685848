import type { TemplateMap } from '@mado/forms/map';
import { Store } from '@mado/signaling';
import type { Timers } from '../../../form/latest.ts';
import { DraftConflictError, type DraftPort } from './draft-port.ts';

/** Where the draft is. What is not `saved` would be lost with this machine. */
export type Keeping =
  | { readonly phase: 'saved' }
  | { readonly phase: 'unsaved' }
  | { readonly phase: 'saving' }
  /** It is tried again by itself. */
  | { readonly phase: 'failed' }
  /** Nothing is saved until a person has decided. */
  | { readonly phase: 'conflict'; readonly by: string; readonly revision: number };

/** Pause after the last change, in milliseconds, after which the draft is saved. */
export const KEEP_AFTER_MS = 1_500;
/** Pause before a saving that failed is tried again. */
export const RETRY_AFTER_MS = 5_000;

/** Saves the newest draft by itself, one saving at a time, and stops when somebody else has saved. */
export class DraftKeeper extends Store<Keeping> {
  readonly #port: Pick<DraftPort, 'save'>;
  readonly #timers: Timers;
  #revision: number;
  #waiting: TemplateMap | null = null;
  #timer: number | null = null;
  #running: Promise<void> | null = null;

  constructor(port: Pick<DraftPort, 'save'>, revision: number, timers: Timers) {
    super({ phase: 'saved' });
    this.#port = port;
    this.#revision = revision;
    this.#timers = timers;
  }

  /** Of what was saved last. */
  get revision(): number {
    return this.#revision;
  }

  /** This is the draft now. */
  change(map: TemplateMap): void {
    this.#waiting = map;
    const { phase } = this.getSnapshot();
    if (phase === 'conflict') return;
    if (phase === 'saved') this.setSnapshot({ phase: 'unsaved' });
    // The first change begins the wait and later ones do not prolong it: a drag that never rests is saved too.
    this.#timer ??= this.#timers.set(() => this.#due(), KEEP_AFTER_MS);
  }

  /** Saves what is not saved yet; done when it is there, failed or in conflict. */
  async flush(): Promise<void> {
    this.#stop();
    await this.#running;
    await this.#save();
  }

  /** The draft here takes the place of what somebody else saved. */
  async overwrite(): Promise<void> {
    const state = this.getSnapshot();
    if (state.phase !== 'conflict') return;
    this.#revision = state.revision;
    this.setSnapshot({ phase: 'unsaved' });
    await this.flush();
  }

  /** A publication moved the draft on. */
  movedTo(revision: number): void {
    this.#revision = revision;
  }

  #due(): void {
    this.#timer = null;
    void this.#save();
  }

  #stop(): void {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }

  #save(): Promise<void> {
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #saveAll(): Promise<void> {
    while (this.#waiting !== null && this.getSnapshot().phase !== 'conflict') {
      const map = this.#waiting;
      this.#waiting = null;
      this.setSnapshot({ phase: 'saving' });
      try {
        ({ revision: this.#revision } = await this.#port.save(map, this.#revision));
      } catch (error) {
        this.#waiting ??= map;
        this.#failed(error);
        return;
      }
      this.setSnapshot({ phase: 'saved' });
    }
  }

  #failed(error: unknown): void {
    if (error instanceof DraftConflictError) {
      this.setSnapshot({ phase: 'conflict', by: error.by, revision: error.revision });
      return;
    }
    reportError(error);
    this.setSnapshot({ phase: 'failed' });
    this.#timer ??= this.#timers.set(() => this.#due(), RETRY_AFTER_MS);
  }
}
