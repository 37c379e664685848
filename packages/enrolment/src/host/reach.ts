import { connect } from 'node:tls';
import { addressOf } from './address.ts';

/** How long a server may take to show its certificate, in milliseconds. */
const DEADLINE_MS = 5_000;

/**
 * What stands at the server's address, looked at from the device's own process: the page only learns that there is no line. Nothing is said there
 * and nothing believed. `answers`: it speaks TLS, so a page that has no line to it does not trust its certificate.
 */
export type Reach = 'answers' | 'no-name' | 'refused' | 'silent';

/** Looks once. `url`: `wss://host:port/…`. Never fails. */
export function reach(url: string, deadlineMs = DEADLINE_MS): Promise<Reach> {
  const { host, port } = addressOf(url);
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      // No trust is given: the handshake alone says that somebody answers, and then it is hung up.
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    const end = (found: Reach): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(found);
    };
    const timer = setTimeout(() => end('silent'), deadlineMs);
    socket.once('secureConnect', () => end('answers'));
    socket.once('error', (error: Error) => end(causeOf(error)));
  });
}

function causeOf(error: Error): Reach {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no-name';
  return code === 'ECONNREFUSED' ? 'refused' : 'silent';
}
