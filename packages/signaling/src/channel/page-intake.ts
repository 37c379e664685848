import type { ParcelPlace } from '@mado/e2ee';
import { CHUNK_BYTES, ParcelOpener } from '@mado/e2ee';
import type { Carrier, Rank } from '../parcel/index.ts';
import { ParcelError, RANK } from '../parcel/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { PageFault } from './page-assembly.ts';
import { PageAssembly } from './page-assembly.ts';
import type { Announced } from './page-work.ts';

export interface Intake {
  readonly carrier: Carrier;
  readonly announced: Announced;
  readonly owner: ParticipantId;
  /** What the page is, which decides what goes before it. */
  readonly rank: Rank;
  /** False: a page of a former screen of this device, which comes at once or never. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
  readonly onPreview: (jpeg: Uint8Array<ArrayBuffer>) => void;
  readonly onBytes: (received: number) => void;
}

/** How the taking in of a page ended: with its bytes, without them, or with a reason not to show them. */
export type IntakeEnd =
  | { readonly state: 'whole'; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly state: 'unfinished' }
  | { readonly state: 'damaged'; readonly fault: PageFault };

/** Fetches a page and, before it, its small picture. Rejects when it was called off, or the session is over. */
export async function takeIn(intake: Intake): Promise<IntakeEnd> {
  const { signal } = intake;
  const { message, key, sender } = intake.announced;
  const { documentId, page, bytes, parcel, sha256 } = message;
  const pageCame = new AbortController();
  void takePreview(intake, AbortSignal.any([signal, pageCame.signal]));
  const assembly = new PageAssembly(bytes, sha256);
  try {
    const place: ParcelPlace = { sender, documentId, page, part: 'page', parcelId: parcel, bytes };
    const opener = await ParcelOpener.of(key, place);
    const end = await intake.carrier.receive(opener, intake.owner, {
      rank: intake.rank,
      signal,
      wait: intake.wait,
      take: (chunk, plain) => {
        const added = assembly.add(chunk * CHUNK_BYTES, plain);
        plain.fill(0);
        if (added.state !== 'damaged') intake.onBytes(added.received);
      },
    });
    if (end === 'unfinished') return { state: 'unfinished' };
    const verified = await assembly.verify();
    if (!verified.ok) return { state: 'damaged', fault: verified.fault };
    if (signal.aborted) verified.data.fill(0);
    signal.throwIfAborted();
    return { state: 'whole', data: verified.data };
  } catch (error) {
    signal.throwIfAborted();
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { state: 'damaged', fault };
  } finally {
    pageCame.abort();
    assembly.destroy();
  }
}

/** A picture that does not come, or does not open, is no loss: the page itself follows and is checked by itself. */
async function takePreview(intake: Intake, signal: AbortSignal): Promise<void> {
  const { announced, carrier, owner, wait, onPreview } = intake;
  const { key, sender } = announced;
  const { documentId, page, preview } = announced.message;
  if (preview === null) return;
  const { parcel: parcelId, bytes } = preview;
  const place: ParcelPlace = { sender, documentId, page, part: 'preview', parcelId, bytes };
  const jpeg = new Uint8Array(preview.bytes);
  const take = (chunk: number, plain: Uint8Array<ArrayBuffer>) => {
    jpeg.set(plain, chunk * CHUNK_BYTES);
    plain.fill(0);
  };
  try {
    const opener = await ParcelOpener.of(key, place);
    const end = await carrier.receive(opener, owner, { rank: RANK.preview, signal, wait, take });
    if (end === 'whole' && !signal.aborted) onPreview(jpeg);
    else jpeg.fill(0);
  } catch {
    jpeg.fill(0);
  }
}

/** Why a page cannot be shown; null when there is nothing wrong with it. */
function faultOf(error: unknown): PageFault | null {
  if (!(error instanceof ParcelError) || error.reason === 'over') return null;
  return error.reason === 'forged' ? 'forged' : 'not-handed-out';
}
