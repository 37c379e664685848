import { aesKey, concat, expand, extract, utf8, wipe } from '../bytes/index.ts';
import type { Bytes } from '../bytes/index.ts';

/** AES_128_GCM_SHA256_128 (RFC 9605, 4.5). */
const SUITE = new Uint8Array([0x00, 0x04]);
const KEY_BYTES = 16;
const SALT_BYTES = 12;

/** What frames of one sender in one epoch are sealed with. */
export interface FrameKey {
  readonly keyId: number;
  readonly key: CryptoKey;
  readonly salt: Bytes;
}

/** RFC 9605, 4.4.2. `base` is the epoch's frame secret; the key id makes the key the sender's own. */
export async function deriveFrameKey(base: Uint8Array, keyId: number): Promise<FrameKey> {
  const id = new Uint8Array(8);
  new DataView(id.buffer).setBigUint64(0, BigInt(keyId));
  const secret = extract(base);
  const raw = expand(secret, concat(utf8('SFrame 1.0 Secret key '), id, SUITE), KEY_BYTES);
  const salt = expand(secret, concat(utf8('SFrame 1.0 Secret salt '), id, SUITE), SALT_BYTES);
  const key = await aesKey(raw);
  wipe(secret, raw);
  return { keyId, key, salt };
}
