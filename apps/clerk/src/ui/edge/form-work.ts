import { Store, type CommandSender, type SessionPlace } from '@mado/signaling';
import type { SittingView, TemplateSummary } from '../../contract/index.ts';
import {
  carryOver,
  know,
  leave,
  restore,
  sameValues,
  type as typeInto,
  undo as takeBack,
  type Draft,
  type Values,
} from '../form/draft.ts';
import { certainOf, type Finding, type FoundValue } from '../form/finding.ts';
import { NO_FORM, NO_PREVIEW, type FormDesk, type FormPaper, type PaperScope } from '../state/call-view.ts';
import type { ClerkHost } from './clerk-host.ts';
import { FieldOffers, LOOKED_UP_WITHIN } from './field-offers.ts';
import { hostSteps, saveForms } from './form-saving.ts';
import { isSeen, seenValues, type SeenBy } from '../form/seen-by.ts';
import { fillPaper, knownOf, layPapers, type LaidId } from './paper-calls.ts';
import { PaperFilling } from './paper-filling.ts';
import type { RecentPapers } from './recent-papers.ts';

/** Pause in typing after which the values go into the session channel, in milliseconds. */
const KEEP_AFTER_MS = 400;

type Place = SessionPlace<CommandSender>;

export interface FormWorkOptions {
  readonly host: ClerkHost;
  readonly recent: RecentPapers;
  /** Puts into the server's audit log that these forms are saved; fails when it cannot be. */
  readonly noteSaved: (saveId: string, forms: readonly string[]) => Promise<void>;
  /** What is known of the session; null without one. */
  readonly sitting: () => SittingView | null;
  /** Ids of the desks that this clerk serves. */
  readonly desks: () => readonly string[];
}

/** The papers of one session: which, the typed values, the filled pages, and their way into the tray and to the booth's printer. */
export class FormWork extends Store<FormDesk> {
  readonly #host: ClerkHost;
  readonly #recent: RecentPapers;
  readonly #noteSaved: FormWorkOptions['noteSaved'];
  readonly #sitting: FormWorkOptions['sitting'];
  readonly #desks: FormWorkOptions['desks'];
  readonly #filling: PaperFilling;
  readonly #offers: FieldOffers;
  #place: Place | null = null;
  #unwatch: () => void = () => undefined;
  #keep: ReturnType<typeof setTimeout> | undefined;
  /** The newest revision that this screen made itself. */
  #ownRevision = 0;
  #seenBy: SeenBy = {};

  constructor({ host, recent, noteSaved, sitting, desks }: FormWorkOptions) {
    super({ ...NO_FORM, recent: recent.list() });
    this.#noteSaved = noteSaved;
    this.#sitting = sitting;
    this.#desks = desks;
    this.#host = host;
    this.#recent = recent;
    this.#filling = new PaperFilling(
      async (id, values) => {
        const filled = await fillPaper(host, this.getSnapshot().papers, id, this.#seen(values));
        // That another desk's field is empty here is nothing to be mended.
        return { ...filled, notes: filled.notes.filter(({ field }) => this.#isSeen(field)) };
      },
      (changes) => this.#news(changes),
    );
    this.#offers = new FieldOffers(
      (field, values) => host.call('forms.suggest', { field, values: this.#seen(values) }, LOOKED_UP_WITHIN),
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
    const { templates, folder } = this.getSnapshot();
    this.setSnapshot({ ...NO_FORM, templates, folder, recent: this.#recent.list() });
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
    const place = this.#place;
    this.#patch({ choosing: false });
    const { templates } = this.getSnapshot();
    knownOf(this.#host, templates ?? [], { ids, sitting: this.#sitting() })
      .catch((error: unknown) => {
        reportError(error);
        return {};
      })
      .then((known) => {
        if (this.#place === place) this.#chosen(ids, known);
      })
      .catch(reportError);
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
    this.keepNow();
  }

  undo(field: string): void {
    this.#changed(takeBack(this.getSnapshot().draft, field));
  }

  /** Offers what a paper, a card or a booking says; what the same one said before gives way. */
  offer(finding: Finding): void {
    const { findings } = this.getSnapshot();
    const others = findings.filter(({ origin, title }) => origin !== finding.origin || title !== finding.title);
    this.#patch({ findings: [...others, finding] });
  }

  takeFound(field: string, { text, origin }: FoundValue): void {
    this.#changed(leave(typeInto(leave(this.getSnapshot().draft), field, text, origin)));
    this.keepNow();
  }

  takeCertain(id: string): void {
    const { findings, fields, draft } = this.getSnapshot();
    const finding = findings.find((each) => each.id === id);
    if (finding === undefined || fields === null) return;
    const taken = certainOf(finding, fields, draft);
    this.#changed(
      taken.reduce((typed, { field, text, origin }) => leave(typeInto(typed, field, text, origin)), leave(draft)),
    );
    this.keepNow();
  }

  chooseGroup(id: string, group: string): void {
    this.#patch({ findings: this.getSnapshot().findings.map((each) => (each.id === id ? { ...each, group } : each)) });
  }

  dropFinding(id: string): void {
    this.#patch({ findings: this.getSnapshot().findings.filter((each) => each.id !== id) });
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

  /** Saves the papers, with exactly what is typed now, into the department's folder. The server's audit log has it first. */
  async save(scope: PaperScope): Promise<void> {
    const { draft, saving } = this.getSnapshot();
    const place = this.#place;
    const ticket = this.#sitting()?.ticket ?? null;
    const templateIds = this.#meant(scope).map(({ id }) => id);
    if (templateIds.length === 0 || place === null || ticket === null || saving.phase === 'saving') return;
    this.keepNow();
    this.#patch({ saving: { phase: 'saving' } });
    const result = await saveForms(
      {
        ...hostSteps(this.#host, { templateIds, values: this.#seen(draft.values), ticket }),
        note: (saveId) => this.#noteSaved(saveId, templateIds),
      },
      reportError,
    );
    if (this.#place === place) this.#patch({ saving: result });
  }

  #chosen(ids: readonly string[], known: Values): void {
    const { papers, draft } = this.getSnapshot();
    const same = papers.map(({ template }) => template.id).join() === ids.join();
    if (!same) this.#patch({ draft: carryOver(draft), recent: this.#recent.note(ids) });
    this.#patch({ draft: know(this.getSnapshot().draft, known) });
    if (same) this.#fillAll();
    else this.#open(ids);
    this.keepNow();
  }

  #isSeen(field: string): boolean {
    return isSeen(field, this.#seenBy, this.#desks());
  }

  /** What this clerk may see of the values; nothing else goes onto a page. */
  #seen(values: Values): Record<string, string> {
    return seenValues(values, this.#seenBy, this.#desks());
  }

  #meant(scope: PaperScope): TemplateSummary[] {
    const { papers, shown } = this.getSnapshot();
    return papers.map(({ template }) => template).filter(({ id }) => scope === 'all' || id === shown);
  }

  /** Fills the papers with exactly what is typed now, as one document of the tray. */
  async #send(scope: PaperScope, then: (place: Place, documentId: LaidId) => FormDesk['printing']): Promise<void> {
    const { draft, printing } = this.getSnapshot();
    const place = this.#place;
    const templates = this.#meant(scope).filter(({ kind }) => kind !== 'workbook');
    if (templates.length === 0 || place === null || printing.phase === 'sending') return;
    this.keepNow();
    this.#patch({ printing: { phase: 'sending' } });
    try {
      const documentId = await layPapers(this.#host, place.tray, { templates, values: this.#seen(draft.values) });
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
    const { templates, folder, seenBy } = await this.#host.call('forms.list', {});
    this.#seenBy = seenBy;
    this.#patch({ templates, folder });
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
      withheld: [],
      printing: { phase: 'no' },
      saving: { phase: 'no' },
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
          if (!still()) return;
          this.#patch({
            fields: answer.fields.filter(({ key }) => this.#isSeen(key)),
            withheld: answer.fields.filter(({ key }) => !this.#isSeen(key)),
          });
        })
        .catch(reportError);
    }
    for (const { template, blank, places } of papers) {
      if (blank === null && template.kind === 'form') {
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
    const { saving } = this.getSnapshot();
    // What was saved is no more what stands here.
    this.#patch({ draft, saving: saving.phase === 'saving' ? saving : { phase: 'no' } });
    this.#fillAll();
    clearTimeout(this.#keep);
    this.#keep = setTimeout(() => this.keepNow(), KEEP_AFTER_MS);
  }

  /** Hands values and papers to the session channel, which remembers them for a reloaded screen and for the next desk. */
  keepNow(): void {
    clearTimeout(this.#keep);
    const place = this.#place;
    if (place === null) return;
    const { values, origins } = this.getSnapshot().draft;
    const papers = this.getSnapshot().papers.map(({ template }) => template.id);
    const kept = place.form.getSnapshot();
    if (sameValues(kept.values, values) && kept.papers.join() === papers.join()) return;
    this.#ownRevision = kept.revision + 1;
    place.form.set({ values, papers, origins });
  }

  #remembered(place: Place): void {
    if (this.#place !== place) return;
    const { revision, values, papers, origins } = place.form.getSnapshot();
    if (revision === 0 || revision <= this.#ownRevision) return;
    this.#patch({ draft: restore(this.getSnapshot().draft, values, origins) });
    const open = this.getSnapshot().papers.map(({ template }) => template.id);
    if (this.getSnapshot().templates !== null && open.join() !== papers.join()) this.#open(papers);
    else this.#fillAll();
  }

  #paper(id: string, change: Partial<FormPaper>): void {
    this.#news(new Map([[id, change]]));
  }

  #news(changes: ReadonlyMap<string, Partial<FormPaper>>): void {
    const papers = this.getSnapshot().papers.map((paper) => {
      const change = changes.get(paper.template.id);
      return change === undefined ? paper : { ...paper, ...change };
    });
    this.#patch({ papers });
  }

  #patch(change: Partial<FormDesk>): void {
    this.setSnapshot({ ...this.getSnapshot(), ...change });
  }
}
