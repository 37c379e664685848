import type { Page } from 'playwright-core';

/** The session's keys as a page has them, in hex, newest last. */
interface WatchedKeys {
  /** What frames of an epoch are sealed under. */
  readonly frame: string[];
  readonly document: string[];
  /** Of messages, and of the group's own. */
  readonly message: string[];
}

/** How many of a kind are looked for: each costs the search of a whole memory. */
const NEWEST = { frame: 1, document: 1, message: 2 } as const;

/** Runs in the page before its own scripts: keeps the raw keys that it hands to its worker and to WebCrypto. */
function watchKeys(): void {
  const watchedKeys: WatchedKeys = { frame: [], document: [], message: [] };
  Object.assign(window, { watchedKeys });
  const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { postMessage } = Worker.prototype;
  Object.assign(Worker.prototype, {
    postMessage(this: Worker, ...words: unknown[]) {
      const [message] = words;
      const isKey = typeof message === 'object' && message !== null && 'secret' in message;
      if (isKey && message.secret instanceof Uint8Array) watchedKeys.frame.push(hex(message.secret));
      Reflect.apply(postMessage, this, words);
    },
  });
  // A page without TLS has no WebCrypto, and no session.
  if (!('SubtleCrypto' in window)) return;
  const { importKey } = SubtleCrypto.prototype;
  Object.assign(SubtleCrypto.prototype, {
    importKey(this: SubtleCrypto, ...words: unknown[]): unknown {
      const [format, data, algorithm] = words;
      const isNamed = typeof algorithm === 'object' && algorithm !== null && 'name' in algorithm;
      const name = isNamed ? algorithm.name : algorithm;
      const kept = name === 'HKDF' ? watchedKeys.document : name === 'AES-GCM' ? watchedKeys.message : null;
      if (format === 'raw' && ArrayBuffer.isView(data))
        kept?.push(hex(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
      return Reflect.apply(importKey, this, words);
    },
  });
}

/** Keeps the keys of every page of the context (or the window) that opens from now on. */
export async function watchKeysOf(target: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await target.addInitScript(watchKeys);
}

/** The newest keys of each kind at one end, by a name for each. */
export async function keysOf(page: Page, end: string): Promise<Record<string, Uint8Array>> {
  const keys = await page.evaluate(() => (window as unknown as { watchedKeys: WatchedKeys }).watchedKeys);
  const named = (['frame', 'document', 'message'] as const).flatMap((kind) =>
    keys[kind].slice(-NEWEST[kind]).map((key, at) => [`${kind} key ${at + 1} of the ${end}`, Buffer.from(key, 'hex')]),
  );
  return Object.fromEntries(named) as Record<string, Uint8Array>;
}
