import { Aes128Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { CiphersuiteImpl } from 'ts-mls';
import { getCiphersuiteFromName } from 'ts-mls';
import { makeAead } from 'ts-mls/crypto/implementation/default/makeAead.js';
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js';
import { digest, hkdfExpand, hkdfExtract, isMac, mac, makeSigningKeys, signerOf, verifyRaw } from '../bytes/index.ts';

/** The one suite that sessions use (RFC 9420, 17.1, number 1). There is no negotiation, so nothing to talk anybody down from. */
export const SUITE = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519';

let loaded: Promise<CiphersuiteImpl> | null = null;

/**
 * The suite's parts. AES-GCM is WebCrypto's. Hash and HKDF are answered within the call (`bytes/hash.ts`). X25519 and Ed25519
 * are not in every Chromium that runs the apps, so both come from libraries that bring their own arithmetic and behave
 * the same everywhere.
 */
export function sessionSuite(): Promise<CiphersuiteImpl> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<CiphersuiteImpl> {
  const suite = getCiphersuiteFromName(SUITE);
  const [aead] = await makeAead(suite.hpke.aead);
  const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new PromptHkdf(), aead: new Aes128Gcm() });
  return {
    name: SUITE,
    hash: {
      digest: (bytes) => Promise.resolve(digest(bytes)),
      mac: (key, message) => Promise.resolve(mac(key, message)),
      verifyMac: (key, claimed, message) => Promise.resolve(isMac(key, claimed, message)),
    },
    kdf: {
      extract: (salt, secret) => Promise.resolve(hkdfExtract(salt, secret)),
      expand: (secret, info, length) => Promise.resolve(hkdfExpand(secret, info, length)),
      size: 32,
    },
    hpke: await makeGenericHpke(suite.hpke, aead, hpke),
    signature: {
      sign: (secretKey, message) => signerOf(secretKey)(message),
      verify: (publicKey, message, signature) => Promise.resolve(verifyRaw(message, signature, publicKey)),
      keygen: () => {
        const { secretKey, publicKey } = makeSigningKeys();
        return Promise.resolve({ signKey: secretKey, publicKey });
      },
    },
    rng: { randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  };
}

/** HPKE's key schedule by the same HKDF. */
class PromptHkdf extends HkdfSha256 {
  override extract(salt: ArrayBuffer | ArrayBufferView, ikm: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer> {
    return Promise.resolve(hkdfExtract(bytesOf(salt), bytesOf(ikm)).buffer);
  }

  override expand(
    prk: ArrayBuffer | ArrayBufferView,
    info: ArrayBuffer | ArrayBufferView,
    len: number,
  ): Promise<ArrayBuffer> {
    return Promise.resolve(hkdfExpand(bytesOf(prk), bytesOf(info), len).buffer);
  }
}

function bytesOf(source: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
