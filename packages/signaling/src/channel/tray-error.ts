import type { PageProblem } from '@mado/inspection';
import type { DocumentId } from './content.ts';

/** Why the tray did not take something from this device's own user. */
export interface TrayErrorContexts extends Readonly<Record<PageProblem, null>> {
  /** Bytes of the page, and the most that is taken. */
  'page-too-large': { readonly bytes: number; readonly limit: number };
  'empty-page': null;
  'too-many-pages': { readonly limit: number };
  /** Bytes in the tray with the new page, and the most that it holds. */
  'tray-full': { readonly bytes: number; readonly limit: number };
  /** The server has no room for more documents. */
  'server-full': null;
  'unknown-document': { readonly documentId: DocumentId };
  /** Only who began a document adds to it. */
  'not-yours': { readonly documentId: DocumentId };
  /** The document is complete; pages are not added any more. */
  complete: { readonly documentId: DocumentId };
  /** The session's memory is destroyed. */
  closed: null;
}
export type TrayReason = keyof TrayErrorContexts;

export class TrayError<R extends TrayReason = TrayReason> extends Error {
  override readonly name = 'TrayError';
  readonly reason: R;
  readonly context: TrayErrorContexts[R];

  constructor(reason: R, context: TrayErrorContexts[R]) {
    super(reason);
    this.reason = reason;
    this.context = context;
  }
}
