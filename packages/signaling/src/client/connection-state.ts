import type { ErrorCode } from '../wire/index.ts';
import { STABLE_AFTER_MS } from './schedule.ts';

/** Where the line to the server stands. All moments are this device's `Date.now()`. */
export type ConnectionState =
  | { readonly phase: 'connecting' }
  | {
      readonly phase: 'online';
      readonly since: number;
      /** Attempts that it took, counted on when this connection does not last. */
      readonly attempt: number;
    }
  | {
      readonly phase: 'reconnecting';
      /** When the line was lost, or the very first attempt failed. */
      readonly since: number;
      /** From 1. */
      readonly attempt: number;
      /** Null while the attempt is under way. */
      readonly nextAttemptAt: number | null;
    }
  /** The server does not want this device or this version; trying again would not help. */
  | {
      readonly phase: 'refused';
      readonly code: ErrorCode;
      /** How far this device's clock is ahead of the server's, in milliseconds; null when the server did not say its time. */
      readonly clockAheadMs: number | null;
    }
  /** The same device connected elsewhere. */
  | { readonly phase: 'replaced' }
  | { readonly phase: 'closed' };

export type ConnectionEvent =
  | { readonly type: 'start' }
  /** An attempt begins. */
  | { readonly type: 'attempt' }
  /** The machine has a network again: whatever attempt is under way is void, and the waits begin anew. */
  | { readonly type: 'network' }
  | { readonly type: 'welcomed'; readonly at: number }
  /** The socket closed, never opened, or fell silent. `delay` gives the wait for an attempt's number, in milliseconds. */
  | { readonly type: 'lost'; readonly at: number; readonly delay: (attempt: number) => number }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly clockAheadMs: number | null }
  | { readonly type: 'replaced' }
  | { readonly type: 'close' };

/** True while the client works at having a connection. */
export function isTrying(state: ConnectionState): boolean {
  return state.phase === 'connecting' || state.phase === 'online' || state.phase === 'reconnecting';
}

/** The next state. An event that means nothing in the present state leaves it as it is (the same object). */
export function transition(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.type) {
    case 'start':
      return isTrying(state) ? state : { phase: 'connecting' };
    case 'close':
      return state.phase === 'closed' ? state : { phase: 'closed' };
    case 'refused':
      return isTrying(state) ? { phase: 'refused', code: event.code, clockAheadMs: event.clockAheadMs } : state;
    case 'replaced':
      return isTrying(state) ? { phase: 'replaced' } : state;
    case 'attempt':
      return state.phase === 'reconnecting' && state.nextAttemptAt !== null ? { ...state, nextAttemptAt: null } : state;
    case 'network':
      return state.phase === 'reconnecting'
        ? { ...state, attempt: 1, nextAttemptAt: state.nextAttemptAt ?? state.since }
        : state;
    case 'welcomed':
      if (state.phase === 'connecting') return { phase: 'online', since: event.at, attempt: 0 };
      if (state.phase === 'reconnecting') return { phase: 'online', since: event.at, attempt: state.attempt };
      return state;
    case 'lost':
      return lost(state, event.at, event.delay);
  }
}

function lost(state: ConnectionState, at: number, delay: (attempt: number) => number): ConnectionState {
  const reconnecting = (since: number, attempt: number): ConnectionState => ({
    phase: 'reconnecting',
    since,
    attempt,
    nextAttemptAt: at + delay(attempt),
  });
  switch (state.phase) {
    case 'connecting':
      return reconnecting(at, 1);
    case 'online':
      return reconnecting(at, at - state.since >= STABLE_AFTER_MS ? 1 : state.attempt + 1);
    case 'reconnecting':
      return state.nextAttemptAt === null ? reconnecting(state.since, state.attempt + 1) : state;
    default:
      return state;
  }
}
