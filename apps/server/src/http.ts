import fastify, { type FastifyInstance } from 'fastify';
import type { Server } from 'node:https';
import type { SessionState } from '@mado/signaling/wire';
import type { ServerCertificate } from './tls/certificate.ts';

/** What `/healthz` tells whoever watches the machine: counts, never who or what. */
export interface Health {
  /** `degraded`: it works, but a media worker is being replaced. `down`: no session could have media now. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly version: string;
  readonly workers: { readonly live: number; readonly wanted: number };
  readonly sessions: Readonly<Record<Exclude<SessionState, 'erased'>, number>>;
}

/** What answers are held to unless a route says otherwise: whoever gets one may neither frame, sniff nor keep it. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The HTTPS side of the port. The WebSocket gateway is attached to the same server. */
export function createHttp(certificate: ServerCertificate, health: () => Health): FastifyInstance<Server> {
  const http = fastify({
    https: { cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' },
    forceCloseConnections: true,
    bodyLimit: 1024,
    requestTimeout: 10_000,
  });
  // With a callback and not a promise: a reply is itself a thenable that waits for its own sending.
  http.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers({ ...HEADERS, ...reply.getHeaders() });
    done();
  });
  http.get('/healthz', (_request, reply) => {
    const now = health();
    return reply.code(now.status === 'down' ? 503 : 200).send(now);
  });
  return http;
}
