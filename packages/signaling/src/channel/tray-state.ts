import type { z } from 'zod';
import type { ParticipantId } from '../wire/index.ts';
import type { DocumentId, DocumentOrigin, PageType } from './content.ts';
import type { TrayRefusal } from './tray-refusal.ts';

/** One page of a document as a screen shows it. */
export interface TrayPage {
  /** From 0. */
  readonly page: number;
  readonly mime: z.infer<typeof PageType>;
  /** Size of the whole page. */
  readonly bytes: number;
  /** Bytes that are here; on the sender's side, bytes that the server has. */
  readonly received: number;
  /** `damaged`: what came is not what was announced. */
  readonly state: 'arriving' | 'whole' | 'damaged';
  /** Why a damaged page is not shown. */
  readonly problem: TrayRefusal | null;
  /** The page, once it is whole; the sender has it from the beginning. Never change its bytes. */
  readonly data: Uint8Array<ArrayBuffer> | null;
  /** A small JPEG of the page while the page itself is on its way here. Never change its bytes. */
  readonly preview: Uint8Array<ArrayBuffer> | null;
}

export interface TrayDocument {
  readonly documentId: DocumentId;
  readonly origin: z.infer<typeof DocumentOrigin>;
  readonly title: string;
  /** On the clock of the device that began it, in milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly from: ParticipantId;
  /** This device began it. */
  readonly own: boolean;
  readonly pages: readonly TrayPage[];
  /** No more pages will come. */
  readonly complete: boolean;
}

/** The documents of the session in the order in which they were begun. */
export interface TraySnapshot {
  readonly documents: readonly TrayDocument[];
}

export const EMPTY_TRAY: TraySnapshot = { documents: [] };

/** A page that was announced and of which nothing is here. */
export function arrivingPage(page: number, mime: TrayPage['mime'], bytes: number): TrayPage {
  return { page, mime, bytes, received: 0, state: 'arriving', problem: null, data: null, preview: null };
}

/** A page that was announced and never can be here. It takes no room, whatever was said of its size. */
export function impossiblePage(page: number, mime: TrayPage['mime'], problem: TrayRefusal): TrayPage {
  return { ...arrivingPage(page, mime, 1), state: 'damaged', problem };
}

export function findDocument(tray: TraySnapshot, documentId: DocumentId): TrayDocument | undefined {
  return tray.documents.find((document) => document.documentId === documentId);
}

/** Bytes that all announced pages take together. */
export function trayBytes(tray: TraySnapshot): number {
  return tray.documents.flatMap(({ pages }) => pages).reduce((sum, { bytes }) => sum + bytes, 0);
}

export function withDocument(tray: TraySnapshot, document: TrayDocument): TraySnapshot {
  return { documents: [...tray.documents, document] };
}

export function withoutDocument(tray: TraySnapshot, documentId: DocumentId): TraySnapshot {
  return { documents: tray.documents.filter((document) => document.documentId !== documentId) };
}

/** Adds the page, or puts it in the place of the one with the same number. */
export function withPage(tray: TraySnapshot, documentId: DocumentId, page: TrayPage): TraySnapshot {
  return changed(tray, documentId, (document) => {
    const others = document.pages.filter((other) => other.page !== page.page);
    return { ...document, pages: [...others, page].sort((a, b) => a.page - b.page) };
  });
}

/** Changes a page that is there; a page that is not there stays away. */
export function patchPage(
  tray: TraySnapshot,
  documentId: DocumentId,
  page: number,
  patch: Partial<TrayPage>,
): TraySnapshot {
  return changed(tray, documentId, (document) => ({
    ...document,
    pages: document.pages.map((other) => (other.page === page ? { ...other, ...patch } : other)),
  }));
}

/** No page comes any more; what was announced beyond the first `pages` is dropped. */
export function completed(tray: TraySnapshot, documentId: DocumentId, pages: number): TraySnapshot {
  return changed(tray, documentId, (document) => ({
    ...document,
    complete: true,
    pages: document.pages.filter(({ page }) => page < pages),
  }));
}

function changed(
  tray: TraySnapshot,
  documentId: DocumentId,
  change: (document: TrayDocument) => TrayDocument,
): TraySnapshot {
  return {
    documents: tray.documents.map((document) => (document.documentId === documentId ? change(document) : document)),
  };
}
