import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Head } from './chain.ts';

/** A head that the server has put its name to. `signature`: Ed25519 (RFC 8032) over `signedText`, base64. */
export const SignedHead = z.strictObject({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64().length(88),
});
export type SignedHead = z.infer<typeof SignedHead>;

/** The audit key's file is missing or is not a key. */
export class AuditKeyError extends Error {
  override readonly name = 'AuditKeyError';
}

const FILE = 'audit.key';

/** The server's own Ed25519 key for its audit log: it signs heads and tells them from forged ones. */
export class AuditKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  /** What this key signed last, so that looking at it before the next line costs nothing. */
  #newest: SignedHead | null = null;

  constructor(privateKey: KeyObject) {
    this.#private = privateKey;
    this.#public = createPublicKey(privateKey);
  }

  /** The raw public key, 32 bytes in base64: what operators write down to tell this key from another one. */
  get publicKey(): string {
    return this.#public.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  }

  sign({ seq, hash }: Head): SignedHead {
    const head = { seq, hash, signature: sign(null, signedText({ seq, hash }), this.#private).toString('base64') };
    this.#newest = head;
    return head;
  }

  isSigned(head: SignedHead): boolean {
    const { seq, hash, signature } = this.#newest ?? {};
    if (head.seq === seq && head.hash === hash && head.signature === signature) return true;
    return verify(null, signedText(head), this.#public, Buffer.from(head.signature, 'base64'));
  }
}

/** Opens the audit key of this data folder; makes its file (readable by the owner alone) when there is none. @throws {AuditKeyError} */
export function openAuditKey(dataDir: string): AuditKey {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(`${path}.new`, pem, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return readAuditKey(dataDir);
}

/** Reads the audit key and never makes one. @throws {AuditKeyError} */
export function readAuditKey(dataDir: string): AuditKey {
  const path = join(dataDir, FILE);
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(path));
  } catch (error) {
    throw new AuditKeyError(`${path} cannot be read as a key`, { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new AuditKeyError(`${path} does not hold an Ed25519 key`);
  return new AuditKey(key);
}

const signedText = ({ seq, hash }: Head): Buffer => Buffer.from(`mado-audit-head-1\n${seq}\n${hash}`);
