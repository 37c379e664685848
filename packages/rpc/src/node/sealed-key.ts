import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const HEAD = Buffer.from('mado-device-key-1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes of the key with which a shell has its device's key sealed. */
export const WRAPPING_KEY_BYTES = 32;

/** A private key sealed with AES-256-GCM: a head that names the format, nonce (12), ciphertext of the PKCS #8 DER, tag (16). */
export function sealKey(key: KeyObject, wrappingKey: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, wrappingKey, nonce).setAAD(HEAD);
  const clear = key.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.concat([HEAD, nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  clear.fill(0);
  return sealed;
}

/** The PKCS #8 DER inside; null when these bytes are not of this format or were sealed with another key. */
export function unsealKey(sealed: Uint8Array, wrappingKey: Uint8Array): Buffer | null {
  const bytes = Buffer.from(sealed);
  if (bytes.byteLength <= HEAD.byteLength + NONCE_BYTES + TAG_BYTES) return null;
  if (!bytes.subarray(0, HEAD.byteLength).equals(HEAD)) return null;
  const body = bytes.subarray(HEAD.byteLength);
  try {
    const decipher = createDecipheriv(CIPHER, wrappingKey, body.subarray(0, NONCE_BYTES))
      .setAAD(HEAD)
      .setAuthTag(body.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    // The tag does not fit: another key, or damaged.
    return null;
  }
}
