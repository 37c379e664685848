import type { types } from 'mediasoup-client';

/** Where the media of a session stands. Moments are this device's `Date.now()`. */
export type MediaState =
  /** Nothing is made yet. */
  | { readonly phase: 'idle' }
  /** Both transports are there; admission costs no set-up. Nothing is sent. */
  | { readonly phase: 'prepared' }
  /** Let in; nothing of the other end is here yet. */
  | { readonly phase: 'connecting' }
  | { readonly phase: 'flowing' }
  /** The network under the media broke; healing begins. */
  | { readonly phase: 'interrupted'; readonly since: number }
  | { readonly phase: 'recovering'; readonly since: number; readonly step: RecoveryStep; readonly attempt: number }
  | { readonly phase: 'closed' };

/** `wait`: the signalling is down too, and nothing can be done without it. */
export type RecoveryStep = 'wait' | 'restart-ice' | 'rebuild';

export interface Recovery {
  readonly since: number;
  readonly step: RecoveryStep;
  /** From 1. */
  readonly attempt: number;
}

/** What is known about the media at one moment. */
export interface MediaFacts {
  readonly closed: boolean;
  /** The connections of the present transports; null when there are none. */
  readonly connections: { readonly send: types.ConnectionState; readonly recv: types.ConnectionState } | null;
  /** The session was admitted and this end publishes. */
  readonly admitted: boolean;
  /** Something of the other end is being received. */
  readonly receiving: boolean;
  /** When a connection broke that was not mended since. */
  readonly brokenSince: number | null;
  readonly recovery: Recovery | null;
}

/** Whether a connection needs somebody to mend it. */
export function isBroken(connection: types.ConnectionState): boolean {
  return connection === 'disconnected' || connection === 'failed';
}

/** Whether a connection does, or will do, without being mended. A transport that carries nothing stays `new`. */
export function isSound(connection: types.ConnectionState): boolean {
  return connection === 'connected' || connection === 'new';
}

/** The one state that the facts mean. */
export function mediaState(facts: MediaFacts): MediaState {
  if (facts.closed) return { phase: 'closed' };
  if (facts.recovery !== null) return { phase: 'recovering', ...facts.recovery };
  if (facts.brokenSince !== null) return { phase: 'interrupted', since: facts.brokenSince };
  if (facts.connections === null) return { phase: facts.admitted ? 'connecting' : 'idle' };
  if (!facts.admitted) return { phase: 'prepared' };
  const { send, recv } = facts.connections;
  return { phase: facts.receiving && isSound(send) && recv === 'connected' ? 'flowing' : 'connecting' };
}

/** Whether two states say the same, so that a screen need not be told. */
export function sameState(a: MediaState, b: MediaState): boolean {
  if (a.phase === 'interrupted' && b.phase === 'interrupted') return a.since === b.since;
  if (a.phase === 'recovering' && b.phase === 'recovering') {
    return a.since === b.since && a.step === b.step && a.attempt === b.attempt;
  }
  return a.phase === b.phase;
}

/** What to try next. An ICE restart is tried once, where there is something to restart; then everything is made anew. */
export function nextStep(situation: { online: boolean; gone: boolean; restartTried: boolean }): RecoveryStep {
  if (!situation.online) return 'wait';
  return situation.gone || situation.restartTried ? 'rebuild' : 'restart-ice';
}
