import { isOwnAddress } from './page.ts';

/**
 * Whether the window may ask the network for an address at all: its own files, what it made itself, and the one
 * server. The page policy says the same to the renderer; this holds even for a renderer that was taken over.
 * `serverOrigin` is `wss://host:port`.
 */
export function mayRequest(address: string, serverOrigin: string, devTools: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  switch (url.protocol) {
    case 'app:':
      return isOwnAddress(address);
    case 'blob:':
      return isOwnAddress(url.pathname);
    case 'data:':
      return true;
    case 'wss:':
    case 'https:':
      // Signalling, and the documents on the same port.
      return `wss://${url.host}` === serverOrigin;
    case 'devtools:':
      return devTools;
    default:
      return false;
  }
}
