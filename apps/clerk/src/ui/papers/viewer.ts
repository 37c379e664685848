import type { Turn } from '@mado/sheets';

/** How the clerk looks at the papers: which sheet, how large, how turned. Plain data; the canvas follows. */
export interface Viewer {
  readonly documentId: string | null;
  /** Index of the sheet within the document, from 0. */
  readonly sheet: number;
  /** Index into `ZOOM_STEPS`; 0 fits the whole sheet into the view. */
  readonly zoom: number;
  readonly turn: Turn;
}

/** Times the size at which the whole sheet fits. */
export const ZOOM_STEPS = [1, 1.25, 1.5, 2, 2.5, 3, 4] as const;

export const NO_PAPER: Viewer = { documentId: null, sheet: 0, zoom: 0, turn: 0 };

export type ViewerEvent =
  | { readonly type: 'show'; readonly documentId: string; readonly sheet?: number }
  | { readonly type: 'sheet'; readonly step: -1 | 1; readonly sheets: number }
  | { readonly type: 'document'; readonly step: -1 | 1; readonly documents: readonly string[] }
  | { readonly type: 'zoom'; readonly step: -1 | 0 | 1 }
  | { readonly type: 'rotate' };

export function view(viewer: Viewer, event: ViewerEvent): Viewer {
  switch (event.type) {
    case 'show':
      if (viewer.documentId === event.documentId && event.sheet === undefined) return viewer;
      return { ...viewer, documentId: event.documentId, sheet: event.sheet ?? 0, turn: 0 };
    case 'sheet':
      return { ...viewer, sheet: clamp(viewer.sheet + event.step, event.sheets) };
    case 'document': {
      const at = event.documents.indexOf(viewer.documentId ?? '');
      const next = event.documents[clamp(at + event.step, event.documents.length)];
      return next === undefined ? viewer : view(viewer, { type: 'show', documentId: next });
    }
    case 'zoom':
      return { ...viewer, zoom: event.step === 0 ? 0 : clamp(viewer.zoom + event.step, ZOOM_STEPS.length) };
    case 'rotate':
      return { ...viewer, turn: TURNED[viewer.turn] };
  }
}

/** The quarter turn clockwise of each position. */
const TURNED: Readonly<Record<Turn, Turn>> = { 0: 90, 90: 180, 180: 270, 270: 0 };

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
