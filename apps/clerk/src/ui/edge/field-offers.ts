import type { SuggestionView } from '../../contract/index.ts';
import type { Values } from '../form/draft.ts';
import { LatestWins } from '../form/latest.ts';
import type { FieldOffer } from '../state/call-view.ts';

/** Pause in typing after which a value is looked up, in milliseconds. */
const LOOK_AFTER_MS = 150;

/** For the first reading of a name the host loads its dictionary, which takes a slow machine a quarter of a minute. */
export const LOOKED_UP_WITHIN = { deadlineMs: 60_000 } as const;

/** Looks up what the newest half-typed value may stand for. Nothing is shown for a field that was left meanwhile. */
export class FieldOffers {
  readonly #show: (offer: FieldOffer | null) => void;
  readonly #latest: LatestWins<{ field: string; values: Values }, FieldOffer>;
  #field: string | null = null;

  constructor(
    ask: (field: string, values: Values) => Promise<{ readonly suggestions: readonly SuggestionView[] }>,
    show: (offer: FieldOffer | null) => void,
  ) {
    this.#show = show;
    this.#latest = new LatestWins(
      async ({ field, values }) => ({ field, suggestions: (await ask(field, values)).suggestions }),
      (outcome) => {
        if (!outcome.ok) reportError(outcome.error);
        else if (outcome.result.field === this.#field)
          show(outcome.result.suggestions.length > 0 ? outcome.result : null);
      },
      LOOK_AFTER_MS,
      { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
    );
  }

  /** The focus is in this field, which stands among these values. */
  look(field: string, values: Values): void {
    // While the same field is typed into, what was found stays until something newer is.
    if (this.#field !== field) this.#show(null);
    this.#field = field;
    this.#latest.push({ field, values });
  }

  leave(): void {
    this.#field = null;
    this.#show(null);
  }
}
