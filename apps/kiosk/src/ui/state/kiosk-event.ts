import type {
  AnnotationsSnapshot,
  CommandId,
  CommandLog,
  Desk,
  DeskId,
  DocumentId,
  ErrorCode,
  Notice,
  Pointer,
  ProcedureId,
  SealView,
  SessionView,
  Signal,
  Standstill,
} from '@mado/signaling';
import type { CardView } from './card.ts';
import type { BookingTrouble } from './booking-entry.ts';
import type { Capture, Choice, Line, OutCause } from './kiosk-state.ts';

/** Everything that moves the kiosk: a finger, the server, a device, the clock. `at` is this device's clock in milliseconds. */
export type KioskEvent =
  // A finger
  | { readonly type: 'touched'; readonly at: number }
  | { readonly type: 'started' }
  | { readonly type: 'desk-chosen'; readonly deskId: DeskId }
  | { readonly type: 'procedure-chosen'; readonly procedureId: ProcedureId | null }
  | { readonly type: 'booking-chosen' }
  | { readonly type: 'digit-pressed'; readonly digit: string }
  | { readonly type: 'digit-erased' }
  | { readonly type: 'booking-next' }
  | { readonly type: 'walk-in-chosen' }
  | { readonly type: 'agreed' }
  | { readonly type: 'went-back' }
  | { readonly type: 'check-in-going' }
  | { readonly type: 'check-in-refused'; readonly code: ErrorCode | 'timeout' }
  | { readonly type: 'leave-asked' }
  | { readonly type: 'leave-dismissed' }
  | { readonly type: 'help-called' }
  | { readonly type: 'help-done' }
  | { readonly type: 'finished' }
  | { readonly type: 'signal-sent'; readonly signal: Signal; readonly at: number }
  | { readonly type: 'paper-shown'; readonly documentId: DocumentId; readonly page: number }
  | { readonly type: 'paper-hidden' }
  | { readonly type: 'stop-pressed'; readonly commandId: CommandId }
  // The server and the clerk
  | { readonly type: 'booking-asking' }
  | { readonly type: 'booking-trouble'; readonly trouble: BookingTrouble }
  | { readonly type: 'booking-opened'; readonly choice: Choice }
  | { readonly type: 'desks'; readonly desks: readonly Desk[] }
  | { readonly type: 'session'; readonly session: SessionView | null; readonly at: number }
  | { readonly type: 'line'; readonly line: Line }
  | { readonly type: 'media'; readonly media: Line }
  | { readonly type: 'still'; readonly still: readonly Standstill[] }
  | { readonly type: 'out'; readonly out: OutCause }
  /** A clerk was shown a still of whoever waits here. */
  | { readonly type: 'looked'; readonly by: string }
  | { readonly type: 'seal'; readonly seal: SealView }
  | { readonly type: 'notice'; readonly notice: Notice | null }
  /** What clerks drew over the pages. */
  | { readonly type: 'annotations'; readonly annotations: AnnotationsSnapshot }
  /** Where the clerk points on the page of the stage; null: nowhere. */
  | { readonly type: 'pointer'; readonly pointer: Pointer | null }
  | { readonly type: 'volume-set'; readonly level: number; readonly at: number }
  /** `fresh`: said now, and not read again after a reload. */
  | { readonly type: 'commands'; readonly commands: CommandLog; readonly fresh: boolean; readonly at: number }
  // The booth's machines
  /** Null: no card is being read. */
  | { readonly type: 'card'; readonly card: CardView | null }
  | { readonly type: 'profile'; readonly booth: string; readonly idleMs: number; readonly waitingMs: number }
  | { readonly type: 'host'; readonly host: 'open' | 'away' }
  | { readonly type: 'headset'; readonly connected: boolean }
  | { readonly type: 'capture'; readonly capture: Capture }
  | { readonly type: 'face-seen' }
  | { readonly type: 'sound-blocked'; readonly blocked: boolean }
  | { readonly type: 'erasure'; readonly erasure: 'erased' | 'unconfirmed' }
  // The clock
  | { readonly type: 'tick'; readonly at: number };
