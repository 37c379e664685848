import { z } from 'zod';
import { decode, encode } from '../wire/index.ts';
import { PagePoint } from './annotation.ts';
import { PageOfDocument } from './content.ts';
import type { StagePaper } from './stage.ts';

/** A place of a page that somebody points at. */
export const PointedPlace = z.strictObject({
  ...PageOfDocument.shape,
  ...PagePoint.shape,
});
export type PointedPlace = z.infer<typeof PointedPlace>;

/** What a hint says: where its sender points now; null: nowhere any more. */
const PointerWord = z.strictObject({ type: z.literal('pointer'), at: PointedPlace.nullable() });

/** The pointer (ポインター) as it is on a screen. */
export interface Pointer {
  readonly at: PointedPlace;
  /** False: the hand has gone, and it fades. */
  readonly held: boolean;
  /** When that ends of itself, on this device's clock in milliseconds. */
  readonly until: number;
}

/** How long a place counts as held of which nothing more is heard, in milliseconds: longer than two repetitions. */
export const HELD_MS = 3_000;
/** How long the pointer fades, in milliseconds. A tap is seen for so long. */
export const FADES_MS = 1_500;

/** What is sealed for one hint. */
export function writePointed(at: PointedPlace | null): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encode(PointerWord.parse({ type: 'pointer', at })));
}

/** What somebody sealed; null: it is no hint of this protocol. Never throws. */
export function readPointed(bytes: Uint8Array): { readonly at: PointedPlace | null } | null {
  const decoded = decode(bytes);
  const word = decoded.ok ? PointerWord.safeParse(decoded.value) : null;
  return word?.success === true ? { at: word.data.at } : null;
}

/** The pointer after its holder said where it is. It is nowhere but on the page that stands on the stage. */
export function pointedAt(
  before: Pointer | null,
  { at, stage, now }: { readonly at: PointedPlace | null; readonly stage: StagePaper | null; readonly now: number },
): Pointer | null {
  if (at === null) return before === null || !before.held ? before : { ...before, held: false, until: now + FADES_MS };
  return isOn(at, stage) ? { at, held: true, until: now + HELD_MS } : null;
}

/** The pointer after the time went on: what was held and is not heard of any more fades, and what has faded is gone. */
export function pointerAt(before: Pointer | null, now: number): Pointer | null {
  if (before === null || now < before.until) return before;
  const gone = before.until + FADES_MS;
  return before.held && now < gone ? { ...before, held: false, until: gone } : null;
}

/** Whether a place is on this page. */
export function isOn(at: StagePaper, page: { readonly documentId: string; readonly page: number } | null): boolean {
  return page !== null && at.documentId === page.documentId && at.page === page.page;
}
