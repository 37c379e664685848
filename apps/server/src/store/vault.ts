import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionId } from '@mado/signaling/wire';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FILE = 'master.key';

/** Sealed bytes do not open: another key, other bytes, or another place than they were sealed for. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

/** The server's master key cannot be used. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/** Key of one session. Whoever drops it calls `destroy`. */
export class SessionKey {
  readonly #key: Buffer;
  readonly #sessionId: SessionId;

  constructor(key: Buffer, sessionId: SessionId) {
    this.#key = key;
    this.#sessionId = sessionId;
  }

  /** Seals the payload of message `seq`; it opens in that place of that session only. */
  seal(seq: number, payload: Uint8Array): Buffer {
    return seal(this.#key, payload, this.#place(seq));
  }

  /** @throws {SealBrokenError} */
  open(seq: number, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
    return open(this.#key, sealed, this.#place(seq));
  }

  /** The key itself, sealed for storage. */
  sealedWith(master: Uint8Array): Buffer {
    return seal(master, this.#key, keyPlace(this.#sessionId));
  }

  destroy(): void {
    this.#key.fill(0);
  }

  #place(seq: number): string {
    return `mado-channel-1\n${this.#sessionId}\n${seq}`;
  }
}

/** Makes and opens session keys. The master key is in a file of its own, so that a copy of the database alone opens nothing. */
export class Vault {
  readonly #master: Buffer;

  constructor(master: Uint8Array) {
    this.#master = Buffer.from(master);
  }

  /** @returns the new key, and its sealed form for the database */
  newSessionKey(sessionId: SessionId): { key: SessionKey; sealed: Buffer } {
    const key = new SessionKey(randomBytes(KEY_BYTES), sessionId);
    return { key, sealed: key.sealedWith(this.#master) };
  }

  /** @throws {MasterKeyError} when this master key did not seal it */
  openSessionKey(sessionId: SessionId, sealed: Uint8Array): SessionKey {
    try {
      return new SessionKey(Buffer.from(open(this.#master, sealed, keyPlace(sessionId))), sessionId);
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      throw new MasterKeyError(
        `the key of session ${sessionId} was not sealed with this ${FILE}: put the right one back`,
      );
    }
  }

  /** Seals a secret of the server's own for storage. `place` says what it is and whose; it opens there only. */
  sealSecret(place: string, secret: Uint8Array): Buffer {
    return seal(this.#master, secret, `mado-secret-1\n${place}`);
  }

  /** @throws {SealBrokenError} */
  openSecret(place: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
    return open(this.#master, sealed, `mado-secret-1\n${place}`);
  }

  destroy(): void {
    this.#master.fill(0);
  }
}

/** Opens the vault of this data folder; makes its key file (readable by the owner alone) on first start. @throws {MasterKeyError} */
export function openVault(dataDir: string): Vault {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, randomBytes(KEY_BYTES), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  const master = readFileSync(path);
  if (master.byteLength !== KEY_BYTES) throw new MasterKeyError(`${path} does not hold a key of ${KEY_BYTES} bytes`);
  return new Vault(master);
}

const keyPlace = (sessionId: SessionId): string => `mado-session-key-1\n${sessionId}`;

/** AES-256-GCM (NIST SP 800-38D): nonce, ciphertext, tag. */
function seal(key: Uint8Array, plain: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array<ArrayBuffer> {
  if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError('too short');
  const end = sealed.byteLength - TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(end));
    return Uint8Array.from(Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]));
  } catch {
    // Node says only that authentication failed; the cause is the same whatever the reason.
    throw new SealBrokenError('does not open');
  }
}
