import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';

/** What the TLS port shows, as PEM text, with the pin by which a test browser can trust just this certificate. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the SubjectPublicKeyInfo, base64 (RFC 7469, section 2.4). */
  readonly spkiSha256: string;
}

const DAY_MS = 24 * 3600 * 1000;
/** Browsers refuse server certificates that are valid for longer than 398 days. */
const LIFE_DAYS = 397;
const RENEW_BEFORE_DAYS = 30;

/** The configured certificate and key cannot be read, or do not belong together. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/** Reads the certificate that IT staff configured. @throws {CertificateError} */
export function readCertificate(certFile: string, keyFile: string): ServerCertificate {
  try {
    const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
    createSecureContext({ cert, key });
    return withPin(cert, key);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CertificateError(`tls: ${certFile} and ${keyFile} cannot be used: ${cause}`, { cause: error });
  }
}

/**
 * The development certificate of this data folder: made on first start, taken again afterwards, made anew when it runs
 * out within 30 days or does not cover a configured name.
 */
export async function developmentCertificate(
  dataDir: string,
  hostNames: readonly string[],
  now: number,
): Promise<ServerCertificate> {
  const folder = join(dataDir, 'tls');
  const certFile = join(folder, 'development.crt');
  const keyFile = join(folder, 'development.key');
  const names = [...new Set(['localhost', '127.0.0.1', '::1', ...hostNames])];
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = readCertificate(certFile, keyFile);
    if (isStillGood(kept.cert, names, now)) return kept;
  }
  const made = await makeCertificate(names, now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePrivately(keyFile, made.key);
  writePrivately(certFile, made.cert);
  return withPin(made.cert, made.key);
}

function withPin(cert: string, key: string): ServerCertificate {
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return { cert, key, spkiSha256: createHash('sha256').update(spki).digest('base64') };
}

function isStillGood(pem: string, names: readonly string[], now: number): boolean {
  const certificate = new X509Certificate(pem);
  if (certificate.validToDate.getTime() - now < RENEW_BEFORE_DAYS * DAY_MS) return false;
  return names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined);
}

/** ECDSA P-256, self-signed, for servers only. */
async function makeCertificate(names: readonly string[], now: number): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Mado development server',
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + (LIFE_DAYS - 1) * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }))),
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g) ?? [];
  return {
    cert: `${certificate.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

/** Written beside and moved into place, so that a crash never leaves half a key; readable by the owner alone. */
function writePrivately(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
