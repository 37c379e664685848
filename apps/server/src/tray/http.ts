import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Server } from 'node:https';
import { MAX_SEALED_CHUNK_BYTES, TRAY_PATH, TRAY_PLACE_HEADER, TrayRefusalCode } from '@mado/signaling/wire';
import type { Logger } from '../log.ts';
import { Refusal } from '../wire/refusal.ts';
import { readChunkPlace, readParcelPlace, readPlace, readToken } from './place.ts';
import type { TrayRoom } from './tray.ts';

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
      const token = readToken(request.headers.authorization);
      const place = readPlace(request.headers[TRAY_PLACE_HEADER]);
      if (place.length === 2) return { chunks: await tray.chunks(token, ...place) };
      const sealed = await tray.read(token, ...place);
      return reply.type('application/octet-stream').send(sealed);
    });
    routes.delete(TRAY_PATH, async (request, reply) => {
      const token = readToken(request.headers.authorization);
      await tray.remove(token, ...readParcelPlace(request.headers[TRAY_PLACE_HEADER]));
      return reply.code(204).send();
    });
    routes.put(TRAY_PATH, { bodyLimit: MAX_SEALED_CHUNK_BYTES }, async (request, reply) => {
      const token = readToken(request.headers.authorization);
      const place = readChunkPlace(request.headers[TRAY_PLACE_HEADER]);
      const { body } = request;
      if (!Buffer.isBuffer(body) || body.byteLength === 0) throw new Refusal('malformed', 'no bytes');
      await tray.write(token, ...place, body);
      return reply.code(204).send();
    });
    done();
  });
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
