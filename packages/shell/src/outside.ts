/**
 * Whether a link may be opened in the system's browser: the city's own sign-in page and nothing else. Compared by origin, so that no
 * user name, port or look-alike host slips through.
 * @param signInOrigin `https://host[:port]` from the device's configuration
 */
export function mayOpenOutside(address: string, signInOrigin: string | undefined): boolean {
  if (signInOrigin === undefined || !URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.origin === new URL(signInOrigin).origin && url.username === '';
}
