import { CodecError, CryptoError, CryptoVerificationError, MlsError } from 'ts-mls/mlsError.js';
import type { IdentityFault } from '../identity/index.ts';

/** What somebody – in the end the server, which carries everything – tried with the group. Named on screen under `group.<cause>`. */
export type GroupFault =
  /** No handshake message, or one that was cut short, or one with broken bytes in it. */
  | { readonly cause: 'malformed' }
  /** Another protocol version or weaker algorithms than the one suite of sessions. */
  | { readonly cause: 'downgraded' }
  /** Made for another session. */
  | { readonly cause: 'other-group' }
  /** Delivered a second time. */
  | { readonly cause: 'replayed' }
  /** Something that came before it was not delivered here, or the order was changed. */
  | { readonly cause: 'withheld' }
  /** Its signature or its proof of membership is wrong: changed on the way, or made by somebody outside. */
  | { readonly cause: 'forged' }
  /** Sent in the name of a place in the group that nobody has. */
  | { readonly cause: 'unknown-member' }
  /** A device whose certificate or session key does not hold. */
  | { readonly cause: 'untrusted-device'; readonly identity: IdentityFault }
  /** A city device that nobody here let in. */
  | { readonly cause: 'uninvited-device'; readonly deviceId: string; readonly name: string }
  /** A member's place was to be taken over by another device or an older key. */
  | { readonly cause: 'swapped-key'; readonly deviceId: string }
  /** A change that sessions never make. */
  | { readonly cause: 'forbidden-change' };

/**
 * What it means that somebody's handshake failed with an error, whatever the error is. `identity`: why the last credential that was asked
 * about was not believed, if it was not.
 */
export function faultOfError(error: unknown, identity: IdentityFault | null): GroupFault {
  if (identity !== null) return { cause: 'untrusted-device', identity };
  if (error instanceof CryptoVerificationError || error instanceof CryptoError) return { cause: 'forged' };
  // The library stumbles over some broken bytes where it does not look: keys that are none, places that a tree does not have.
  if (!(error instanceof MlsError) || error instanceof CodecError) return { cause: 'malformed' };
  return { cause: 'forbidden-change' };
}
