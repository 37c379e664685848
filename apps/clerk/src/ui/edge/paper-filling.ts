import type { Values } from '../form/draft.ts';
import type { Timers } from '../form/latest.ts';
import { type FilledPaper, NO_PREVIEW, type Preview } from '../state/preview.ts';

/**
 * After a letter, in milliseconds: what changes together (a pasted value, a word out of the input method, an address with its code) is filled
 * once.
 */
const PAUSE_MS = 20;

/** A filled form, or a filled workbook as tables. */
export type Filled = Pick<FilledPaper, 'notes' | 'byHand'> & Pick<Preview, 'pdf' | 'sheets' | 'tables' | 'places'>;

export interface FillingOrder {
  readonly ids: readonly string[];
  /** The one that is looked at. */
  readonly first: string | null;
  readonly values: Values;
}

type Change = Partial<FilledPaper>;
/** What is new of papers, by their id. */
export type Changes = ReadonlyMap<string, Change>;

/**
 * Keeps every open paper filled with the newest values while somebody types: the one that is looked at first and told at once, the others behind
 * it and told together. One filling at a time; before each the newest order is looked at, so that nothing that was overtaken is begun.
 */
export class PaperFilling {
  readonly #fill: (templateId: string, values: Values) => Promise<Filled>;
  readonly #tell: (changes: Changes) => void;
  readonly #timers: Timers;
  /** What each paper was filled with last, so that looking at another paper fills nothing twice. */
  readonly #filled = new Map<string, { values: Values } & Pick<Filled, 'pdf' | 'sheets' | 'tables' | 'places'>>();
  /** The order in which a paper could not be filled: the next one tries again. */
  readonly #failed = new Map<string, FillingOrder>();
  #newest: FillingOrder | null = null;
  #timer: number | null = null;
  /** Of one session; what comes back of another is nobody's. */
  #life = { running: false };

  constructor(
    fill: (templateId: string, values: Values) => Promise<Filled>,
    tell: (changes: Changes) => void,
    timers: Timers = {
      set: (run, ms) => window.setTimeout(run, ms),
      clear: (timer) => window.clearTimeout(timer),
    },
  ) {
    this.#fill = fill;
    this.#tell = tell;
    this.#timers = timers;
  }

  fill(order: FillingOrder): void {
    this.#newest = order;
    const { first, values } = order;
    if (first !== null && this.#filled.get(first)?.values !== values)
      this.#tell(new Map([[first, { preview: this.#preview(first, { filling: true, failed: false }) }]]));
    if (this.#life.running || this.#timer !== null) return;
    this.#timer = this.#timers.set(() => {
      this.#timer = null;
      this.#run(this.#life).catch(reportError);
    }, PAUSE_MS);
  }

  /** Nothing of the session is delivered or remembered any more. */
  close(): void {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
    this.#newest = null;
    this.#life = { running: false };
    for (const { pdf } of this.#filled.values()) pdf?.fill(0);
    this.#filled.clear();
    this.#failed.clear();
  }

  async #run(life: { running: boolean }): Promise<void> {
    life.running = true;
    const others = new Map<string, Change>();
    try {
      for (let next = this.#next(); next !== null; next = this.#next()) {
        const { order, id } = next;
        const filled = await this.#fill(id, order.values).catch((error: unknown) => {
          reportError(error);
          return null;
        });
        if (this.#life !== life) {
          filled?.pdf?.fill(0);
          return;
        }
        others.set(id, this.#taken(order, id, filled));
        if (id !== this.#newest?.first) continue;
        this.#tell(new Map(others));
        others.clear();
      }
      if (others.size > 0) this.#tell(others);
    } finally {
      life.running = false;
    }
  }

  /** The paper that is to be filled now; null when all are. */
  #next(): { order: FillingOrder; id: string } | null {
    const order = this.#newest;
    if (order === null) return null;
    const wanted = order.first === null ? order.ids : [order.first, ...order.ids];
    const id = wanted.find(
      (each) => this.#filled.get(each)?.values !== order.values && this.#failed.get(each) !== order,
    );
    return id === undefined ? null : { order, id };
  }

  #taken(order: FillingOrder, id: string, filled: Filled | null): Change {
    if (filled === null) {
      this.#failed.set(id, order);
      return { preview: this.#preview(id, { filling: false, failed: true }) };
    }
    this.#failed.delete(id);
    const { pdf, sheets, tables, places, notes, byHand } = filled;
    this.#filled.set(id, { values: order.values, pdf, sheets, tables, places });
    const filling = id === this.#newest?.first && order.values !== this.#newest.values;
    return { notes, byHand, preview: { pdf, sheets, tables, places, filling, failed: false } };
  }

  #preview(id: string, { filling, failed }: { filling: boolean; failed: boolean }): Preview {
    const { pdf, sheets, tables, places } = this.#filled.get(id) ?? NO_PREVIEW;
    return { pdf, sheets, tables, places, filling, failed };
  }
}
