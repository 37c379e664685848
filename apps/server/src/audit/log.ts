import type { Clock } from '../clock.ts';
import { GENESIS, nextLine, type Head } from './chain.ts';
import { headFault } from './head-fault.ts';
import { AuditRecord, type AuditEntry, type Disturbance } from './record.ts';
import type { AuditKey, SignedHead } from './signing.ts';
import type { AuditStore } from './store.ts';

interface Surroundings {
  readonly store: AuditStore;
  readonly key: AuditKey;
  readonly clock: Clock;
  /** Called when somebody else has touched the end of the log. */
  readonly onDisturbed: (reason: Disturbance) => void;
}

/**
 * The audit log: every line carries the hash of all lines before it, and the last one is signed. Nothing is remembered
 * between two lines but what is stored, so that a change of state that is taken back takes its line with it.
 */
export class AuditLog {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Adds a line; inside a transaction it is kept or lost with that. When somebody else has touched the end of the log, a line
   * that says so comes first: signing the next head must not make their work look like ours.
   */
  append(entry: AuditEntry): void {
    const { store, key } = this.#around;
    store.together(() => {
      const last = store.last();
      const fault = headFault(last, store.head(), key);
      let head: Head = last ?? GENESIS;
      if (fault !== null) {
        this.#around.onDisturbed(fault);
        head = this.#add(head, { actor: 'server', action: 'audit.disturbed', subject: { reason: fault } });
      }
      head = this.#add(head, entry);
      store.moveHead(key.sign(head));
    });
  }

  /**
   * The signed head, with everything up to it on the disk. A head that is told to the outside must not be lost in a power cut,
   * or the log would look as if its end had been cut off.
   */
  durableHead(): SignedHead | null {
    const { store, key } = this.#around;
    const head = store.head();
    if (head === null || headFault(store.last(), head, key) !== null) return null;
    store.durably(() => store.moveHead(head));
    return head;
  }

  #add(before: Head, entry: AuditEntry): Head {
    const { clock, store } = this.#around;
    const line = nextLine(before, AuditRecord.parse({ ...entry, seq: before.seq + 1, time: clock.now() }));
    store.add(line);
    return line;
  }
}
