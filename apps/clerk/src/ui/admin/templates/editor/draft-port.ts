import type { TemplateMap } from '@mado/forms/map';

/** The draft of one template, as the editor opens, keeps and publishes it. */
export interface DraftPort {
  open(): Promise<OpenedDraft>;
  /**
   * Keeps the draft in the place of the one that has this revision, and gives the new one.
   * @throws DraftConflictError when somebody else saved meanwhile
   */
  save(map: TemplateMap, revision: number): Promise<{ readonly revision: number }>;
  /**
   * Makes the kept draft the form that clerks fill; `note` says in the history why. Refused with the first fault that stands in the way as code.
   * @throws DraftConflictError when somebody else saved meanwhile
   */
  publish(revision: number, note: string): Promise<{ readonly version: number; readonly revision: number }>;
}

export interface OpenedDraft {
  readonly map: TemplateMap;
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Grows with every saving. */
  readonly revision: number;
  /** The version that clerks fill now; null before the first. */
  readonly published: number | null;
}

/** Somebody else saved the same draft. */
export class DraftConflictError extends Error {
  override readonly name = 'DraftConflictError';
  /** Who, as people are called on screens. */
  readonly by: string;
  /** The revision that lies there now. */
  readonly revision: number;
  constructor(by: string, revision: number) {
    super('the draft was saved by somebody else');
    this.by = by;
    this.revision = revision;
  }
}
