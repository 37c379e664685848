import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { reach } from './reach.ts';

const [BEGIN, END] = [Date.parse('2026-04-01T00:00:00Z'), Date.parse('2027-04-01T00:00:00Z')];
const HOUR = 3_600_000;

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `wss://127.0.0.1:${address.port}/v1/signaling`;
}
async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** One value of DER (X.690), long lengths in two bytes. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size =
    content.byteLength < 128 ? [content.byteLength] : [0x82, content.byteLength >> 8, content.byteLength & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);

const named = (name: string) =>
  // commonName, 2.5.4.3
  sequence(der(0x31, sequence(der(0x06, Buffer.from([0x55, 0x04, 0x03])), der(0x0c, Buffer.from(name)))));
const moment = (at: number) =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));

/** A certificate as RFC 5280, section 4.1, writes it, signed with Ed25519 (RFC 8410). */
function certificate(about: {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly from: number;
  readonly until: number;
}): string {
  const ed25519 = sequence(der(0x06, Buffer.from([0x2b, 0x65, 0x70])));
  const said = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([7])),
    ed25519,
    named(about.issuer),
    sequence(moment(about.from), moment(about.until)),
    named(about.subject),
    about.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const whole = sequence(said, ed25519, der(0x03, Buffer.from([0]), sign(null, said, about.signer)));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

/** A server's certificate that holds from `BEGIN` to `END`, and its issuer's that ends at `issuerEnd`. */
function shown(issuerEnd: number) {
  const [own, issuer] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const of = { issuer: 'city', signer: issuer.privateKey, from: BEGIN };
  const cert = [
    certificate({ ...of, subject: 'server', publicKey: own.publicKey, until: END }),
    certificate({ ...of, subject: 'city', publicKey: issuer.publicKey, until: issuerEnd }),
  ].join('');
  return { cert, key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

describe('what stands at the server’s address', () => {
  it('is nothing when the port is closed, and silent when nobody speaks', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).resume());
    const url = await listen(server);
    const now = () => BEGIN;
    expect(await reach({ url, now, deadlineMs: 50 })).toEqual({ found: 'silent', outside: null });
    await close(server);
    expect(await reach({ url, now, deadlineMs: 2_000 })).toEqual({ found: 'refused', outside: null });
  });

  it('is a server whose certificate holds at this device’s time, or does not yet or any more, with both times', async () => {
    let said = 0;
    const server = createTlsServer(shown(END + HOUR), (socket) => {
      socket.on('error', () => undefined).on('data', ({ byteLength }: Buffer) => (said += byteLength));
    });
    const url = await listen(server);
    const at = (now: number) => reach({ url, now: () => now });
    expect(await at(BEGIN + HOUR)).toEqual({ found: 'answers', outside: null });
    for (const now of [BEGIN - HOUR, END + HOUR]) {
      expect(await at(now)).toEqual({ found: 'answers', outside: { now, notBefore: BEGIN, notAfter: END } });
    }
    await close(server);
    expect(said).toBe(0);
  });

  it('is held to the time of those who issued its certificate too', async () => {
    const server = createTlsServer(shown(END - 2 * HOUR), (socket) => socket.on('error', () => undefined));
    const url = await listen(server);
    const now = END - HOUR;
    expect(await reach({ url, now: () => now })).toEqual({
      found: 'answers',
      outside: { now, notBefore: BEGIN, notAfter: END - 2 * HOUR },
    });
    await close(server);
  });
});
