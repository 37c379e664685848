import {
  MAX_ANNOTATIONS,
  MAX_ANNOTATIONS_ON_PAGE,
  MAX_CHANGES,
  type Annotation,
  type AnnotationChange,
  type AnnotationId,
} from './annotation.ts';
import type { StagePaper } from './stage.ts';

/** The last that is known of one annotation. */
export interface KnownAnnotation extends AnnotationChange {
  readonly paper: StagePaper;
}

/** A page by the name that its document has, whoever says it. */
export interface AnyPage {
  readonly documentId: string;
  /** From 0. */
  readonly page: number;
}

/** All annotations of a session, those that were taken away too: what was said of them before may still be under way. */
export type AnnotationBoard = ReadonlyMap<AnnotationId, KnownAnnotation>;

/** One that stands on a page. */
export interface PageAnnotation {
  readonly id: AnnotationId;
  readonly annotation: Annotation;
}

/** One annotation before and after a clerk's hand. */
interface Stroke {
  readonly id: AnnotationId;
  readonly before: Annotation | null;
  readonly after: Annotation | null;
}

/** What this clerk did on one page, and took back again; the latest last. */
export interface AnnotationHistory {
  readonly done: readonly (readonly Stroke[])[];
  readonly undone: readonly (readonly Stroke[])[];
}

export const NOTHING_DONE: AnnotationHistory = { done: [], undone: [] };
/** Steps of one page that can be taken back. */
const MAX_STEPS = 100;

/** What a clerk does to the annotations of a page. */
export type AnnotationOrder =
  | { readonly type: 'add'; readonly id: AnnotationId; readonly annotation: Annotation }
  | { readonly type: 'remove'; readonly id: AnnotationId }
  | { readonly type: 'clear' | 'undo' | 'redo' };

/** Why no further annotation fits: this page, or the whole session, has as many as it can have. */
export type AnnotationLimit = 'page' | 'session';

/**
 * The board after what somebody said, the same one when nothing is new. In whatever order the same things are said, and however often, the
 * board ends the same. Somebody who goes far beyond what an honest clerk's screen allows is not followed.
 */
export function merge(board: AnnotationBoard, said: readonly KnownAnnotation[]): AnnotationBoard {
  let next: Map<AnnotationId, KnownAnnotation> | null = null;
  for (const one of said) {
    const known = (next ?? board).get(one.id);
    if (known === undefined ? (next ?? board).size >= 2 * MAX_ANNOTATIONS : !outweighs(one, known)) continue;
    next ??= new Map(board);
    next.set(one.id, one);
  }
  return next ?? board;
}

/** Of two with the same revision, made by two clerks at once, the one that takes away wins; else any rule does that is the same everywhere. */
function outweighs(one: KnownAnnotation, other: KnownAnnotation): boolean {
  if (one.revision !== other.revision) return one.revision > other.revision;
  if ((one.annotation === null) !== (other.annotation === null)) return one.annotation === null;
  return inWords(one) > inWords(other);
}

function inWords({ paper: { documentId, page }, annotation }: KnownAnnotation): string {
  if (annotation === null) return `${documentId}/${page}`;
  const { kind, x, y } = annotation;
  return [documentId, page, kind, x, y, ...(kind === 'marker' ? [annotation.width, annotation.height] : [])].join('/');
}

/** The board without what was on a document that was taken out. */
export function without(board: AnnotationBoard, documentId: string): AnnotationBoard {
  const left = [...board].filter(([, { paper }]) => paper.documentId !== documentId);
  return left.length === board.size ? board : new Map(left);
}

/** What stands on a page, in the order in which it was heard of. */
export function standingOn(board: AnnotationBoard, paper: AnyPage): PageAnnotation[] {
  return [...board.values()].flatMap(({ id, paper: at, annotation }) =>
    at.documentId === paper.documentId && at.page === paper.page && annotation !== null ? [{ id, annotation }] : [],
  );
}

/** Null: another annotation fits on the page. */
export function limitOf(board: AnnotationBoard, onPage: number): AnnotationLimit | null {
  if (onPage >= MAX_ANNOTATIONS_ON_PAGE) return 'page';
  return board.size >= MAX_ANNOTATIONS ? 'session' : null;
}

/**
 * What a clerk's order changes, and what can be taken back afterwards. Nothing changes when there is nothing to do: the page is full,
 * the annotation has gone, or no step is left.
 */
export function carryOut(
  board: AnnotationBoard,
  history: AnnotationHistory,
  paper: StagePaper,
  order: AnnotationOrder,
): { readonly changes: readonly AnnotationChange[]; readonly history: AnnotationHistory } {
  const { done, undone } = history;
  switch (order.type) {
    case 'add': {
      const { id, annotation } = order;
      const fits = limitOf(board, standingOn(board, paper).length) === null && !board.has(id);
      return record(board, history, fits ? [{ id, before: null, after: annotation }] : []);
    }
    case 'remove':
    case 'clear': {
      const only = order.type === 'remove' ? order.id : null;
      const meant = standingOn(board, paper).filter(({ id }) => only === null || id === only);
      const strokes = meant
        .slice(0, MAX_CHANGES)
        .map(({ id, annotation }) => ({ id, before: annotation, after: null }));
      return record(board, history, strokes);
    }
    case 'undo': {
      const step = done.at(-1) ?? [];
      return {
        changes: changesOf(board, step, ({ before }) => before),
        history: step.length === 0 ? history : { done: done.slice(0, -1), undone: [...undone, step] },
      };
    }
    case 'redo': {
      const step = undone.at(-1) ?? [];
      return {
        changes: changesOf(board, step, ({ after }) => after),
        history: step.length === 0 ? history : { done: [...done, step], undone: undone.slice(0, -1) },
      };
    }
  }
}

function record(board: AnnotationBoard, history: AnnotationHistory, step: readonly Stroke[]) {
  if (step.length === 0) return { changes: [], history };
  return {
    changes: changesOf(board, step, ({ after }) => after),
    history: { done: [...history.done, step].slice(-MAX_STEPS), undone: [] },
  };
}

/** Says only what is not so already: a colleague may have done it meanwhile. */
function changesOf(
  board: AnnotationBoard,
  step: readonly Stroke[],
  wanted: (stroke: Stroke) => Annotation | null,
): AnnotationChange[] {
  return step.flatMap((stroke) => {
    const known = board.get(stroke.id);
    const annotation = wanted(stroke);
    if ((known?.annotation ?? null) === annotation) return [];
    return [{ id: stroke.id, revision: (known?.revision ?? 0) + 1, annotation }];
  });
}
