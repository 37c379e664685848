import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import type { Carrier } from '../carrier.ts';
import { MAX_RPC_BYTES } from '../codec.ts';
import { RPC_PATH } from '../rpc-path.ts';
import { webSocketCarrier } from '../web-socket-carrier.ts';
import { LAUNCH_PATH, launchPage, newSecret, sameSecret, writeLaunchFile } from './launch.ts';
import { pageHeaders } from './page-policy.ts';
import { findUiFile } from './ui-files.ts';

export interface LoopbackOptions {
  /** Of the launch file: `NAME-launch.html`. */
  readonly name: string;
  /** Folder of the built user interface. */
  readonly uiDir: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Folder of the launch file; readable by the user alone. */
  readonly runtimeDir: string;
  /** Value of the cookie. The same value after a restart lets pages that are open come back. */
  readonly cookieSecret: string;
  /** WebSocket addresses of other machines that the page talks to: the server. */
  readonly sockets: readonly string[];
  /** A user interface that has shown its cookie. */
  readonly onCarrier: (carrier: Carrier) => void;
  /** A request was refused; `reason` is a word for the log. */
  readonly onRefused?: (reason: RefusedReason) => void;
}

export type RefusedReason = 'host' | 'origin' | 'cookie' | 'token' | 'method' | 'path' | 'too-large';

const MAX_FORM_BYTES = 4096;

/**
 * The loopback carrier's server: the built user interface over HTTP and the RPC over a WebSocket, on 127.0.0.1 alone.
 * A page gets in with the one-time token of the launch file, which it exchanges for a cookie. Every request must
 * name this server as its host (a rebound DNS name does not), and the WebSocket must come from its own page.
 */
export class LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly launchFile: string;
  readonly #options: LoopbackOptions;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #port: number;
  #token = newSecret();

  private constructor(options: LoopbackOptions, server: Server, port: number) {
    this.#options = options;
    this.#server = server;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.launchFile = join(options.runtimeDir, `${options.name}-launch.html`);
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_RPC_BYTES, perMessageDeflate: false });
    server.on('request', (request, response) => {
      this.#respond(request, response).catch((error: unknown) => response.destroy(asError(error)));
    });
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Binds and writes the launch file. Rejects when the port is taken. */
  static async start(options: LoopbackOptions): Promise<LoopbackServer> {
    const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16 * 1024 });
    const port = await listen(server, options.port);
    const loopback = new LoopbackServer(options, server, port);
    await loopback.#writeLaunchFile();
    return loopback;
  }

  /** Breaks every line, stops listening and removes the launch file. */
  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await Promise.all([closed, rm(this.launchFile, { force: true })]);
  }

  #writeLaunchFile(): Promise<void> {
    return writeLaunchFile(this.launchFile, launchPage(this.origin, this.#token));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#isForThisHost(request)) {
      this.#refuse(response, 421, 'host');
      return;
    }
    const path = urlPath(request);
    if (path === LAUNCH_PATH) return this.#launch(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.#refuse(response, 405, 'method');
      return;
    }
    const file = path === undefined ? undefined : await findUiFile(this.#options.uiDir, path);
    if (!file) {
      this.#refuse(response, 404, 'path');
      return;
    }
    response.writeHead(200, {
      ...pageHeaders({ sockets: [...this.#options.sockets, this.#socketAddress()] }),
      'Content-Type': file.type,
      'Content-Length': file.size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(file.path), response);
  }

  async #launch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      this.#refuse(response, 405, 'method');
      return;
    }
    const form = await readForm(request);
    if (form === undefined) {
      this.#refuse(response, 413, 'too-large');
      return;
    }
    const token = new URLSearchParams(form).get('token') ?? '';
    if (!sameSecret(token, this.#token)) {
      this.#refuse(response, 403, 'token');
      return;
    }
    // Used up. The launch file opens the next window with a token of its own.
    this.#token = newSecret();
    await this.#writeLaunchFile();
    response.writeHead(303, {
      Location: '/',
      'Set-Cookie': `${cookieName(this.#port)}=${this.#options.cookieSecret}; HttpOnly; SameSite=Strict; Path=/`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    });
    response.end();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const reason = this.#reasonToRefuse(request);
    if (reason) {
      this.#options.onRefused?.(reason);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => this.#options.onCarrier(webSocketCarrier(client)));
  }

  #reasonToRefuse(request: IncomingMessage): RefusedReason | undefined {
    if (!this.#isForThisHost(request)) return 'host';
    if (urlPath(request) !== RPC_PATH) return 'path';
    if (request.headers.origin !== this.origin) return 'origin';
    const cookie = readCookie(request.headers.cookie, cookieName(this.#port));
    return cookie !== undefined && sameSecret(cookie, this.#options.cookieSecret) ? undefined : 'cookie';
  }

  #isForThisHost(request: IncomingMessage): boolean {
    return request.headers.host === `127.0.0.1:${this.#port}`;
  }

  #socketAddress(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  #refuse(response: ServerResponse, status: number, reason: RefusedReason): void {
    this.#options.onRefused?.(reason);
    response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', Connection: 'close' });
    response.end(`${reason}\n`);
  }
}

/** Cookies know no ports; the port in the name keeps two hosts of one machine apart. */
export function cookieName(port: number): string {
  return `mado-host-${port}`;
}

/** Value of one cookie of a `Cookie` header (RFC 6265, section 4.2). */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split('; ') ?? []) {
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return undefined;
}

function urlPath(request: IncomingMessage): string | undefined {
  // The raw path: `new URL` would already have folded `..` away.
  const path = request.url?.split(/[?#]/, 1)[0];
  return path?.startsWith('/') ? path : undefined;
}

async function readForm(request: IncomingMessage): Promise<string | undefined> {
  let form = '';
  const chunks: AsyncIterable<unknown> = request.setEncoding('utf8');
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') form += chunk;
    if (form.length > MAX_FORM_BYTES) return undefined;
  }
  return form;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('no port'));
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('failed', { cause: error });
}
