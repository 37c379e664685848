import type { SessionId } from '../wire/index.ts';
import type { FrameGate, KeyedGate } from './frame-gate.ts';
import type { IdentitySource, MessageKeySafe } from './identity-source.ts';
import type { SealFault } from './seal-view.ts';

/** What of the media's gate is used here. */
export type SealGate = KeyedGate & Pick<FrameGate, 'on'>;

export interface SessionSealOptions {
  readonly sessionId: SessionId;
  /** The kiosk makes the group; the others ask to be let in. */
  readonly founder: boolean;
  readonly identity: IdentitySource;
  /** Null: a reloaded screen gets the keys to what was said from the other members alone. */
  readonly safe: MessageKeySafe | null;
  /** Null: this end has no media (tests without WebRTC). */
  readonly gate: SealGate | null;
  /** Puts a handshake message into the session's order; it comes back through `handle` at its place. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void;
}

export interface SessionSealEvents {
  /**
   * The group moved. `newcomers`: somebody came in, or came back, who does not know what was said before. `elders`: a
   * member is still there that was there when this device came, and does know. `number`: of the epoch. `since`: the first
   * epoch since which nobody was removed, as far as this screen can tell; what was sealed before it, a removed device may read.
   */
  epoch: [{ readonly newcomers: boolean; readonly elders: boolean; readonly number: number; readonly since: number }];
  fault: [SealFault];
  removed: [];
}
