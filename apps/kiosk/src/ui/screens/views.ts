import type { DocumentId, ParticipantId, RemoteFace, TrayDocument } from '@mado/signaling';

/** A document of the tray as the citizen sees it. */
export interface PaperView {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly origin: TrayDocument['origin'];
  readonly pages: readonly PageView[];
}

/** A page: its picture, or why there is none. */
export type PageView =
  /** `address` makes the picture's address in this browser's memory; ask for it anew with each drawing. */
  | { readonly phase: 'here'; readonly address: () => string }
  | { readonly phase: 'arriving' | 'damaged' }
  /** It is not shown because it might do harm. */
  | { readonly phase: 'withheld' };

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
