import { Store } from '@mado/signaling';
import { LatestWins, type Timers } from '../../../form/latest.ts';
import { type Keeping, DraftKeeper } from './draft-keeper.ts';
import { DraftConflictError, type DraftPort, type OpenedDraft } from './draft-port.ts';
import { edit, type EditorEvent, type EditorState, openEditor } from './model/editor.ts';
import { type Draft, mapOf } from './model/item.ts';
import type { Fault, Inspection, Preview, SampleValues, WorkbenchPort } from './workbench-port.ts';

/** What lies on the page: the empty form, or the draft filled with invented values. */
export type Shown = 'empty' | SampleValues;

/** Everything that the editor's screen draws, but for what only the hand at it knows. */
export interface EditorView {
  readonly editor: EditorState;
  readonly keeping: Keeping;
  readonly shown: Shown;
  /** The newest filled form; null before the first, and with the empty form. */
  readonly preview: { readonly pdf: Uint8Array<ArrayBuffer>; readonly notes: Preview['notes'] } | null;
  readonly previewFailed: boolean;
  /** Null until the host has looked for the first time. */
  readonly faults: readonly Fault[] | null;
  readonly checkFailed: boolean;
  readonly publishing:
    { readonly phase: 'no' | 'running' | 'failed' } | { readonly phase: 'done'; readonly version: number };
}

/** Pause after a change before the form is filled again, and before faults are looked for, in milliseconds. */
const PREVIEW_AFTER_MS = 150;
const CHECK_AFTER_MS = 600;

/** The work at one template: what was done, its keeping, preview, check and publication. */
export class EditorWork extends Store<EditorView> {
  readonly #port: DraftPort;
  readonly #keeper: DraftKeeper;
  readonly #preview: LatestWins<{ draft: Draft; values: SampleValues }, Preview>;
  readonly #check: LatestWins<Draft, readonly Fault[]>;
  readonly #unwatch: () => void;

  constructor(
    ports: { readonly draft: DraftPort; readonly workbench: WorkbenchPort },
    opened: OpenedDraft,
    inspection: Inspection,
    timers: Timers,
  ) {
    const keeper = new DraftKeeper(ports.draft, opened.revision, timers);
    super({
      editor: openEditor(opened.map, inspection.pages),
      keeping: keeper.getSnapshot(),
      shown: 'empty',
      preview: null,
      previewFailed: false,
      faults: null,
      checkFailed: false,
      publishing: { phase: 'no' },
    });
    this.#port = ports.draft;
    this.#keeper = keeper;
    this.#unwatch = keeper.subscribe(() => this.#patch({ keeping: keeper.getSnapshot() }));
    const { pdf } = opened;
    this.#preview = new LatestWins(
      ({ draft, values }) => ports.workbench.preview({ pdf, map: mapOf(draft), values }),
      (outcome) => {
        if (this.getSnapshot().shown === 'empty') return;
        if (!outcome.ok) {
          reportError(outcome.error);
          this.#patch({ previewFailed: true });
          return;
        }
        const preview = { pdf: new Uint8Array(outcome.result.pdf), notes: outcome.result.notes };
        this.#patch({ preview, previewFailed: false });
      },
      PREVIEW_AFTER_MS,
      timers,
    );
    this.#check = new LatestWins(
      (draft) => ports.workbench.check({ pdf, map: mapOf(draft) }),
      (outcome) => {
        if (!outcome.ok) reportError(outcome.error);
        this.#patch(outcome.ok ? { faults: outcome.result, checkFailed: false } : { checkFailed: true });
      },
      CHECK_AFTER_MS,
      timers,
    );
    this.#check.push(this.#draft);
  }

  send(event: EditorEvent): void {
    const { editor, publishing } = this.getSnapshot();
    const next = edit(editor, event);
    if (next === editor) return;
    const draft = next.history.present;
    const changed = draft !== editor.history.present;
    this.#patch({
      editor: next,
      ...(changed && publishing.phase !== 'running' ? { publishing: { phase: 'no' } } : {}),
    });
    if (!changed) return;
    this.#keeper.change(mapOf(draft));
    this.#check.push(draft);
    this.#fill();
  }

  show(shown: Shown): void {
    this.#patch({ shown, preview: null, previewFailed: false });
    this.#fill();
  }

  checkAgain(): void {
    this.#check.push(this.#draft);
  }

  save(): Promise<void> {
    return this.#keeper.flush();
  }

  /** After a conflict: what is here counts. */
  overwrite(): Promise<void> {
    return this.#keeper.overwrite();
  }

  /** Saves what is open and makes it the form that clerks fill. `note`: why it was changed, for the history; may be empty. */
  async publish(note: string): Promise<void> {
    if (this.getSnapshot().publishing.phase === 'running') return;
    this.#patch({ publishing: { phase: 'running' } });
    await this.#keeper.flush();
    if (this.#keeper.getSnapshot().phase !== 'saved') {
      this.#patch({ publishing: { phase: 'failed' } });
      return;
    }
    try {
      const { version, revision } = await this.#port.publish(this.#keeper.revision, note);
      this.#keeper.movedTo(revision);
      this.#patch({ publishing: { phase: 'done', version } });
    } catch (error) {
      if (!(error instanceof DraftConflictError)) reportError(error);
      this.#patch({ publishing: { phase: 'failed' } });
      this.checkAgain();
    }
  }

  /** Saves what is not saved yet and works no more. */
  async close(): Promise<void> {
    this.#preview.close();
    this.#check.close();
    await this.#keeper.flush();
    this.#unwatch();
  }

  get #draft(): Draft {
    return this.getSnapshot().editor.history.present;
  }

  #fill(): void {
    const { shown } = this.getSnapshot();
    if (shown !== 'empty') this.#preview.push({ draft: this.#draft, values: shown });
  }

  #patch(change: Partial<EditorView>): void {
    this.setSnapshot({ ...this.getSnapshot(), ...change });
  }
}
