import { APP_SCHEME, isOwnAddress } from './page.ts';

/**
 * Whether the page may have a file saved: only what it made itself (a `blob:` of its own origin), at the clerk's, where a person is asked
 * for the place. A kiosk saves nothing.
 */
export function maySave(url: string, kiosk: boolean): boolean {
  return !kiosk && url.startsWith(`blob:${APP_SCHEME}:`) && isOwnAddress(url.slice('blob:'.length));
}
