import type { webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { Provider } from 'oidc-provider';

/** What a test does to an ID token before it goes out. */
type Tamper = (claims: JWTPayload) => { readonly claims: JWTPayload; readonly key?: webcrypto.CryptoKey };

/** A real OpenID Connect provider on loopback, with its own log-in pages, and a browser that walks through them. */
export class CityProvider {
  readonly issuer: string;
  /** Changes the ID tokens from now on. */
  tamper: Tamper | null = null;
  readonly #server: Server;

  private constructor(issuer: string, server: Server) {
    this.issuer = issuer;
    this.#server = server;
  }

  static async start(client: { id: string; secret: string; callback: string }): Promise<CityProvider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'city' };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const city = new CityProvider(issuer, server);
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [client.callback],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: ['invented'] },
      ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
      pkce: { required: () => true },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
    provider.use(async (context, next) => {
      await next();
      const body: unknown = context.body;
      if (city.tamper === null || context.path !== '/token' || !hasToken(body)) return;
      const { claims, key = privateKey } = city.tamper(decodeJwt(body.id_token));
      const { alg = 'RS256', kid } = decodeProtectedHeader(body.id_token);
      const id_token = await new SignJWT(claims)
        .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
        .sign(key);
      context.body = { ...body, id_token };
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    return city;
  }

  /** Walks from the address to where the provider sends the browser back. `login`: null calls it off. */
  async signIn(address: string, login: string | null): Promise<URL> {
    const jar = new Map<string, string>();
    const open = async (url: URL, form?: Record<string, string>) => {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      return response;
    };
    let url = new URL(address);
    let response = await open(url);
    for (let step = 0; step < 20; step++) {
      const next = response.headers.get('location');
      if (next !== null) {
        url = new URL(next, url);
        if (url.origin !== this.issuer) return url;
        response = await open(url);
        continue;
      }
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
      if (prompt === undefined || action === undefined) throw new Error(`no form on ${url.pathname}: ${page}`);
      url = new URL(login === null ? `${url.pathname}/abort` : action, url);
      response = login === null ? await open(url) : await open(url, { prompt, login, password: 'invented' });
    }
    throw new Error('the provider leads nowhere');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function hasToken(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';
}
