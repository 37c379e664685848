import { Store } from '../core/index.ts';
import type { SessionMessage, ValueOrigin } from './content.ts';
import type { Say } from './session-channel.ts';

export interface FormSnapshot {
  /** 0: nothing typed yet. */
  readonly revision: number;
  /** By key of the common field. */
  readonly values: Readonly<Record<string, string>>;
  /** Ids of the templates that the values are for, in their order. */
  readonly papers: readonly string[];
  /** Of the values that no clerk typed. */
  readonly origins: Readonly<Record<string, ValueOrigin>>;
}

const EMPTY: FormSnapshot = { revision: 0, values: {}, papers: [], origins: {} };

/** Whether `incoming` takes the place of `present`: the newest revision wins, and of two equal ones the later in the session's order. */
export function supersedes(incoming: FormSnapshot, present: FormSnapshot): boolean {
  return incoming.revision >= present.revision;
}

/**
 * The clerk's typed values of the session and the papers that they are for. Every change is sent whole; while one is on its way only the newest waits
 * behind it. After a reload the history brings the last one back.
 */
export class FormValues extends Store<FormSnapshot, { failed: [unknown] }> {
  readonly #say: Say;
  #sending = false;
  #dirty = false;
  #closed = false;

  constructor(say: Say) {
    super(EMPTY);
    this.#say = say;
  }

  /** Replaces all values, the papers, or both; the screen sees them at once, the channel soon. */
  set(change: Partial<Pick<FormSnapshot, 'values' | 'papers' | 'origins'>>): void {
    if (this.#closed) return;
    const { revision, values, papers, origins } = { ...this.getSnapshot(), ...change };
    this.setSnapshot({ revision: revision + 1, values: { ...values }, papers: [...papers], origins });
    this.#dirty = true;
    void this.#flush();
  }

  /** Changes some values and keeps the others. */
  patch(values: Readonly<Record<string, string>>): void {
    this.set({ values: { ...this.getSnapshot().values, ...values } });
  }

  handleMessage(message: SessionMessage): void {
    if (message.type !== 'form.values' || this.#closed) return;
    const { revision, values, papers, origins } = message;
    const incoming = { revision, values, papers, origins };
    if (supersedes(incoming, this.getSnapshot())) this.setSnapshot(incoming);
  }

  close(): void {
    this.#closed = true;
    this.#dirty = false;
    this.setSnapshot(EMPTY);
    this.removeAllListeners();
  }

  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#dirty) {
        this.#dirty = false;
        const { revision, values, papers, origins } = this.getSnapshot();
        const say = { values: { ...values }, papers: [...papers], origins: { ...origins } };
        await this.#say({ type: 'form.values', revision, ...say });
      }
    } catch (error) {
      if (!this.#closed) this.emit('failed', error);
    } finally {
      this.#sending = false;
    }
  }
}
