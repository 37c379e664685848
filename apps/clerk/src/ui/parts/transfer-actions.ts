import type { DeskId, HandOverWay, ParticipantId, SessionId } from '@mado/signaling/wire';

/** What the clerk's hands can do about a session's way. What is asked resolves with whether the server agreed. */
export interface TransferActions {
  /** Somebody chooses among the desks: they are shown as they are now. */
  readonly choosing: (on: boolean) => void;
  readonly offer: (deskId: DeskId, way: HandOverWay, memo: string) => Promise<boolean>;
  readonly withdraw: () => void;
  readonly complete: () => void;
  readonly keep: () => void;
  readonly depart: () => void;
  /** Takes somebody out of the present session, or the booth out of one that waits. */
  readonly remove: (participantId: ParticipantId, sessionId?: SessionId) => void;
  readonly sendOn: (sessionId: SessionId, deskId: DeskId) => Promise<boolean>;
}
