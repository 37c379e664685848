import type { CommandId, DeskId, DocumentId, ParticipantId, ProcedureId, Signal } from '@mado/signaling';
import type { DisplaySettings } from '@mado/ui';

/** What a finger does while a card is read. */
export interface CardActions {
  readonly agree: () => void;
  /** At any step. */
  readonly refuse: () => void;
  readonly press: (digit: string) => void;
  readonly erase: () => void;
  readonly enter: () => void;
  /** The last page has been read. */
  readonly putAway: () => void;
}

/** Everything that a finger can do at the booth. */
export interface KioskActions {
  readonly start: () => void;
  readonly chooseDesk: (deskId: DeskId) => void;
  readonly chooseProcedure: (procedureId: ProcedureId | null) => void;
  /** They have a booking and press its number. */
  readonly chooseBooking: () => void;
  readonly pressDigit: (digit: string) => void;
  readonly eraseDigit: () => void;
  /** On from the number to the PIN, and from the PIN to the booking. */
  readonly bookingNext: () => void;
  readonly chooseWalkIn: () => void;
  readonly agree: () => void;
  readonly back: () => void;
  readonly retryCapture: () => void;
  readonly checkIn: () => void;
  readonly askToLeave: () => void;
  readonly stay: () => void;
  readonly leave: () => void;
  readonly finish: () => void;
  readonly signal: (signal: Signal) => void;
  readonly showPaper: (documentId: DocumentId, page: number) => void;
  readonly hidePaper: () => void;
  readonly card: CardActions;
  readonly stopWork: (commandId: CommandId) => void;
  readonly callHelp: () => void;
  readonly helpDone: () => void;
  readonly changeDisplay: (settings: DisplaySettings) => void;
  /** The `<video>` of a clerk's face came or went. */
  readonly faceElement: (who: ParticipantId, element: HTMLVideoElement | null) => void;
  /** The browser refused to give out sound without a touch. */
  readonly soundRefused: (error: unknown) => void;
  readonly allowSound: () => void;
}
