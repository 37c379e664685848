import type { CertificateRole, FrameHarm, GroupFault, IdentityFault, MessageFault } from '@mado/e2ee';

/** A device that shares the session's keys, as its certificate names it. */
export interface SealedWith {
  readonly deviceId: string;
  readonly role: CertificateRole;
  /** The badge or the booth. */
  readonly name: string;
  readonly own: boolean;
}

/** What was found out about what arrived here. Each kind is told once; the words are in the catalogue under `seal.fault.<cause>`. */
export type SealFault =
  | { readonly part: 'group'; readonly fault: GroupFault }
  /** `downgraded`: in an older form than this, or in none, and so read by nobody. `unread`: sealed by a member, and nothing that this end knows. */
  | { readonly part: 'message'; readonly cause: MessageFault | 'missing' | 'wrong-sender' | 'downgraded' | 'unread' }
  /** The session's order cannot be had, or nothing can be put into it: this end hears and says nothing more. */
  | { readonly part: 'channel'; readonly cause: 'stopped' }
  /**
   * `unopened`: picture or sound goes on arriving that cannot be opened here, and is not shown. `bypassed`: this browser does not put
   * picture and sound through the frame worker, and neither is sent or shown. `forged`, `replayed`: such frames are mixed in among good ones.
   */
  | { readonly part: 'media'; readonly cause: 'unopened' | 'bypassed' | FrameHarm }
  /** A question for a still of the citizen, or its answer, came from no device that may ask or answer. */
  | { readonly part: 'still'; readonly cause: IdentityFault }
  /** The key of a side conversation came from a device that is not in it. */
  | { readonly part: 'aside'; readonly cause: IdentityFault }
  /** This device itself is not believed, or not enrolled; the session cannot begin here. */
  | { readonly part: 'own'; readonly cause: IdentityFault | 'not-enrolled' };

/** Where the sealing of a session stands, for screens. */
export interface SealView {
  /**
   * `opening`: keys are being agreed; nothing is sent. `sealed`: everything is. `held`: somebody is being removed, nothing
   * is sent for a moment. `removed`: this device was. `refused`: this device cannot take part (see `faults`).
   */
  readonly phase: 'opening' | 'sealed' | 'held' | 'removed' | 'refused';
  /** 照合番号: six groups of five digits; null before the first key. */
  readonly verificationNumber: readonly string[] | null;
  readonly members: readonly SealedWith[];
  /** Newest last, at most eight. */
  readonly faults: readonly SealFault[];
}

export const UNSEALED: SealView = { phase: 'opening', verificationNumber: null, members: [], faults: [] };
const MAX_FAULTS = 8;

export type SealCause =
  | GroupFault['cause']
  | MessageFault
  | 'missing'
  | 'wrong-sender'
  | 'unread'
  | 'stopped'
  | 'unopened'
  | 'bypassed'
  | 'stranger-still'
  | 'stranger-aside'
  | IdentityFault
  | 'not-enrolled';

/** The word for a fault: the same word is the same fault. An `IdentityFault` by itself is this device's own; of another one it is a stranger's. */
export function causeOf(fault: SealFault): SealCause {
  switch (fault.part) {
    case 'group':
      return fault.fault.cause;
    case 'still':
      return 'stranger-still';
    case 'aside':
      return 'stranger-aside';
    default:
      return fault.cause;
  }
}

/** The view with one more fault; one of the same cause is there already and changes nothing. */
export function withFault(view: SealView, fault: SealFault): SealView {
  const same = (other: SealFault) => other.part === fault.part && causeOf(other) === causeOf(fault);
  return view.faults.some(same) ? view : { ...view, faults: [...view.faults, fault].slice(-MAX_FAULTS) };
}
