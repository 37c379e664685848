import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The media type of a file of a built user interface. */
export function mediaType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * The steps from the built user interface's folder to what a URL path names; `undefined` when the path tries to
 * leave the folder, names a hidden file or is not well formed. A path that ends in `/` names its `index.html`.
 */
export function uiPathSteps(urlPath: string): readonly string[] | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\') || path.includes('%')) return undefined;
  const steps = (path.endsWith('/') ? `${path}index.html` : path).slice(1).split('/');
  const plain = steps.every((step) => step !== '' && !step.startsWith('.') && !step.includes(':'));
  return plain ? steps : undefined;
}

/** A file of a user interface that may be sent. */
export interface UiFile {
  readonly path: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Finds the file that a URL path names inside `root`; links that lead outside are not followed. */
export async function findUiFile(root: string, urlPath: string): Promise<UiFile | undefined> {
  const steps = uiPathSteps(urlPath);
  if (!steps) return undefined;
  try {
    const base = await realpath(root);
    const path = await realpath(join(base, ...steps));
    const state = await stat(path);
    if (!path.startsWith(base + sep) || !state.isFile()) return undefined;
    return { path, type: mediaType(path), size: state.size };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG';
}
