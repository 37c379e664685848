import type { RpcClient } from '@mado/rpc';
import { Store, type CommandSender, type SessionPlace } from '@mado/signaling';
import type { ClerkContract } from '../../contract/index.ts';
import {
  carryOver,
  EMPTY_DRAFT,
  leave,
  restore,
  sameValues,
  type as typeInto,
  undo as takeBack,
  type Draft,
} from '../form/draft.ts';
import { documentTitle } from '../form/fields.ts';
import { NO_PREVIEW, type FormDesk, type FormPaper, type PaperScope } from '../state/call-view.ts';
import { FieldOffers } from './field-offers.ts';
import { PaperFilling } from './paper-filling.ts';
import type { RecentPapers } from './recent-papers.ts';

/** Pause in typing after which the values go into the session channel, in milliseconds. */
const KEEP_AFTER_MS = 400;

const NO_FORM: FormDesk = {
  templates: null,
  recent: [],
  papers: [],
  shown: null,
  choosing: false,
  fields: null,
  draft: EMPTY_DRAFT,
  offer: null,
  printing: { phase: 'no' },
};

export type ClerkHost = RpcClient<ClerkContract>;
type Place = SessionPlace<CommandSender>;
type DocumentId = ReturnType<Place['tray']['begin']>;

/** The papers of one session: which, the typed values, the filled pages, and their way into the tray and to the booth's printer. */
export class FormWork extends Store<FormDesk> {
  readonly #host: ClerkHost;
  readonly #recent: RecentPapers;
  readonly #filling: PaperFilling;
  readonly #offers: FieldOffers;
  #place: Place | null = null;
  #unwatch: () => void = () => undefined;
  #keep: ReturnType<typeof setTimeout> | undefined;
  /** The newest revision that this screen made itself. */
  #ownRevision = 0;

  constructor(host: ClerkHost, recent: RecentPapers) {
    super({ ...NO_FORM, recent: recent.list() });
    this.#host = host;
    this.#recent = recent;
    this.#filling = new PaperFilling(
      (templateId, values) => host.call('forms.fill', { templateId, values: { ...values } }),
      (id, change) => this.#paper(id, change),
    );
    this.#offers = new FieldOffers(
      async (field, values) => (await host.call('forms.suggest', { field, values: { ...values } })).suggestions,
      (offer) => {
        if (this.getSnapshot().offer !== offer) this.#patch({ offer });
      },
    );
  }

  /** Works for this session from now on; values and papers that its channel remembers come back. */
  follow(place: Place): void {
    this.clear();
    this.#place = place;
    this.#unwatch = place.form.subscribe(() => this.#remembered(place));
    this.#remembered(place);
    this.#list()
      .then(() => this.#remembered(place))
      .catch(reportError);
  }

  /** Forgets every value and page of the session. */
  clear(): void {
    clearTimeout(this.#keep);
    this.#filling.close();
    this.#offers.leave();
    this.#unwatch();
    this.#place = null;
    this.#ownRevision = 0;
    for (const { preview } of this.getSnapshot().papers) preview.pdf?.fill(0);
    this.setSnapshot({ ...NO_FORM, templates: this.getSnapshot().templates, recent: this.#recent.list() });
  }

  /** Asks the host again for what it did not tell because it was away. */
  hostIsBack(): void {
    if (this.#place === null) return;
    this.#list().catch(reportError);
    this.#ask();
    this.#fillAll();
  }

  /** The host fills by other versions now: the list is asked for again. Not while papers are being filled. */
  templatesChanged(): void {
    this.#patch({ templates: null });
    this.#list().catch(reportError);
  }

  /** These papers from now on; what was typed for others stays, marked as entered earlier. */
  choose(ids: readonly string[]): void {
    const before = this.getSnapshot().papers.map(({ template }) => template.id);
    const same = before.length === ids.length && before.every((id, index) => id === ids[index]);
    this.#patch({ choosing: false });
    if (same) return;
    this.#open(ids);
    this.#patch({ draft: carryOver(this.getSnapshot().draft), recent: this.#recent.note(ids) });
    this.#keepNow();
  }

  openChoice(open: boolean): void {
    this.#patch({ choosing: open });
  }

  show(id: string): void {
    if (!this.getSnapshot().papers.some(({ template }) => template.id === id)) return;
    this.#patch({ shown: id });
    this.#fillAll();
  }

  type(field: string, value: string): void {
    this.#changed(typeInto(this.getSnapshot().draft, field, value));
    this.visitField(field);
  }

  visitField(field: string): void {
    const { fields, draft } = this.getSnapshot();
    if (fields?.find(({ key }) => key === field)?.looksUp === true) this.#offers.look(field, draft.values);
    else this.#offers.leave();
  }

  /** Types what is offered; each value that changes is a visit to its field, and can be taken back there. */
  takeOffer(index: number): void {
    const { draft, offer } = this.getSnapshot();
    const values = Object.entries(offer?.suggestions[index]?.values ?? {});
    if (values.length === 0) return;
    this.#offers.leave();
    this.#changed(values.reduce((typed, [field, value]) => leave(typeInto(typed, field, value)), leave(draft)));
  }

  dismissOffer(): void {
    this.#offers.leave();
  }

  leaveField(): void {
    this.#offers.leave();
    this.#patch({ draft: leave(this.getSnapshot().draft) });
    this.#keepNow();
  }

  undo(field: string): void {
    this.#changed(takeBack(this.getSnapshot().draft, field));
  }

  /** Lays the papers into the tray and asks the booth to print them. The command follows when the booth can have the whole document. */
  async print(scope: PaperScope, copies: number): Promise<void> {
    await this.#send(scope, (place, documentId) => {
      const { commandId } = place.commands.start({ verb: 'print.document', documentId, copies });
      return { phase: 'sent', commandId };
    });
  }

  /** Lays the papers into the tray. */
  async lay(scope: PaperScope): Promise<void> {
    await this.#send(scope, () => ({ phase: 'laid' }));
  }

  /** Fills the papers with exactly what is typed now, as one document of the tray. */
  async #send(scope: PaperScope, then: (place: Place, documentId: DocumentId) => FormDesk['printing']): Promise<void> {
    const { papers, shown, draft, printing } = this.getSnapshot();
    const place = this.#place;
    const templates = papers.map(({ template }) => template).filter(({ id }) => scope === 'all' || id === shown);
    if (templates.length === 0 || place === null || printing.phase === 'sending') return;
    this.#keepNow();
    this.#patch({ printing: { phase: 'sending' } });
    try {
      const templateIds = templates.map(({ id }) => id);
      const { pdf } = await this.#host.call('forms.fillSet', { templateIds, values: { ...draft.values } });
      const documentId = place.tray.begin({ origin: 'form', title: documentTitle(templates) });
      await place.tray.addPage(documentId, { mime: 'application/pdf', data: pdf });
      await place.tray.complete(documentId);
      const next = then(place, documentId);
      if (this.#place === place) this.#patch({ printing: next });
    } catch (error) {
      if (this.#place !== place) return;
      this.#patch({ printing: { phase: 'failed' } });
      reportError(error);
    }
  }

  async #list(): Promise<void> {
    if (this.getSnapshot().templates !== null) return;
    const { templates } = await this.#host.call('forms.list', {});
    this.#patch({ templates });
  }

  /** Opens the papers, those that were open already as they were. */
  #open(ids: readonly string[]): void {
    const { templates, papers, shown } = this.getSnapshot();
    const next = ids.flatMap((id): FormPaper[] => {
      const open = papers.find(({ template }) => template.id === id);
      if (open !== undefined) return [open];
      const template = templates?.find((candidate) => candidate.id === id);
      if (template === undefined) return [];
      return [{ template, blank: null, notes: [], byHand: [], preview: NO_PREVIEW, places: [] }];
    });
    this.#patch({
      papers: next,
      shown: next.some(({ template }) => template.id === shown) ? shown : (next[0]?.template.id ?? null),
      fields: null,
      printing: { phase: 'no' },
    });
    this.#ask();
    this.#fillAll();
  }

  /** Asks for the fields that the papers need together, for the empty forms, and where the fields are on each. */
  #ask(): void {
    const { papers, fields } = this.getSnapshot();
    const templateIds = papers.map(({ template }) => template.id);
    if (templateIds.length === 0) return;
    const still = (): boolean =>
      this.getSnapshot()
        .papers.map(({ template }) => template.id)
        .join() === templateIds.join();
    if (fields === null) {
      this.#host
        .call('forms.fields', { templateIds })
        .then((answer) => {
          if (still()) this.#patch({ fields: answer.fields });
        })
        .catch(reportError);
    }
    for (const { template, blank, places } of papers) {
      if (blank === null) {
        this.#host
          .call('forms.blank', { templateId: template.id })
          .then(({ pdf }) => this.#paper(template.id, { blank: pdf }))
          .catch(reportError);
      }
      if (places.length > 0) continue;
      this.#host
        .call('forms.places', { templateId: template.id })
        .then((answer) => this.#paper(template.id, { places: answer.places }))
        .catch(reportError);
    }
  }

  #fillAll(): void {
    const { papers, shown, draft } = this.getSnapshot();
    this.#filling.fill({ ids: papers.map(({ template }) => template.id), first: shown, values: draft.values });
  }

  #changed(draft: Draft): void {
    this.#patch({ draft });
    this.#fillAll();
    clearTimeout(this.#keep);
    this.#keep = setTimeout(() => this.#keepNow(), KEEP_AFTER_MS);
  }

  /** Hands values and papers to the session channel, which remembers them for a reloaded screen and for the next desk. */
  #keepNow(): void {
    clearTimeout(this.#keep);
    const place = this.#place;
    if (place === null) return;
    const { values } = this.getSnapshot().draft;
    const papers = this.getSnapshot().papers.map(({ template }) => template.id);
    const kept = place.form.getSnapshot();
    if (sameValues(kept.values, values) && kept.papers.join() === papers.join()) return;
    this.#ownRevision = kept.revision + 1;
    place.form.set({ values, papers });
  }

  #remembered(place: Place): void {
    if (this.#place !== place) return;
    const { revision, values, papers } = place.form.getSnapshot();
    if (revision === 0 || revision <= this.#ownRevision) return;
    this.#patch({ draft: restore(this.getSnapshot().draft, values) });
    const open = this.getSnapshot().papers.map(({ template }) => template.id);
    if (this.getSnapshot().templates !== null && open.join() !== papers.join()) this.#open(papers);
    else this.#fillAll();
  }

  #paper(id: string, change: Partial<FormPaper>): void {
    const papers = this.getSnapshot().papers.map((paper) =>
      paper.template.id === id ? { ...paper, ...change } : paper,
    );
    this.#patch({ papers });
  }

  #patch(change: Partial<FormDesk>): void {
    this.setSnapshot({ ...this.getSnapshot(), ...change });
  }
}
