import type { DocumentId, ParticipantId, RemoteFace, TrayDocument } from '@mado/signaling';

/** A document of the tray as the citizen sees it. */
export interface PaperView {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly origin: TrayDocument['origin'];
  /** Address of each page's picture in this browser's memory; null while the page is on its way. */
  readonly pages: readonly (string | null)[];
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
