import type { Signer } from '@mado/e2ee';
import { createPublicKey, verify } from 'node:crypto';

/** In front of what is signed, so that a register's signature means nothing anywhere else. */
const CONTEXT = 'mado-ca-register-1';
const signed = (content: string): Buffer => Buffer.from(`${CONTEXT}\0${content}`, 'utf8');

/** The register is not secret, but a line taken out of it would bring a revoked device back. */
export async function signRegister(content: string, signer: Signer): Promise<Uint8Array> {
  return signer(signed(content));
}

export function verifyRegister(content: string, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, signed(content), key, signature);
}
