import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Path that the launch file's form posts to. */
export const LAUNCH_PATH = '/launch';

/** 256 random bits for a token or a cookie, as text. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A fresh folder that the user alone can read, in the session's runtime folder where there is one. Whoever made it removes it. */
export async function makeRuntimeDir(): Promise<string> {
  const given = process.env['XDG_RUNTIME_DIR'];
  // Empty counts as unset: a relative name would put the token where the program happens to stand.
  return mkdtemp(join(given === undefined || given === '' ? tmpdir() : given, 'mado-'));
}

export async function removeRuntimeDir(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
}

/**
 * The page that opens the user interface: it posts the one-time token to the host. The token is in a file that its owner alone can read
 * and in the body of a request to loopback; never in a URL, so never in a history, a log or a process list.
 */
export function launchPage(origin: string, token: string): string {
  const script = 'document.forms[0].submit()';
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; form-action ${origin}; base-uri 'none'`;
  return `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>窓</title>
<form method="post" action="${origin}${LAUNCH_PATH}">
<input type="hidden" name="token" value="${token}">
<noscript><button>開く</button></noscript>
</form>
<script>${script}</script>
</html>
`;
}

/** Writes the launch file (mode 0600) whole; a reader sees the old one or the new one. */
export async function writeLaunchFile(file: string, page: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, page, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}
