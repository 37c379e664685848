import type { Values } from '../form/draft.ts';
import { LatestWins } from '../form/latest.ts';
import { type FormPaper, NO_PREVIEW, type Preview } from '../state/call-view.ts';

/** Pause in typing after which the page that is looked at is filled anew, in milliseconds. */
const SHOWN_AFTER_MS = 20;
/** And after which the others are. */
const OTHERS_AFTER_MS = 150;

/** A filled form, or a filled workbook as tables. */
export type Filled = Pick<FormPaper, 'notes' | 'byHand'> & Pick<Preview, 'pdf' | 'sheets' | 'tables'>;

export interface FillingOrder {
  readonly ids: readonly string[];
  /** The one that is looked at. */
  readonly first: string | null;
  readonly values: Values;
}

/** Keeps every open paper filled with the newest values: the one that is looked at at once, the others when the typing pauses. */
export class PaperFilling {
  readonly #tell: (id: string, change: Partial<Pick<FormPaper, 'notes' | 'byHand' | 'preview'>>) => void;
  readonly #shown: LatestWins<FillingOrder, void>;
  readonly #others: LatestWins<FillingOrder, void>;
  /** What each paper was filled with last, so that looking at another paper fills nothing twice. */
  readonly #filled = new Map<string, { values: Values } & Pick<Filled, 'pdf' | 'sheets' | 'tables'>>();
  #newest: FillingOrder | null = null;

  constructor(
    fill: (templateId: string, values: Values) => Promise<Filled>,
    tell: (id: string, change: Partial<Pick<FormPaper, 'notes' | 'byHand' | 'preview'>>) => void,
  ) {
    this.#tell = tell;
    const timers = {
      set: (run: () => void, ms: number) => window.setTimeout(run, ms),
      clear: (timer: number) => window.clearTimeout(timer),
    };
    const job =
      (ids: (order: FillingOrder) => readonly string[]) =>
      async (order: FillingOrder): Promise<void> => {
        for (const id of ids(order)) {
          if (this.#filled.get(id)?.values === order.values) continue;
          // Overtaken: the newest order fills the rest.
          if (this.#newest?.values !== order.values) break;
          const filled = await fill(id, order.values).catch((error: unknown) => {
            reportError(error);
            return null;
          });
          this.#deliver(order, id, filled);
        }
      };
    const done = (): void => undefined;
    this.#shown = new LatestWins(
      job(({ first }) => (first === null ? [] : [first])),
      done,
      SHOWN_AFTER_MS,
      timers,
    );
    this.#others = new LatestWins(
      job(({ ids, first }) => ids.filter((id) => id !== first)),
      done,
      OTHERS_AFTER_MS,
      timers,
    );
  }

  fill(order: FillingOrder): void {
    this.#newest = order;
    if (order.first !== null && this.#filled.get(order.first)?.values !== order.values) {
      this.#preview(order.first, { filling: true, failed: false });
      this.#shown.push(order);
    }
    this.#others.push(order);
  }

  /** Nothing of the session is delivered or remembered any more. */
  close(): void {
    this.#newest = null;
    for (const { pdf } of this.#filled.values()) pdf?.fill(0);
    this.#filled.clear();
  }

  #deliver({ values }: FillingOrder, id: string, filled: Filled | null): void {
    if (this.#newest === null || !this.#newest.ids.includes(id)) {
      filled?.pdf?.fill(0);
      return;
    }
    if (filled === null) {
      this.#preview(id, { filling: false, failed: true });
      return;
    }
    const { pdf, sheets, tables, notes, byHand } = filled;
    this.#filled.set(id, { values, pdf, sheets, tables });
    this.#tell(id, { notes, byHand, preview: { pdf, sheets, tables, filling: false, failed: false } });
  }

  #preview(id: string, { filling, failed }: { filling: boolean; failed: boolean }): void {
    const { pdf, sheets, tables } = this.#filled.get(id) ?? NO_PREVIEW;
    this.#tell(id, { preview: { pdf, sheets, tables, filling, failed } });
  }
}
