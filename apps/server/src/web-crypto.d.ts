import type { webcrypto } from 'node:crypto';

/** Node has WebCrypto's values as globals and its types only in a module; packages that run in browsers too name them as globals. */
declare global {
  type CryptoKey = webcrypto.CryptoKey;
}
