import type { TrayDocument } from '@mado/signaling';
import type { FileProblem } from './file-refusal.ts';

/** A file that the clerk chose, from then until its pages are in the tray or it is refused. */
export interface FileJob {
  readonly id: string;
  readonly title: string;
  readonly phase: 'waiting' | 'looking' | 'adding' | 'refused';
  /** Once its pages are being added. */
  readonly documentId: string | null;
  /** How many pages it has; 0 until that is known. */
  readonly pages: number;
  /** Why it was refused. */
  readonly problem: FileProblem | null;
}

/** What the screen says about one file. */
export type FileNote =
  | { readonly kind: 'waiting' | 'looking'; readonly id: string; readonly title: string }
  | {
      readonly kind: 'adding';
      readonly id: string;
      readonly title: string;
      /** Pages that are in the tray. */
      readonly page: number;
      readonly pages: number;
      /** Share of all its pages that is with the server, 0 to 1. */
      readonly fraction: number;
    }
  | { readonly kind: 'refused'; readonly id: string; readonly title: string; readonly problem: FileProblem }
  /** A reload of this screen stopped it; the file itself is not here any more. */
  | { readonly kind: 'broken-off'; readonly id: string; readonly title: string; readonly page: number };

/** What there is to say about files: those under way, those refused, and those that a reload broke off. */
export function fileNotes(jobs: readonly FileJob[], documents: readonly TrayDocument[]): FileNote[] {
  const said = jobs.map((job): FileNote => {
    const { id, title, phase, problem } = job;
    if (phase === 'refused') return { kind: 'refused', id, title, problem: problem ?? 'failed' };
    if (phase !== 'adding') return { kind: phase, id, title };
    const there = documents.find(({ documentId }) => documentId === job.documentId)?.pages ?? [];
    const shares = there.map(({ received, bytes }) => received / bytes);
    const fraction = job.pages === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / job.pages;
    return { kind: 'adding', id, title, page: wholePages(there), pages: job.pages, fraction };
  });
  const stopped = documents.filter(isBrokenOff(jobs)).map(({ documentId, title, pages }): FileNote => ({
    kind: 'broken-off',
    id: documentId,
    title,
    page: wholePages(pages),
  }));
  return [...said, ...stopped];
}

/** Own files that are not complete and that nobody works at. */
export function isBrokenOff(jobs: readonly FileJob[]): (document: TrayDocument) => boolean {
  const underWay = new Set(jobs.map(({ documentId }) => documentId));
  return ({ own, origin, complete, documentId }) => own && origin === 'file' && !complete && !underWay.has(documentId);
}

const wholePages = (pages: TrayDocument['pages']): number => pages.filter(({ state }) => state === 'whole').length;

/** Longest title of a document in the tray, in characters. */
const MAX_TITLE = 100;

/** The name of a file as the title of a paper: without its ending. */
export function titleOf(fileName: string): string {
  const title = fileName.replace(/\.(pdf|jpe?g|png)$/i, '').trim();
  return (title === '' ? fileName : title).slice(0, MAX_TITLE).toWellFormed();
}
