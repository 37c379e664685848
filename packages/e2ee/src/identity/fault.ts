/** Why a device is not believed. Each has a sentence for IT staff in the catalogue, under `identity.<fault>`. */
export type IdentityFault =
  /** Not a certificate at all, or cut short. */
  | 'malformed'
  /** Made by a version that this one does not know. */
  | 'unknown-schema'
  /** Issued by another city. */
  | 'wrong-city'
  /** Not signed by the city's authority, or changed after it was signed. */
  | 'bad-signature'
  /** Its time has not come: most often this machine's clock, or the issuer's, is wrong. */
  | 'not-yet-valid'
  | 'expired'
  | 'revoked'
  /** The device spoke for another session. */
  | 'wrong-session'
  /** The key in use is not the one that the device spoke for, or the device did not sign it. */
  | 'wrong-key';

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: IdentityFault };
