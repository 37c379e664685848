import type { Sheet } from '@mado/sheets';
import type { DocumentId, ParticipantId, RemoteFace, TrayDocument } from '@mado/signaling';

/** One side of paper, or why it is not shown. */
export type SideView =
  /** `address` makes the picture's address in this browser's memory; it is asked for anew with each drawing. */
  | { readonly kind: 'picture'; readonly address: () => string }
  /** Drawn while it is looked at. */
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  /** `withheld`: it might do harm. */
  | { readonly kind: 'damaged' | 'withheld' };

/** A document of the tray as the citizen sees it. */
export interface PaperView {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly origin: TrayDocument['origin'];
  /** Its sides in their order; null while one is on its way. */
  readonly pages: readonly (SideView | null)[];
}

/** What cannot be plain data: pictures that move. */
export interface Pictures {
  readonly self: MediaStream | null;
  /** The clerks at the other end. */
  readonly faces: readonly RemoteFace[];
  /** Who of several clerks speaks now. */
  readonly speaking: ParticipantId | null;
}

/** Loudness of the citizen's own voice, 0 to 1, many times a second: beside the state, so that nothing else is drawn again. */
export interface LevelSource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => number;
}
