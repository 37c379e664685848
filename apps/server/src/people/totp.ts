import { createHmac } from 'node:crypto';

/** RFC 6238 with what every authenticator app assumes: SHA-1, 30 seconds, six digits. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after the present one that are taken too: clocks of telephones differ (RFC 6238, section 5.2). */
const DRIFT = 1;
/** RFC 4226, section 4: at least 128 bits, 160 recommended. */
export const TOTP_SECRET_BYTES = 20;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The time step of a moment (milliseconds since the epoch). */
export const stepAt = (moment: number): number => Math.floor(moment / STEP_MS);

/** HOTP (RFC 4226, section 5.3) of a time step. `digits`: six, or eight as in the RFC's vectors. */
export function totpCode(secret: Uint8Array, step: number, digits: number = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The time step to which a code belongs, if it is one of now and newer than the last one taken.
 * @param after the newest step whose code was taken already
 */
export function acceptedStep(secret: Uint8Array, code: string, moment: number, after: number): number | undefined {
  const typed = code.replaceAll(/\s/g, '').normalize('NFKC');
  const now = stepAt(moment);
  for (let step = now - DRIFT; step <= now + DRIFT; step++) {
    if (step > after && totpCode(secret, step) === typed) return step;
  }
  return undefined;
}

/** RFC 4648 base32 without padding, as people type it and apps read it. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >> bits) & 31] ?? '';
    }
  }
  return bits > 0 ? text + (BASE32[(value << (5 - bits)) & 31] ?? '') : text;
}

/** What the QR code holds: the `otpauth` address that authenticator apps read. */
export function totpUri(secret: Uint8Array, issuer: string, login: string): string {
  const name = encodeURIComponent(issuer);
  return `otpauth://totp/${name}:${encodeURIComponent(login)}?secret=${base32(secret)}&issuer=${name}`;
}
