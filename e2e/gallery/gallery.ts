import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pageHeaders } from '@mado/rpc/node';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

export type GalleryApp = 'kiosk' | 'clerk';

/** Builds an app's gallery; once, before the tests, since several of them show it at the same time. */
export async function buildGallery(app: GalleryApp): Promise<void> {
  const room = join(repository, 'apps', app);
  const vite = [join(room, 'node_modules/vite/bin/vite.js'), 'build', '--mode', 'gallery', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, vite, { cwd: room });
}

/**
 * Serves an app's gallery on loopback under the headers that the product has, so that a screen which needs more than its policy
 * allows is found here.
 */
export async function serveGallery(app: GalleryApp): Promise<{ origin: string; close(): Promise<void> }> {
  const files = join(repository, 'apps', app, 'dist/gallery');
  const headers = pageHeaders({ sockets: [] });
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://gallery').pathname));
    readFile(join(files, path)).then(
      (body) => {
        const type = types[extname(path)] ?? 'text/plain';
        // Named by their content; without this every screen would read the whole program and its fonts anew.
        const kept = path.includes('/assets/') ? { 'Cache-Control': 'max-age=3600, immutable' } : {};
        response.writeHead(200, { ...headers, ...kept, 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Switches under which Debian's Chromium runs as whoever starts it, with a camera and a microphone of its own. */
export const browser = {
  executablePath: process.env['MADO_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ],
};
