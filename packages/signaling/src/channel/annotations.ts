import { Store } from '../core/index.ts';
import type { AnnotationChange } from './annotation.ts';
import {
  carryOut,
  limitOf,
  merge,
  NOTHING_DONE,
  standingOn,
  without,
  type AnnotationBoard,
  type AnnotationHistory,
  type AnnotationLimit,
  type AnnotationOrder,
  type AnyPage,
  type PageAnnotation,
} from './annotation-board.ts';
import type { SessionMessage } from './content.ts';
import type { Say } from './session-channel.ts';
import type { StagePaper } from './stage.ts';

/** What a screen needs to know of one page. */
export interface AnnotatedPage {
  readonly annotations: readonly PageAnnotation[];
  /** This clerk did something here that can be taken back, or done again. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why no further one fits; null: it does. */
  readonly limit: AnnotationLimit | null;
}

export interface AnnotationsSnapshot {
  readonly board: AnnotationBoard;
  /** By page, as `pageKey` names it. */
  readonly histories: ReadonlyMap<string, AnnotationHistory>;
}

export const NO_ANNOTATIONS: AnnotationsSnapshot = { board: new Map(), histories: new Map() };

/** How a page looks in a snapshot. */
export function annotatedPage({ board, histories }: AnnotationsSnapshot, paper: AnyPage): AnnotatedPage {
  const annotations = standingOn(board, paper);
  const { done, undone } = histories.get(pageKey(paper)) ?? NOTHING_DONE;
  return {
    annotations,
    canUndo: done.length > 0,
    canRedo: undone.length > 0,
    limit: limitOf(board, annotations.length),
  };
}

/**
 * The annotations (書き込み) on the pages of the stage: markers and checks that clerks put there and everybody sees. They belong to the talk, not
 * to the paper: they are neither printed nor saved. The history brings them back after a reload and to whoever takes the session; what can be taken
 * back step by step is only what this screen did.
 */
export class Annotations extends Store<AnnotationsSnapshot, { failed: [unknown] }> {
  readonly #say: Say;
  #closed = false;

  constructor(say: Say) {
    super(NO_ANNOTATIONS);
    this.#say = say;
  }

  /** Clerk: does something to a page. It is on the own screen at once and on the others' as soon as the line lets it through. */
  order(paper: StagePaper, order: AnnotationOrder): void {
    if (this.#closed) return;
    const { board, histories } = this.getSnapshot();
    const { changes, history } = carryOut(board, histories.get(pageKey(paper)) ?? NOTHING_DONE, paper, order);
    this.setSnapshot({
      board: merge(board, placed(paper, changes)),
      histories: new Map(histories).set(pageKey(paper), history),
    });
    if (changes.length === 0) return;
    this.#say({ type: 'annotation.set', paper: { ...paper }, changes: [...changes] }).catch((error: unknown) => {
      if (!this.#closed) this.emit('failed', error);
    });
  }

  handleMessage(message: SessionMessage): void {
    if (this.#closed) return;
    const { board, histories } = this.getSnapshot();
    if (message.type === 'annotation.set') this.#show(merge(board, placed(message.paper, message.changes)));
    else if (message.type === 'document.removed') {
      const left = [...histories].filter(([key]) => !key.startsWith(`${message.documentId}/`));
      this.#show(without(board, message.documentId), left.length === histories.size ? histories : new Map(left));
    }
  }

  close(): void {
    this.#closed = true;
    this.setSnapshot(NO_ANNOTATIONS);
    this.removeAllListeners();
  }

  #show(board: AnnotationBoard, histories = this.getSnapshot().histories): void {
    const present = this.getSnapshot();
    if (board !== present.board || histories !== present.histories) this.setSnapshot({ board, histories });
  }
}

function placed(paper: StagePaper, changes: readonly AnnotationChange[]) {
  return changes.map((change) => ({ ...change, paper }));
}

function pageKey({ documentId, page }: AnyPage): string {
  return `${documentId}/${page}`;
}
