import { Aes128Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { CiphersuiteImpl } from 'ts-mls';
import { defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { makeAead } from 'ts-mls/crypto/implementation/default/makeAead.js';
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js';
import { makeSigningKeys, signerOf, verifyRaw } from '../bytes/index.ts';

/** The one suite that sessions use (RFC 9420, 17.1, number 1). There is no negotiation, so nothing to talk anybody down from. */
export const SUITE = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';

let loaded: Promise<CiphersuiteImpl> | null = null;

/**
 * The suite's parts. Hash, HKDF and AES-GCM are WebCrypto's. X25519 and Ed25519 are not in every Chromium that runs the
 * apps, so both come from libraries that bring their own arithmetic and behave the same everywhere.
 */
export function sessionSuite(): Promise<CiphersuiteImpl> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<CiphersuiteImpl> {
  const suite = getCiphersuiteFromName(SUITE);
  const [base, [aead]] = await Promise.all([
    defaultCryptoProvider.getCiphersuiteImpl(suite),
    makeAead(suite.hpke.aead),
  ]);
  const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  return {
    ...base,
    hpke: await makeGenericHpke(suite.hpke, aead, hpke),
    signature: {
      sign: (secretKey, message) => signerOf(secretKey)(message),
      verify: (publicKey, message, signature) => Promise.resolve(verifyRaw(message, signature, publicKey)),
      keygen: () => {
        const { secretKey, publicKey } = makeSigningKeys();
        return Promise.resolve({ signKey: secretKey, publicKey });
      },
    },
  };
}
