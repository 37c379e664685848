import { Store } from '../core/index.ts';
import type { SessionMessage } from './content.ts';
import type { Say } from './session-channel.ts';

export interface FormSnapshot {
  /** 0: nothing typed yet. */
  readonly revision: number;
  /** By key of the common field. */
  readonly values: Readonly<Record<string, string>>;
}

const EMPTY: FormSnapshot = { revision: 0, values: {} };

/** Whether `incoming` takes the place of `present`: the newest revision wins, and of two equal ones the later in the session's order. */
export function supersedes(incoming: FormSnapshot, present: FormSnapshot): boolean {
  return incoming.revision >= present.revision;
}

/**
 * The clerk's typed values of the session. Every change is sent whole; while one is on its way only the newest waits
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

  /** Replaces all values; the screen sees them at once, the channel soon. */
  set(values: Readonly<Record<string, string>>): void {
    if (this.#closed) return;
    this.setSnapshot({ revision: this.getSnapshot().revision + 1, values: { ...values } });
    this.#dirty = true;
    void this.#flush();
  }

  /** Changes some values and keeps the others. */
  patch(values: Readonly<Record<string, string>>): void {
    this.set({ ...this.getSnapshot().values, ...values });
  }

  handleMessage(message: SessionMessage): void {
    if (message.type !== 'form.values' || this.#closed) return;
    const incoming = { revision: message.revision, values: message.values };
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
        const { revision, values } = this.getSnapshot();
        await this.#say({ type: 'form.values', revision, values: { ...values } });
      }
    } catch (error) {
      if (!this.#closed) this.emit('failed', error);
    } finally {
      this.#sending = false;
    }
  }
}
