import { CHUNK_BYTES, ParcelSealer, makePageKey, type ParcelSender } from '@mado/e2ee';
import type { Carrier, MakePreview, Rank } from '../parcel/index.ts';
import { RANK } from '../parcel/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { ParcelId } from '../wire/index.ts';
import { sameBytes, sha256 } from './page-assembly.ts';
import type { Announced, Announcement } from './page-work.ts';
import { parcelsOf } from './page-work.ts';
import type { Readers } from './tray-readers.ts';

export interface Sending {
  readonly carrier: Carrier;
  readonly readers: Readers;
  readonly makePreview: MakePreview;
  readonly rank: Rank;
  readonly owner: ParticipantId;
  readonly sender: ParcelSender;
  readonly page: Pick<Announcement, 'documentId' | 'page' | 'mime' | 'bytes'>;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Its small picture as a JPEG, where somebody has made it already. */
  readonly small: Uint8Array<ArrayBuffer> | null;
  /** What was announced in this place last: by a former screen, or by a try that broke off. */
  readonly before: () => Announced | null;
  readonly signal: AbortSignal;
  /** Runs a step when what was said before of this document has been said. */
  readonly inOrder: <T>(step: () => Promise<T>) => Promise<T>;
  readonly announce: (announced: Announced) => Promise<unknown>;
  readonly onBytes: (sent: number) => void;
}

interface Sealed {
  readonly page: ParcelSealer;
  readonly preview: ParcelSealer | null;
  /** Some of it was sent already. */
  readonly resumed: boolean;
}

/**
 * Announces a page and sends its small picture and itself; resolves when the server has the page. Bytes that a former screen announced
 * go on where they stopped. Pages are announced in order; the bytes of several may be under way at once.
 *
 * When somebody is to go, all of it stops at once. After that a page that the server had not wholly begins anew, under a key that is
 * told to those who stay: whoever went has the key of what was announced before, and must not get the rest.
 */
export async function sendPage(sending: Sending): Promise<void> {
  const { readers } = sending;
  for (;;) {
    await readers.settled(sending.signal);
    const { staying } = readers;
    try {
      await tryOnce({ ...sending, signal: AbortSignal.any([sending.signal, staying]) });
      return;
    } catch (error) {
      if (sending.signal.aborted || !staying.aborted) throw error;
    }
  }
}

async function tryOnce(sending: Sending): Promise<void> {
  const { carrier, rank, signal, onBytes } = sending;
  const { page, preview, resumed } = await sending.inOrder(() => announced(sending));
  signal.throwIfAborted();
  const [, sent] = await Promise.allSettled([
    // First of all. Whatever befalls the small picture befalls the page too, or does not matter.
    preview && carrier.send(preview, { rank: RANK.preview, signal, resumed: false, onBytes: () => undefined }),
    carrier.send(page, { rank, signal, resumed, onBytes }),
  ]);
  if (sent.status === 'rejected') throw sent.reason;
}

async function announced(sending: Sending): Promise<Sealed> {
  const { carrier, owner, readers, sender, data, signal } = sending;
  const { documentId, page, mime, bytes } = sending.page;
  const hash = await sha256(data);
  const before = sending.before();
  if (before !== null && readers.sameSince(before.epoch) && isOf(before.message, sending.page, hash)) {
    const { parcel: parcelId } = before.message;
    const place = { sender: before.sender, documentId, page, part: 'page', parcelId, bytes } as const;
    return { page: await ParcelSealer.again(before.key, place, data), preview: null, resumed: true };
  }
  // A page that fits into one chunk is there as soon as its small picture would be.
  const made = bytes > CHUNK_BYTES ? sending.small : null;
  const jpeg = made ?? (await sending.makePreview({ mime, data }));
  const key = makePageKey();
  const place = { sender, documentId, page } as const;
  const sealed = await ParcelSealer.of(key, { ...place, part: 'page' }, data);
  const small = jpeg === null ? null : await ParcelSealer.of(key, { ...place, part: 'preview' }, jpeg);
  signal.throwIfAborted();
  const message: Announcement = {
    type: 'document.page',
    ...sending.page,
    sha256: hash,
    key,
    parcel: ParcelId.parse(sealed.place.parcelId),
    preview: small && { parcel: ParcelId.parse(small.place.parcelId), bytes: small.place.bytes },
  };
  await sending.announce({ message, epoch: readers.epoch, key, sender });
  // Everybody has been told where else it lies. What is not deleted now goes with the session.
  for (const parcel of parcelsOf(before)) void carrier.remove(owner, parcel).catch(() => undefined);
  return { page: sealed, preview: small, resumed: false };
}

function isOf(before: Announcement, { mime, bytes }: Sending['page'], hash: Uint8Array): boolean {
  return before.bytes === bytes && before.mime === mime && sameBytes(before.sha256, hash);
}
