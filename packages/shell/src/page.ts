/** The one page that a shell shows. A scheme of its own gives it an origin that no website can have. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'mado';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Whether an address belongs to the app itself. Compared by parts: `app://mado.example` and `app://x@mado` do not. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** Whether an address is the page that the window was opened with: the only one that it may show, on reload too. */
export function isOwnPage(address: string): boolean {
  return isOwnAddress(address) && new URL(address).pathname === '/';
}
