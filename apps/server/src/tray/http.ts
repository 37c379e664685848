import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:https';
import {
  ChunkIndex,
  MAX_SEALED_CHUNK_BYTES,
  ParcelId,
  ParticipantId,
  TRAY_PATH,
  TRAY_PLACE_HEADER,
  TrayRefusalCode,
  TrayToken,
} from '@mado/signaling/wire';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { Refusal } from '../wire/refusal.ts';
import type { TrayRoom } from './tray.ts';

const ParcelPlace = z.tuple([ParticipantId, ParcelId]);
const ChunkNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,2})$/)
  .transform(Number)
  .pipe(ChunkIndex);
const ChunkPlace = z.tuple([ParticipantId, ParcelId, ChunkNumber]);

const STATUS: Readonly<Record<TrayRefusalCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  malformed: 400,
  oversized: 413,
  limited: 507,
  'out-of-order': 410,
  internal: 500,
};

/**
 * The pages of the apps come from other origins (loopback, `app://`). Access is by bearer token alone and no cookie is
 * looked at, so any origin may ask.
 */
const HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, DELETE',
  'access-control-allow-headers': `authorization, content-type, ${TRAY_PLACE_HEADER}`,
  // As long as a browser remembers leave at most: it asks once a session, as there is one address.
  'access-control-max-age': '7200',
  'cache-control': 'no-store',
};
/** A slow line needs its time for a chunk. */
const PATIENCE_MS = 60_000;

/** The tray over HTTPS: what lies there of a parcel, its chunks in and out, and away with it. */
export function trayRoutes(http: FastifyInstance<Server>, tray: TrayRoom, log: Logger): void {
  http.server.requestTimeout = PATIENCE_MS;
  void http.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    routes.addHook('onRequest', (_request, reply, next) => {
      reply.headers(HEADERS);
      next();
    });
    routes.setErrorHandler((error, _request, reply) => refuse(reply, error, log));
    routes.options(TRAY_PATH, (_request, reply) => reply.code(204).send());
    routes.get(TRAY_PATH, async (request, reply) => {
      const token = tokenOf(request);
      if (partsOf(request).length === 2) {
        const [owner, parcel] = placeOf(ParcelPlace, request);
        return { chunks: await tray.chunks(token, owner, parcel) };
      }
      const sealed = await tray.read(token, ...placeOf(ChunkPlace, request));
      return reply.type('application/octet-stream').send(sealed);
    });
    routes.delete(TRAY_PATH, async (request, reply) => {
      await tray.remove(tokenOf(request), ...placeOf(ParcelPlace, request));
      return reply.code(204).send();
    });
    routes.put(TRAY_PATH, { bodyLimit: MAX_SEALED_CHUNK_BYTES }, async (request, reply) => {
      const place = placeOf(ChunkPlace, request);
      const { body } = request;
      if (!Buffer.isBuffer(body) || body.byteLength === 0) throw new Refusal('malformed', 'no bytes');
      await tray.write(tokenOf(request), ...place, body);
      return reply.code(204).send();
    });
    done();
  });
}

/** The bearer's token. @throws {Refusal} */
function tokenOf(request: FastifyRequest): string {
  const [, given] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  const token = TrayToken.safeParse(given);
  if (!token.success) throw new Refusal('unauthenticated', 'no token');
  return token.data;
}

function partsOf(request: FastifyRequest): string[] {
  const place = request.headers[TRAY_PLACE_HEADER];
  return typeof place === 'string' ? place.split('/') : [];
}

/** @throws {Refusal} */
function placeOf<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  // Before anything is told about names: who has no token learns nothing.
  tokenOf(request);
  const place = schema.safeParse(partsOf(request));
  if (!place.success) throw new Refusal('not-found', 'no such place');
  return place.data;
}

function refuse(reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  const code = codeOf(error);
  if (code === 'internal') log.error({ err: error }, 'the tray failed');
  return reply.code(STATUS[code]).send({ code });
}

function codeOf(error: unknown): TrayRefusalCode {
  if (error instanceof Refusal) return TrayRefusalCode.safeParse(error.code).data ?? 'internal';
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return 'oversized';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'malformed' : 'internal';
}
