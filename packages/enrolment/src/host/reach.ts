import { connect, type DetailedPeerCertificate } from 'node:tls';
import type { OutsideDates, ServerReach } from '../contract/index.ts';
import { addressOf } from './address.ts';

/** How long a server may take to show its certificate, in milliseconds. */
const DEADLINE_MS = 5_000;

/** What was found. `outside`: this device's clock is not within the time of the certificate that was shown there. */
export interface Found {
  readonly found: ServerReach;
  readonly outside: OutsideDates | null;
}

export interface ReachOptions {
  /** `wss://host:port/…` */
  readonly url: string;
  /** This device's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly deadlineMs?: number;
}

/**
 * What stands at the server's address, looked at once from the device's own process: the page only learns that there is no line. Nothing is said there
 * and nothing believed. `answers`: it speaks TLS, so a page that has no line to it does not trust its certificate. Never fails.
 */
export function reach({ url, now, deadlineMs = DEADLINE_MS }: ReachOptions): Promise<Found> {
  const { host, port } = addressOf(url);
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      // No trust is given: the handshake alone says that somebody answers and until when its certificate holds, and then it is hung up.
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    const end = (found: ServerReach, outside: OutsideDates | null = null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ found, outside });
    };
    const timer = setTimeout(() => end('silent'), deadlineMs);
    socket.once('secureConnect', () => end('answers', outsideOf(socket.getPeerCertificate(true), now())));
    socket.once('error', (error: Error) => end(causeOf(error)));
  });
}

/** The time in which the certificate and those of its issuers that came with it all hold, when it is not now. */
function outsideOf(shown: DetailedPeerCertificate, now: number): OutsideDates | null {
  let [notBefore, notAfter] = [0, Infinity];
  const seen = new Set<DetailedPeerCertificate>();
  for (
    let each: DetailedPeerCertificate | undefined = shown;
    each !== undefined && !seen.has(each);
    each = issuerOf(each)
  ) {
    seen.add(each);
    const [from, until] = [Date.parse(each.valid_from), Date.parse(each.valid_to)];
    if (Number.isNaN(from) || Number.isNaN(until)) return null;
    notBefore = Math.max(notBefore, from);
    notAfter = Math.min(notAfter, until);
  }
  return now < notBefore || now > notAfter ? { now, notBefore, notAfter } : null;
}

/** The last one that came is its own issuer, or has none. */
function issuerOf(each: Partial<DetailedPeerCertificate>): DetailedPeerCertificate | undefined {
  return each.issuerCertificate;
}

function causeOf(error: Error): ServerReach {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no-name';
  return code === 'ECONNREFUSED' ? 'refused' : 'silent';
}
