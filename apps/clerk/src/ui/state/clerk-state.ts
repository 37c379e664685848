import type {
  Departure,
  Desk,
  ErrorCode,
  OfferEntry,
  OfferId,
  PersonState,
  SessionId,
  SessionView,
  WaitingEntry,
} from '@mado/signaling/wire';
import type { Signal } from '@mado/signaling';
import { selection } from './waiting.ts';

/** The connection to the server as the clerk is told of it. Moments are on this machine's clock, in milliseconds. */
export type Link =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'online' }
  | { readonly phase: 'reconnecting'; readonly since: number; readonly serverRestarts: boolean }
  /** `hello` was refused: only IT staff can change that. */
  | {
      readonly phase: 'refused';
      readonly code: ErrorCode;
      /** It was in the middle of a call. */
      readonly interrupted?: true;
    }
  /** The same device opened the app again elsewhere. */
  | { readonly phase: 'replaced' };

/** The host process that fills forms and keeps the device key. */
export type HostLink =
  { readonly phase: 'connecting' } | { readonly phase: 'open' } | { readonly phase: 'lost'; readonly since: number };

/** The clerk's own camera and microphone. */
export type OwnMedia =
  | { readonly phase: 'asking' }
  | { readonly phase: 'ready'; readonly camera: boolean }
  | { readonly phase: 'missing'; readonly cause: 'denied' | 'no-microphone' | 'in-use' | 'failed' };

export type Admission =
  | { readonly phase: 'idle' }
  | { readonly phase: 'asked'; readonly sessionId: SessionId }
  /** Another clerk of the desk was first. */
  | { readonly phase: 'taken'; readonly ticket: number }
  | { readonly phase: 'refused'; readonly code: ErrorCode | 'no-answer' }
  /** Another desk's session is being taken. */
  | { readonly phase: 'accepting'; readonly offerId: OfferId }
  /** A colleague took it, or its time was over. */
  | { readonly phase: 'offer-gone' };

/** A session that this clerk has left and that goes on without them. Nothing of its content is here. */
export interface Left {
  readonly session: SessionView;
  readonly why: Departure;
  readonly erasure: Erasure;
}

export type CallTab = 'papers' | 'form';
export type Ending = 'no' | 'question' | 'asked' | 'failed';

/** A press on one of the citizen's buttons that the clerk has not acknowledged yet. */
export interface PendingSignal {
  readonly key: string;
  readonly signal: Signal;
}

/** What was done in a session, kept as numbers only so that it may stay on the screen after erasure. */
export interface Accomplished {
  readonly minutes: number;
  readonly pagesScanned: number;
  readonly documentsPrinted: number;
  readonly formsFilled: number;
}

export type Erasure = 'running' | 'confirmed' | 'failed';

export type Stage =
  | { readonly name: 'starting' }
  | { readonly name: 'desk'; readonly admission: Admission }
  /** Which section is open; null: the first that the person may use. */
  | { readonly name: 'admin'; readonly section: string | null }
  | {
      readonly name: 'call';
      readonly session: SessionView;
      readonly tab: CallTab;
      readonly ending: Ending;
      readonly signals: readonly PendingSignal[];
    }
  | {
      readonly name: 'ended';
      readonly session: SessionView;
      readonly accomplished: Accomplished;
      readonly erasure: Erasure;
    };

export interface ClerkState {
  /** How the person here stands with the server; null before the first answer. */
  readonly person: PersonState | null;
  readonly me: { readonly name: string; readonly department: string } | null;
  readonly link: Link;
  readonly host: HostLink;
  readonly media: OwnMedia;
  readonly desks: readonly Desk[];
  readonly waiting: readonly WaitingEntry[];
  /** What other desks ask of this clerk's desks, oldest first. */
  readonly offers: readonly OfferEntry[];
  /** The session that was left last, until the clerk puts the note aside. */
  readonly left: Left | null;
  /** The line that is looked at; its transports are prepared. */
  readonly selected: SessionId | null;
  /** What to add to this machine's clock to have the server's, in milliseconds. */
  readonly clockOffset: number;
  readonly stage: Stage;
}

export type ClerkEvent =
  | { readonly type: 'person'; readonly person: PersonState | null }
  | { readonly type: 'me'; readonly name: string; readonly department: string }
  | { readonly type: 'clock'; readonly offset: number }
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'host'; readonly host: HostLink }
  | { readonly type: 'media'; readonly media: OwnMedia }
  | { readonly type: 'desks'; readonly desks: readonly Desk[] }
  | { readonly type: 'waiting'; readonly waiting: readonly WaitingEntry[] }
  | { readonly type: 'select'; readonly sessionId: SessionId }
  | { readonly type: 'admit.asked'; readonly sessionId: SessionId }
  | { readonly type: 'admit.failed'; readonly sessionId: SessionId; readonly code: ErrorCode | 'no-answer' }
  | { readonly type: 'admission.dismissed' }
  /** The server's newest view of the session in which this device has its place, or that it has none. */
  | { readonly type: 'session'; readonly session: SessionView | null; readonly accomplished: Accomplished }
  | { readonly type: 'offers'; readonly offers: readonly OfferEntry[] }
  | { readonly type: 'accept.asked'; readonly offerId: OfferId }
  | { readonly type: 'accept.failed'; readonly code: ErrorCode | 'no-answer' }
  | { readonly type: 'departed'; readonly session: SessionView; readonly why: Departure }
  | { readonly type: 'left.erasure'; readonly erasure: Erasure }
  | { readonly type: 'left.dismissed' }
  | { readonly type: 'tab'; readonly tab: CallTab }
  | { readonly type: 'end'; readonly ending: Ending }
  | { readonly type: 'signal'; readonly signal: PendingSignal }
  | { readonly type: 'signal.seen'; readonly key: string }
  | { readonly type: 'erasure'; readonly erasure: Erasure }
  | { readonly type: 'desk.back' }
  | { readonly type: 'admin'; readonly section: string | null };

export const NOTHING_DONE: Accomplished = { minutes: 0, pagesScanned: 0, documentsPrinted: 0, formsFilled: 0 };

export const INITIAL: ClerkState = {
  person: null,
  me: null,
  link: { phase: 'connecting' },
  host: { phase: 'connecting' },
  media: { phase: 'asking' },
  desks: [],
  waiting: [],
  offers: [],
  left: null,
  selected: null,
  clockOffset: 0,
  stage: { name: 'starting' },
};

/** The whole of the clerk's screen as one pure transition; every effect lives outside (`clerk.ts`). */
export function reduce(state: ClerkState, event: ClerkEvent): ClerkState {
  switch (event.type) {
    case 'person': {
      // Whoever comes next begins at the desk; a lock keeps what is open behind it.
      const left = event.person?.phase === 'out' && state.stage.name === 'admin';
      return {
        ...state,
        person: event.person,
        stage: left ? { name: 'desk', admission: { phase: 'idle' } } : state.stage,
      };
    }
    case 'me':
      return { ...state, me: { name: event.name, department: event.department } };
    case 'clock':
      return { ...state, clockOffset: event.offset };
    case 'link':
      return { ...state, link: event.link };
    case 'host':
      return { ...state, host: event.host };
    case 'media':
      return { ...state, media: event.media };
    case 'desks':
      return { ...state, desks: event.desks };
    case 'waiting':
      return { ...state, waiting: event.waiting, selected: selection(event.waiting, state.selected) };
    case 'select':
      return { ...state, selected: selection(state.waiting, event.sessionId) };
    case 'admit.asked':
      return onDesk(state, { phase: 'asked', sessionId: event.sessionId });
    case 'admit.failed':
      return onDesk(state, refusal(state, event.sessionId, event.code));
    case 'admission.dismissed':
      return onDesk(state, { phase: 'idle' });
    case 'offers':
      return { ...state, offers: event.offers };
    case 'accept.asked':
      return onDesk(state, { phase: 'accepting', offerId: event.offerId });
    case 'accept.failed':
      return onDesk(
        state,
        event.code === 'conflict' || event.code === 'not-found'
          ? { phase: 'offer-gone' }
          : { phase: 'refused', code: event.code },
      );
    case 'departed':
      return departed(state, event.session, event.why);
    case 'left.erasure':
      return state.left === null ? state : { ...state, left: { ...state.left, erasure: event.erasure } };
    case 'left.dismissed':
      return state.left === null ? state : { ...state, left: null };
    case 'session':
      return { ...state, stage: stageFor(state.stage, event.session, event.accomplished) };
    case 'tab':
      return inCall(state, { tab: event.tab });
    case 'end':
      return inCall(state, { ending: event.ending });
    case 'signal':
      return withSignal(state, event.signal);
    case 'signal.seen':
      if (state.stage.name !== 'call') return state;
      return inCall(state, { signals: state.stage.signals.filter((signal) => signal.key !== event.key) });
    case 'erasure':
      if (state.stage.name !== 'ended') return state;
      return { ...state, stage: { ...state.stage, erasure: event.erasure } };
    case 'admin':
      if (state.stage.name !== 'desk' && state.stage.name !== 'admin') return state;
      return { ...state, stage: { name: 'admin', section: event.section } };
    case 'desk.back':
      if (state.stage.name !== 'ended' && state.stage.name !== 'admin') return state;
      return { ...state, stage: { name: 'desk', admission: { phase: 'idle' } } };
  }
}

function onDesk(state: ClerkState, admission: Admission): ClerkState {
  if (state.stage.name !== 'desk') return state;
  return { ...state, stage: { name: 'desk', admission } };
}

/** Out of a session that goes on: the desk is there again, with a word about what became of the citizen. */
function departed(state: ClerkState, session: SessionView, why: Departure): ClerkState {
  const { stage } = state;
  const here = (stage.name === 'call' || stage.name === 'ended') && stage.session.id === session.id;
  const left: Left = { session, why, erasure: 'running' };
  return { ...state, left, stage: here ? { name: 'desk', admission: { phase: 'idle' } } : stage };
}

function inCall(state: ClerkState, change: { tab?: CallTab; ending?: Ending; signals?: PendingSignal[] }): ClerkState {
  if (state.stage.name !== 'call') return state;
  return { ...state, stage: { ...state.stage, ...change } };
}

/** The same button pressed again before the first was seen is one message to the clerk, not two. */
function withSignal(state: ClerkState, signal: PendingSignal): ClerkState {
  if (state.stage.name !== 'call') return state;
  const others = state.stage.signals.filter((earlier) => earlier.signal !== signal.signal);
  return inCall(state, { signals: [...others, signal] });
}

function refusal(state: ClerkState, sessionId: SessionId, code: ErrorCode | 'no-answer'): Admission {
  const entry = state.waiting.find((waiting) => waiting.session.id === sessionId);
  if ((code === 'conflict' || code === 'not-found') && entry) return { phase: 'taken', ticket: entry.session.ticket };
  return { phase: 'refused', code };
}

/** The server's view decides which screen stands: also after a reload, and also when the server ended the session. */
function stageFor(stage: Stage, session: SessionView | null, accomplished: Accomplished): Stage {
  const resting = stage.name === 'desk' || stage.name === 'admin';
  const desk: Stage = resting ? stage : { name: 'desk', admission: { phase: 'idle' } };
  if (session === null) {
    if (stage.name === 'call') return { name: 'ended', session: stage.session, accomplished, erasure: 'running' };
    return stage.name === 'ended' ? stage : desk;
  }
  switch (session.state) {
    case 'waiting':
      return desk;
    case 'admitted':
    case 'active':
      if (stage.name === 'call' && stage.session.id === session.id) return { ...stage, session };
      return { name: 'call', session, tab: 'papers', ending: 'no', signals: [] };
    case 'ended':
    case 'erased':
      if (stage.name === 'ended') return stage.session.id === session.id ? { ...stage, session } : stage;
      if (stage.name === 'call') return { name: 'ended', session, accomplished, erasure: 'running' };
      // A screen that was reloaded after the end still owes its confirmation.
      return session.state === 'ended' ? { name: 'ended', session, accomplished, erasure: 'running' } : desk;
  }
}
