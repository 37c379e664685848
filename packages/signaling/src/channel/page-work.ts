import type { ParcelSender } from '@mado/e2ee';
import type { ParcelId, ParticipantId } from '../wire/index.ts';
import type { DocumentId, SessionMessage } from './content.ts';
import { MAX_PAGE_BYTES } from './content.ts';
import type { TrayRefusal } from './tray-refusal.ts';

export type Announcement = Extract<SessionMessage, { type: 'document.page' }>;

/** An announcement as it was said. */
export interface Announced {
  readonly message: Announcement;
  /** It was sealed under the keys of this epoch or of a later one. */
  readonly epoch: number;
  /** Opens its parcels, which are bound to the sender. */
  readonly key: Uint8Array<ArrayBuffer>;
  readonly sender: ParcelSender;
}

/** What of a page is under way to this screen, or where it lies. */
export interface PageWork {
  readonly stop: AbortController;
  readonly owner: ParticipantId;
  /** Null while its own sender has not come to that. */
  announced: Announced | null;
  /** Own pages: whether their bytes are in this screen's memory, and so will get to the server. */
  inHand: boolean;
  /** Resolves when all of it is here, or it is known that it will not come. */
  settled: Promise<void>;
}

/** An announcement with what opens its page, or why there can be no such page. */
export function readAnnouncement(message: Announcement, epoch: number, sender: ParcelSender): Announced | TrayRefusal {
  if (message.bytes === 0) return 'empty-page';
  if (message.bytes > MAX_PAGE_BYTES) return 'page-too-large';
  return { message, epoch, key: new Uint8Array(message.key), sender };
}

/** Names a page among all of a tray. */
export function pageKey(documentId: DocumentId, page: number): string {
  return `${documentId}/${page}`;
}

export async function settledOf(work: PageWork | undefined): Promise<void> {
  await work?.settled;
}

/** Under which names the server keeps what was announced. */
export function parcelsOf(announced: Announced | null | undefined): ParcelId[] {
  if (announced === null || announced === undefined) return [];
  const { parcel, preview } = announced.message;
  return preview === null ? [parcel] : [preview.parcel, parcel];
}
