import { Store } from '../core/index.ts';
import type { DocumentId, SessionMessage } from './content.ts';
import type { Say } from './session-channel.ts';

/** A page that stands on both screens. */
export interface StagePaper {
  readonly documentId: DocumentId;
  /** From 0. */
  readonly page: number;
}

/** What the clerk shows to the citizen (共有画面): one page of a document, or nothing. The history brings it back after a reload. */
export class Stage extends Store<StagePaper | null, { shown: [StagePaper | null] }> {
  readonly #say: Say;

  constructor(say: Say) {
    super(null);
    this.#say = say;
  }

  /** Clerk: shows a page, or takes away with null what is shown. */
  async show(paper: StagePaper | null): Promise<void> {
    this.setSnapshot(paper);
    await this.#say({ type: 'stage.show', paper });
  }

  handleMessage(message: SessionMessage): void {
    const shown = this.getSnapshot();
    if (message.type === 'document.removed' && shown?.documentId === message.documentId) this.#set(null);
    if (message.type === 'stage.show') this.#set(message.paper);
  }

  close(): void {
    this.setSnapshot(null);
    this.removeAllListeners();
  }

  #set(paper: StagePaper | null): void {
    this.setSnapshot(paper);
    this.emit('shown', paper);
  }
}
