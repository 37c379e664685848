import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:https';
import type { Tongue } from '@mado/signaling/wire';
import { CALLBACK_PATH, type Arrival, type Provider } from './provider.ts';
import { providerWords } from './provider-words.ts';

const STYLE =
  'body{margin:0;font:18px/1.7 "BIZ UDPGothic","Yu Gothic","Noto Sans JP",sans-serif;background:#faf9f6;color:#1a1a1a;text-align:center}' +
  'main{display:grid;align-content:center;justify-items:center;gap:1.5rem;min-height:100vh;padding:2rem;box-sizing:border-box}' +
  'p{max-width:34em;margin:0}h1{font-size:1.5rem;margin:0}.number{font-size:4rem;font-weight:700;letter-spacing:.12em;line-height:1}';
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Where the browser comes back from the provider. Nothing of what it brought is on the page. */
export function providerRoutes(http: FastifyInstance<Server>, provider: Provider): void {
  http.get(CALLBACK_PATH, async (request, reply) => {
    const { search } = new URL(request.url, 'https://server');
    const { arrival, tongue } = await provider.arrive(search.slice(1));
    return reply
      .code(arrival.kind === 'number' ? 200 : 403)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .send(page(arrival, tongue));
  });
}

function page(arrival: Arrival, tongue: Tongue): string {
  const words = providerWords[tongue];
  const body =
    arrival.kind === 'number'
      ? `<p>${words.number}</p><p class="number">${arrival.number.replace(/(...)/, '$1 ')}</p><p>${words.warning}</p>`
      : `<p>${words.turned[arrival.because]}</p>`;
  return `<!doctype html><html lang="${words.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${STYLE}</style><main><h1>${words.title}</h1>${body}</main></html>`;
}
