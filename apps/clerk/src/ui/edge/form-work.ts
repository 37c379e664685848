import type { CallResponse, RpcClient } from '@mado/rpc';
import { Store, type SessionPlace, type CommandSender } from '@mado/signaling';
import type { ClerkContract } from '../../contract/index.ts';
import {
  EMPTY_DRAFT,
  leave,
  restore,
  sameValues,
  type as typeInto,
  undo as takeBack,
  type Draft,
  type Values,
} from '../form/draft.ts';
import { documentTitle } from '../form/fields.ts';
import { LatestWins } from '../form/latest.ts';
import { NO_PREVIEW, type FormDesk } from '../state/call-view.ts';

/** Pause in typing after which the page is filled anew, in milliseconds. */
const FILL_AFTER_MS = 120;
/** Pause in typing after which the values go into the session channel, in milliseconds. */
const KEEP_AFTER_MS = 400;

const NO_FORM: FormDesk = {
  templates: null,
  template: null,
  fields: null,
  draft: EMPTY_DRAFT,
  notes: [],
  byHand: [],
  preview: NO_PREVIEW,
  printing: { phase: 'no' },
};

export type ClerkHost = RpcClient<ClerkContract>;
type Place = SessionPlace<CommandSender>;
type Filled = CallResponse<ClerkContract, 'forms.fill'>;

/** The form of one session: template, typed values, the filled page, and its way to the booth's printer. */
export class FormWork extends Store<FormDesk> {
  readonly #host: ClerkHost;
  #place: Place | null = null;
  #unwatch: () => void = () => undefined;
  #fill: LatestWins<Values, Filled> | null = null;
  #keep: ReturnType<typeof setTimeout> | undefined;
  /** The newest revision that this screen made itself. */
  #ownRevision = 0;

  constructor(host: ClerkHost) {
    super(NO_FORM);
    this.#host = host;
  }

  /** Works for this session from now on; values that its channel remembers come back. */
  follow(place: Place): void {
    this.clear();
    this.#place = place;
    this.#unwatch = place.form.subscribe(() => this.#remembered(place));
    this.#remembered(place);
    this.#list().catch(reportError);
  }

  /** Forgets every value and page of the session. */
  clear(): void {
    clearTimeout(this.#keep);
    this.#fill?.close();
    this.#unwatch();
    this.#fill = null;
    this.#place = null;
    this.#ownRevision = 0;
    this.getSnapshot().preview.pdf?.fill(0);
    this.setSnapshot({ ...NO_FORM, templates: this.getSnapshot().templates });
  }

  /** Asks the host again for what it did not tell because it was away. */
  hostIsBack(): void {
    if (this.#place === null) return;
    this.#list().catch(reportError);
    const { template, draft } = this.getSnapshot();
    if (template !== null) {
      this.#askFields(template.id).catch(reportError);
      this.#fill?.push(draft.values);
    }
  }

  choose(id: string | null): void {
    const template = this.getSnapshot().templates?.find((candidate) => candidate.id === id) ?? null;
    this.#fill?.close();
    this.#fill = null;
    this.#patch({ template, fields: null, notes: [], byHand: [], preview: NO_PREVIEW, printing: { phase: 'no' } });
    if (template === null) return;
    this.#fill = new LatestWins(
      (values) => {
        this.#preview({ filling: true });
        return this.#filled(template.id, values);
      },
      (outcome) => {
        if (!outcome.ok) this.#preview({ filling: false, failed: true });
        else {
          const { pdf, notes, byHand } = outcome.result;
          this.#patch({ notes, byHand, preview: { pdf, filling: false, failed: false } });
        }
      },
      FILL_AFTER_MS,
      { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
    );
    this.#fill.push(this.getSnapshot().draft.values);
    this.#askFields(template.id).catch(reportError);
  }

  type(field: string, value: string): void {
    this.#changed(typeInto(this.getSnapshot().draft, field, value));
  }

  leaveField(): void {
    this.#patch({ draft: leave(this.getSnapshot().draft) });
    this.#keepNow();
  }

  undo(field: string): void {
    this.#changed(takeBack(this.getSnapshot().draft, field));
  }

  /**
   * Fills the form with exactly what is typed now, puts it into the tray and asks the booth to print it. The command follows when the booth
   * can have the whole document.
   */
  async print(copies: number): Promise<void> {
    const { template, draft } = this.getSnapshot();
    const place = this.#place;
    if (template === null || place === null || this.getSnapshot().printing.phase === 'sending') return;
    this.#keepNow();
    this.#patch({ printing: { phase: 'sending' } });
    try {
      const { pdf } = await this.#filled(template.id, draft.values);
      const documentId = place.tray.begin({ origin: 'form', title: documentTitle(template) });
      await place.tray.addPage(documentId, { mime: 'application/pdf', data: pdf });
      await place.tray.complete(documentId);
      const { commandId } = place.commands.start({ verb: 'print.document', documentId, copies });
      if (this.#place === place) this.#patch({ printing: { phase: 'sent', commandId } });
    } catch (error) {
      if (this.#place !== place) return;
      this.#patch({ printing: { phase: 'failed' } });
      reportError(error);
    }
  }

  #filled(templateId: string, values: Values): Promise<Filled> {
    return this.#host.call('forms.fill', { templateId, values: { ...values } });
  }

  async #list(): Promise<void> {
    if (this.getSnapshot().templates !== null) return;
    const { templates } = await this.#host.call('forms.list', {});
    this.#patch({ templates });
  }

  async #askFields(templateId: string): Promise<void> {
    if (this.getSnapshot().fields !== null) return;
    const { fields } = await this.#host.call('forms.fields', { templateIds: [templateId] });
    if (this.getSnapshot().template?.id === templateId) this.#patch({ fields });
  }

  #changed(draft: Draft): void {
    this.#patch({ draft });
    this.#fill?.push(draft.values);
    clearTimeout(this.#keep);
    this.#keep = setTimeout(() => this.#keepNow(), KEEP_AFTER_MS);
  }

  /** Hands the values to the session channel, which remembers them for a reloaded screen. */
  #keepNow(): void {
    clearTimeout(this.#keep);
    const place = this.#place;
    const { values } = this.getSnapshot().draft;
    if (place === null || sameValues(place.form.getSnapshot().values, values)) return;
    this.#ownRevision = place.form.getSnapshot().revision + 1;
    place.form.set(values);
  }

  #remembered(place: Place): void {
    const { revision, values } = place.form.getSnapshot();
    if (revision === 0 || revision <= this.#ownRevision) return;
    const draft = restore(this.getSnapshot().draft, values);
    this.#patch({ draft });
    this.#fill?.push(draft.values);
  }

  #preview(change: Partial<FormDesk['preview']>): void {
    this.#patch({ preview: { ...this.getSnapshot().preview, ...change } });
  }

  #patch(change: Partial<FormDesk>): void {
    this.setSnapshot({ ...this.getSnapshot(), ...change });
  }
}
