import type {
  AnnotationsSnapshot,
  BookingKey,
  CommandId,
  CommandLog,
  Desk,
  DeskId,
  DocumentId,
  EndReason,
  ErrorCode,
  Notice,
  Pointer,
  ProcedureId,
  SealView,
  SessionView,
  Signal,
  Standstill,
} from '@mado/signaling';
import { NO_ANNOTATIONS, UNSEALED } from '@mado/signaling';
import type { BookingEntry } from './booking-entry.ts';
import type { CardView } from './card.ts';

/** Why there is no camera or microphone; words in the catalogue under `kiosk.equipment.<fault>`. */
export type CaptureFault = 'camera-missing' | 'microphone-missing' | 'denied' | 'in-use';

/** Camera and microphone of this booth. The tracks themselves are kept at the edge. */
export type Capture =
  | { readonly phase: 'off' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'ready'; readonly camera: boolean }
  | { readonly phase: 'failed'; readonly fault: CaptureFault };

/** Where the clerk's voice comes out, as far as the booth's host can see; `unknown` until it has looked. */
export type Headset = 'unknown' | 'connected' | 'absent';

/** What the citizen came for. No procedure: "something else, or not sure". */
export interface Choice {
  readonly deskId: DeskId;
  readonly procedureId: ProcedureId | null;
  /** What opened it, when they have a booking. Gone from here with the check-in. */
  readonly booking?: BookingKey;
}

/** What the screen answers to a press of a signal button, or to the clerk's hand on the volume. */
export type Feedback =
  | { readonly about: 'signal'; readonly signal: Signal; readonly at: number }
  | { readonly about: 'louder'; readonly loudest: boolean; readonly at: number }
  | { readonly about: 'volume'; readonly at: number };

/** The page beside the face. */
export interface Paper {
  readonly documentId: DocumentId;
  readonly page: number;
}

export interface Call {
  readonly session: SessionView;
  /** "Finish the conversation?" stands on the screen. */
  readonly asking: boolean;
  readonly notice: Notice | null;
  /** Who shares the keys of this conversation, and what was found out about what arrived. */
  readonly seal: SealView;
  /** What the clerk had the booth's devices do in this session. */
  readonly commands: CommandLog;
  /** The citizen pressed stop; the device has not answered yet. */
  readonly stopping: CommandId | null;
  /** The command whose end is still told. */
  readonly settled: { readonly commandId: CommandId; readonly at: number } | null;
  readonly feedback: Feedback | null;
  /** A card is being read; null: none. */
  readonly card: CardView | null;
  /** Null: the face alone. */
  readonly paper: Paper | null;
  /** What clerks drew over the pages (書き込み). */
  readonly annotations: AnnotationsSnapshot;
  /** Where the clerk points on the page of the stage. */
  readonly pointer: Pointer | null;
  /** Loudness of the clerk's voice, 0 to 1. */
  readonly volume: number;
  /** The clerk has been on the screen; before that the citizen is told that they are coming. */
  readonly faceSeen: boolean;
  /** The browser wants a touch before it gives out sound. */
  readonly soundBlocked: boolean;
}

/** Told on the last screen. Nothing in it says who was here. */
export interface Summary {
  readonly deskId: DeskId;
  readonly reason: EndReason;
  /** Null when nobody was talked with. */
  readonly talkedMs: number | null;
  readonly scannedPages: number;
  readonly printedPages: number;
}

/** `erased` only when this booth and the server have both said so. */
export type Erasure = 'erasing' | 'erased' | 'unconfirmed';

export type Screen =
  | { readonly name: 'attract' }
  | { readonly name: 'desk' }
  | { readonly name: 'booking'; readonly entry: BookingEntry }
  | { readonly name: 'procedure'; readonly deskId: DeskId }
  | { readonly name: 'consent'; readonly choice: Choice }
  | { readonly name: 'equipment'; readonly choice: Choice; readonly checkIn: CheckIn }
  /** `looked`: the clerk who was last shown a still of whoever waits; null: nobody. */
  | {
      readonly name: 'waiting';
      readonly session: SessionView;
      readonly asking: boolean;
      readonly looked: string | null;
    }
  | { readonly name: 'call'; readonly call: Call }
  | { readonly name: 'thanks'; readonly summary: Summary; readonly erasure: Erasure; readonly until: number };

export type CheckIn =
  | { readonly phase: 'ready' }
  | { readonly phase: 'going' }
  | { readonly phase: 'refused'; readonly code: ErrorCode | 'timeout' };

/** The way to the server, and the media through it. `since`: this device's clock. */
export type Line =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'online' }
  | { readonly phase: 'broken'; readonly since: number };

/** A screen left alone asks, and then goes back to the beginning; `gone`: whoever waited did not answer, and their place is given back. */
export type Idle =
  | { readonly phase: 'used'; readonly at: number }
  | { readonly phase: 'asking'; readonly until: number }
  | { readonly phase: 'gone'; readonly at: number };

/** Nothing more can be done here without the city's IT staff. */
export type Out = OutCause & {
  /** Somebody was in the middle of a conversation. */
  readonly interrupted: boolean;
};
export type OutCause = { readonly cause: 'refused'; readonly code: ErrorCode } | { readonly cause: 'replaced' };

export interface KioskState {
  readonly screen: Screen;
  readonly booth: string;
  readonly desks: readonly Desk[];
  readonly capture: Capture;
  readonly headset: Headset;
  readonly line: Line;
  /** Picture and sound on their way, apart from the line to the server. */
  readonly media: Line;
  /** Who of the others has stopped, although nobody said that a line broke. */
  readonly still: readonly Standstill[];
  readonly host: 'open' | 'away';
  readonly out: Out | null;
  /** "Calling staff" stands on the screen. */
  readonly helping: boolean;
  readonly idle: Idle;
  readonly idleMs: number;
  /** Without a touch for so long, a waiting citizen counts as gone. */
  readonly waitingMs: number;
}

/** Loudness at the start: below the top, so that "hard to hear" has somewhere to go. */
export const FIRST_VOLUME = 0.7;
export const VOLUME_STEP = 0.15;
/** How long the idle question stands before the screen goes back. */
export const IDLE_ANSWER_MS = 30_000;
/** The same for whoever waits: they lose their turn, so they get time to come back from the door. */
export const WAITING_ANSWER_MS = 120_000;
/** How long the last screen stays. */
export const THANKS_MS = 30_000;
/** How long a banner about something finished stays. */
export const BANNER_MS = 8_000;
/** How long a banner about a fault stays after the device gave up. */
export const FAULT_MS = 24_000;

export function firstState(now: number): KioskState {
  return {
    screen: { name: 'attract' },
    booth: '',
    desks: [],
    capture: { phase: 'off' },
    headset: 'unknown',
    line: { phase: 'connecting' },
    media: { phase: 'online' },
    still: [],
    host: 'open',
    out: null,
    helping: false,
    idle: { phase: 'used', at: now },
    idleMs: 180_000,
    waitingMs: 1_800_000,
  };
}

/** A call as it begins, or as a reloaded screen finds it again. */
export function firstCall(session: SessionView): Call {
  return {
    session,
    asking: false,
    notice: null,
    seal: UNSEALED,
    commands: [],
    stopping: null,
    settled: null,
    feedback: null,
    card: null,
    paper: null,
    annotations: NO_ANNOTATIONS,
    pointer: null,
    volume: FIRST_VOLUME,
    faceSeen: false,
    soundBlocked: false,
  };
}

/** The clerk in charge of a session, once one has let the citizen in. */
export function clerkOf(session: SessionView) {
  const inCharge = session.participants.find((participant) => participant.id === session.course.inCharge);
  return inCharge ?? session.participants.find((participant) => participant.role === 'clerk') ?? null;
}
