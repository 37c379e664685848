import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** scrypt (RFC 7914) at 128 MiB and about half a second: a guess costs whoever stole the file as much. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const MAX_MEMORY = 512 * 1024 * 1024;
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));

/** Bytes under a passphrase. The parameters stand in the file, within bounds, so that later files may cost more. */
export const SealedBytes = z.strictObject({
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.union([z.literal(2 ** 17), z.literal(2 ** 18), z.literal(2 ** 19)]),
    r: z.literal(8),
    p: z.literal(1),
    salt: base64,
  }),
  cipher: z.literal(CIPHER),
  nonce: base64,
  sealed: base64,
  tag: base64,
});
export type SealedBytes = z.infer<typeof SealedBytes>;
/** As it is written. */
export type SealedText = z.input<typeof SealedBytes>;

/** `bound` is not secret but belongs to these bytes: under another one they do not open. */
export async function seal(secret: Uint8Array, passphrase: string, bound: string): Promise<SealedText> {
  const salt = randomBytes(16);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await derive(passphrase, salt, COST.N);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound, 'utf8'));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  key.fill(0);
  return {
    kdf: { name: 'scrypt', ...COST, salt: salt.toString('base64') },
    cipher: CIPHER,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The bytes inside; null when the passphrase is another one or the file was changed. */
export async function unseal(file: SealedBytes, passphrase: string, bound: string): Promise<Buffer | null> {
  const key = await derive(passphrase, file.kdf.salt, file.kdf.N);
  try {
    const decipher = createDecipheriv(CIPHER, key, file.nonce).setAAD(Buffer.from(bound, 'utf8')).setAuthTag(file.tag);
    return Buffer.concat([decipher.update(file.sealed), decipher.final()]);
  } catch {
    // The tag does not fit, or is none.
    return null;
  } finally {
    key.fill(0);
  }
}

/** The same passphrase typed on another keyboard may come in another form of Unicode. */
function derive(passphrase: string, salt: Uint8Array, N: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N, r: COST.r, p: COST.p, maxmem: MAX_MEMORY };
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
