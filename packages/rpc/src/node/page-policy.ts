/** Where a page of ours may connect to, beside its own origin. */
export interface PagePolicy {
  /** Addresses of WebSockets: the server's `wss://host:port/…`, whose port has the documents over HTTPS too, and the host's own loopback socket. */
  readonly sockets: readonly string[];
}

/**
 * The Content-Security-Policy of both user interfaces: everything comes from the installation itself, nothing is
 * inline, nothing is evaluated, nothing is framed. React sets styles through the CSSOM, which needs no `unsafe-inline`.
 * `wasm-unsafe-eval` allows WebAssembly (PDF pages) and no JavaScript `eval`.
 */
export function contentSecurityPolicy(policy: PagePolicy): string {
  const servers = policy.sockets.flatMap((address) => reachableOrigins(address));
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    ['connect-src', "'self'", ...servers].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Headers of every answer that carries a part of a user interface. */
export function pageHeaders(policy: PagePolicy): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(policy),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(self), microphone=(self), geolocation=(), display-capture=(), usb=(), hid=(), serial=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

/** `wss://host:port` of a socket's address; anything that is no WebSocket address is refused, so that no text slips into the policy. */
export function socketOrigin(address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'wss:' && url.protocol !== 'ws:') throw new TypeError('not the address of a WebSocket');
  return `${url.protocol}//${url.host}`;
}

/** The socket's origin and, of a socket over TLS, the HTTPS origin of the same host and port. */
function reachableOrigins(address: string): string[] {
  const socket = socketOrigin(address);
  return socket.startsWith('wss:') ? [socket, socket.replace(/^wss:/, 'https:')] : [socket];
}
