import { CHUNK_BYTES, ParcelSealer } from '@mado/e2ee';
import type { Carrier, MakePreview, Rank } from '../parcel/index.ts';
import { RANK } from '../parcel/index.ts';
import { ParcelId } from '../wire/index.ts';
import { sameBytes, sha256 } from './page-assembly.ts';
import type { Announcement } from './page-intake.ts';

export interface Sending {
  readonly carrier: Carrier;
  readonly makePreview: MakePreview;
  /** The document's. */
  readonly key: Uint8Array<ArrayBuffer>;
  readonly rank: Rank;
  readonly page: Pick<Announcement, 'documentId' | 'page' | 'mime' | 'bytes'>;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Its small picture as a JPEG, where somebody has made it already. */
  readonly small: Uint8Array<ArrayBuffer> | null;
  /** What a former screen announced in this place. */
  readonly before: Announcement | null;
  readonly signal: AbortSignal;
  /** Runs a step when what was said before of this document has been said. */
  readonly inOrder: <T>(step: () => Promise<T>) => Promise<T>;
  readonly announce: (announcement: Announcement) => Promise<unknown>;
  readonly onBytes: (sent: number) => void;
}

interface Sealed {
  readonly page: ParcelSealer;
  readonly preview: ParcelSealer | null;
  /** A former screen sent some of it already. */
  readonly resumed: boolean;
}

/**
 * Announces a page and sends its small picture and itself; resolves when the server has the page. Bytes that a former screen announced
 * go on where they stopped. Pages are announced in order; the bytes of several may be under way at once.
 */
export async function sendPage(sending: Sending): Promise<void> {
  const { carrier, rank, signal, onBytes } = sending;
  const { page, preview, resumed } = await sending.inOrder(() => announced(sending));
  const [, sent] = await Promise.allSettled([
    // First of all. Whatever befalls the small picture befalls the page too, or does not matter.
    preview && carrier.send(preview, { rank: RANK.preview, signal, resumed: false, onBytes: () => undefined }),
    carrier.send(page, { rank, signal, resumed, onBytes }),
  ]);
  if (sent.status === 'rejected') throw sent.reason;
}

async function announced(sending: Sending): Promise<Sealed> {
  const { key, data, before, signal } = sending;
  const { documentId, page, mime, bytes } = sending.page;
  const hash = await sha256(data);
  if (before?.bytes === bytes && before.mime === mime && sameBytes(before.sha256, hash)) {
    const place = { documentId, page, part: 'page', parcelId: before.parcel, bytes } as const;
    return { page: await ParcelSealer.again(key, place, data), preview: null, resumed: true };
  }
  // A page that fits into one chunk is there as soon as its small picture would be.
  const made = bytes > CHUNK_BYTES ? sending.small : null;
  const jpeg = made ?? (await sending.makePreview({ mime, data }));
  signal.throwIfAborted();
  const sealed = await ParcelSealer.of(key, { documentId, page, part: 'page' }, data);
  const small = jpeg === null ? null : await ParcelSealer.of(key, { documentId, page, part: 'preview' }, jpeg);
  signal.throwIfAborted();
  await sending.announce({
    type: 'document.page',
    ...sending.page,
    sha256: hash,
    parcel: ParcelId.parse(sealed.place.parcelId),
    preview: small && { parcel: ParcelId.parse(small.place.parcelId), bytes: small.place.bytes },
  });
  return { page: sealed, preview: small, resumed: false };
}
