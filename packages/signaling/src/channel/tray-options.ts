import type { InspectPage } from '@mado/inspection';
import type { z } from 'zod';
import type { Carrier, MakePreview } from '../parcel/index.ts';
import type { ParticipantId, SessionId } from '../wire/index.ts';
import type { DocumentId, PageType } from './content.ts';
import type { Say } from './session-channel.ts';
import type { Readers } from './tray-readers.ts';
import type { TrayRefusal } from './tray-refusal.ts';
import type { TrayDocument, TrayPage } from './tray-state.ts';

/** The most that the tray of one session holds, in bytes. */
export const MAX_TRAY_BYTES = 256 * 1024 * 1024;
export const MAX_DOCUMENTS = 100;
export interface TrayEvents {
  /** A page is here and is what its sender announced. */
  page: [TrayDocument, TrayPage];
  /** A document has all its pages announced. */
  complete: [TrayDocument];
  /** The other end sent something that cannot be taken; for logs and for a word on the screen. */
  refused: [{ readonly documentId: DocumentId; readonly page: number | null; readonly reason: TrayRefusal }];
}

export interface NewPage {
  readonly mime: z.infer<typeof PageType>;
  readonly data: Uint8Array;
  /** A small picture of it as a JPEG; without it one is made here. */
  readonly small?: Uint8Array<ArrayBuffer> | null;
}

export interface TrayOptions {
  readonly sessionId: SessionId;
  readonly self: ParticipantId;
  readonly say: Say;
  readonly carrier: Carrier;
  readonly readers: Readers;
  readonly makePreview: MakePreview;
  readonly inspect: InspectPage;
}
