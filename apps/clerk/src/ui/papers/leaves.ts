import type { Paper } from '../state/call-view.ts';
import type { Sheet } from '@mado/sheets';
import type { OpenedPage, PaperPage } from './use-sheets.ts';

/** One side of paper in the order of paging: its sheet (`small`: the small picture of it that comes first), or why there is none yet. */
export type Leaf =
  | { readonly phase: 'open'; readonly sheet: Sheet; readonly small: boolean }
  | { readonly phase: 'arriving'; readonly arrived: number }
  | { readonly phase: 'opening' }
  | { readonly phase: 'unreadable' | 'withheld' };

/** The leaves of a document. A page that holds a PDF of several sheets becomes several leaves once it is open. */
export function leavesOf(paper: Paper, opened: (page: PaperPage) => OpenedPage): Leaf[] {
  const leaves = paper.pages.flatMap((page): Leaf[] => {
    const state = opened(page);
    return state.phase === 'open'
      ? state.sheets.map((sheet) => ({ phase: 'open', sheet, small: page.small === true }))
      : [state];
  });
  // The first page of a document that has just begun has a place already, so that nothing jumps when it comes.
  return leaves.length === 0 && !paper.complete ? [{ phase: 'arriving', arrived: 0 }] : leaves;
}
