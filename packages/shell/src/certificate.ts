import { createHash, X509Certificate } from 'node:crypto';

/** What Electron's certificate verifier is answered with. */
export const ACCEPT = 0;
/** Let Chromium's own result stand. */
export const AS_CHROMIUM_SAYS = -3;

/** Base64 of the SHA-256 of a certificate's SubjectPublicKeyInfo (RFC 7469, section 2.4). */
export function publicKeyPin(pem: string): string {
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}

/** A server's certificate and what Chromium thinks of it. */
export interface CertificateQuestion {
  /** `net::OK` or the name of an error. */
  readonly verdict: string;
  readonly pem: string;
}

/**
 * The system's trust decides. Beside it, a certificate that no authority vouches for (the one a development server made for
 * itself) passes when its key is pinned. Every other verdict stands; behind an
 * unknown authority, a wrong name or date is covered by the pin, because only the holder of that key can answer.
 */
export function verifyCertificate(question: CertificateQuestion, pins: readonly string[]): number {
  if (question.verdict !== 'net::ERR_CERT_AUTHORITY_INVALID' || pins.length === 0) return AS_CHROMIUM_SAYS;
  return pins.includes(publicKeyPin(question.pem)) ? ACCEPT : AS_CHROMIUM_SAYS;
}
