import type { Sheet } from '@mado/sheets';
import type { DocumentId, ParticipantId, RemoteFace, TrayDocument } from '@mado/signaling';

/** One side of paper: the address of its picture in this browser's memory, or a sheet that is drawn while it is looked at. */
export type SideView =
  { readonly kind: 'picture'; readonly address: string } | { readonly kind: 'sheet'; readonly sheet: Sheet };

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
