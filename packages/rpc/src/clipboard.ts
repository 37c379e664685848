import { BRIDGE_NAME } from './connect-host.ts';

/** `window.postMessage` from the page to the preload: what was copied here goes out of the clipboard. */
export const CLEAR_CLIPBOARD = 'mado:clear-clipboard';

/** What a page may have put into the machine's clipboard. */
export interface PageClipboard {
  /** Takes it out again. Resolves when it is out, or at once when nothing was copied here. */
  clear(): Promise<void>;
}

/**
 * Remembers that something was copied or cut in this page, never what. In a shell its main process takes out what came from here and leaves
 * what came from elsewhere since. A browser tells nobody what is in the clipboard, so there it is emptied whenever something was copied here; one
 * that does not let the page do so by itself lets it with the next touch.
 */
export function watchClipboard(page: Window): PageClipboard {
  let copied = false;
  for (const type of ['copy', 'cut']) page.document.addEventListener(type, () => (copied = true), true);
  return {
    async clear() {
      if (!copied) return;
      copied = false;
      if (BRIDGE_NAME in page) {
        page.postMessage(CLEAR_CLIPBOARD, page.location.origin);
        return;
      }
      const empty = () => page.navigator.clipboard.writeText('');
      await empty().catch(() => {
        const touched = new AbortController();
        const again = () => {
          touched.abort();
          void empty().catch(reportError);
        };
        for (const type of ['keydown', 'pointerdown']) page.addEventListener(type, again, { signal: touched.signal });
      });
    },
  };
}
