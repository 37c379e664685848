import { ChunkIndex, ParcelId, ParticipantId, TrayToken } from '@mado/signaling/wire';
import { z } from 'zod';
import { Refusal } from '../wire/refusal.ts';

const ChunkNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,2})$/)
  .transform(Number)
  .pipe(ChunkIndex);

const ParcelPlace = z.tuple([ParticipantId, ParcelId]);
const ChunkPlace = z.tuple([ParticipantId, ParcelId, ChunkNumber]);
export type ParcelPlace = z.infer<typeof ParcelPlace>;
export type ChunkPlace = z.infer<typeof ChunkPlace>;

/** A header as Node gives it. */
type Header = string | readonly string[] | undefined;

/** The bearer's token of an `authorization` header. @throws {Refusal} `unauthenticated` */
export function readToken(header: Header): string {
  const [, given] = /^Bearer (\S+)$/.exec(typeof header === 'string' ? header : '') ?? [];
  const token = TrayToken.safeParse(given);
  if (!token.success) throw new Refusal('unauthenticated', 'no token');
  return token.data;
}

/** `OWNER/PARCEL` of the place header. @throws {Refusal} `not-found` */
export function readParcelPlace(header: Header): ParcelPlace {
  return read(ParcelPlace, header);
}

/** `OWNER/PARCEL/CHUNK` of the place header. @throws {Refusal} `not-found` */
export function readChunkPlace(header: Header): ChunkPlace {
  return read(ChunkPlace, header);
}

/** Either of the two. @throws {Refusal} `not-found` */
export function readPlace(header: Header): ParcelPlace | ChunkPlace {
  return read(z.union([ParcelPlace, ChunkPlace]), header);
}

function read<S extends z.ZodType>(schema: S, header: Header): z.output<S> {
  const place = schema.safeParse(typeof header === 'string' ? header.split('/') : []);
  if (!place.success) throw new Refusal('not-found', 'no such place');
  return place.data;
}
