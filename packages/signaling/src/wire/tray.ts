import { z } from 'zod';

/** Where sealed documents go and come from, over HTTPS on the signalling's port. */
export const TRAY_PATH = '/v1/tray';
/**
 * Says which parcel or chunk is meant: `{owner}/{parcel}[/{chunk}]`. In a header and not in the address, so that all requests have one address
 * and a browser, which asks for leave by address, asks once and not before each chunk.
 */
export const TRAY_PLACE_HEADER = 'x-mado-tray';
/** A sealed chunk at most, in bytes. */
export const MAX_SEALED_CHUNK_BYTES = 64 * 1024 + 16;
/** Chunks of one parcel at most: 24 MiB. */
export const MAX_PARCEL_CHUNKS = 384;

/** The sealed bytes of one page, or of its preview, under a name of the sender's making. */
export const ParcelId = z.uuid().brand<'ParcelId'>();
export type ParcelId = z.infer<typeof ParcelId>;
export const ChunkIndex = z
  .int()
  .nonnegative()
  .max(MAX_PARCEL_CHUNKS - 1);
/** 32 random bytes in base64url. Goes into `Authorization: Bearer …` and never into a URL. */
export const TrayToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What the server has of a parcel: the chunks' numbers, ascending. */
export const ParcelState = z.strictObject({ chunks: z.array(ChunkIndex).max(MAX_PARCEL_CHUNKS) });
export type ParcelState = z.infer<typeof ParcelState>;

/** Why the server refused; the HTTP status is beside it. */
export const TrayRefusalCode = z.enum([
  /** The token is unknown, has run out, or its holder is no participant any more: ask for a new one. */
  'unauthenticated',
  'forbidden',
  'not-found',
  /** Other bytes lie under this number already. */
  'conflict',
  'malformed',
  'oversized',
  /** The quota of the session or of the server is used up. */
  'limited',
  /** The session has ended: nothing is taken any more. */
  'out-of-order',
  'internal',
]);
export type TrayRefusalCode = z.infer<typeof TrayRefusalCode>;
export const TrayRefusalBody = z.strictObject({ code: TrayRefusalCode });
