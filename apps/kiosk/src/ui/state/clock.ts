import {
  BANNER_MS,
  FAULT_MS,
  IDLE_ANSWER_MS,
  WAITING_ANSWER_MS,
  type Call,
  type KioskState,
  type Screen,
} from './kiosk-state.ts';
import { workOf } from './work.ts';

/** Where a screen left alone goes back to the beginning. Talking people sit still, and are not asked. */
function asksWhenIdle(screen: Screen): boolean {
  return (
    screen.name === 'desk' || screen.name === 'procedure' || screen.name === 'consent' || screen.name === 'equipment'
  );
}

/** Somebody is here. */
export function touched(state: KioskState, at: number): KioskState {
  return { ...state, idle: { phase: 'used', at } };
}

/** What time alone changes: the idle question and its end, the end of the last screen, banners about what is over. */
export function tick(state: KioskState, at: number): KioskState {
  const { screen, idle } = state;
  switch (screen.name) {
    case 'thanks':
      // Nobody else sits down before it is certain that nothing is left of the one before.
      return screen.erasure !== 'erasing' && at >= screen.until
        ? { ...state, screen: { name: 'attract' }, idle: { phase: 'used', at } }
        : state;
    case 'call': {
      const call = withoutOldBanners(screen.call, at);
      // Let in while they were asked whether they still wait.
      const here = idle.phase === 'used' ? idle : ({ phase: 'used', at } as const);
      if (call === screen.call && here === idle) return state;
      return { ...state, screen: { name: 'call', call }, idle: here };
    }
    case 'waiting':
      return whileWaiting(state, at);
    default:
  }
  if (!asksWhenIdle(screen)) return idle.phase === 'asking' ? { ...state, idle: { phase: 'used', at } } : state;
  if (idle.phase === 'asking') {
    return at < idle.until
      ? state
      : { ...state, screen: { name: 'attract' }, helping: false, idle: { phase: 'used', at } };
  }
  return at - idle.at < state.idleMs ? state : { ...state, idle: { phase: 'asking', until: at + IDLE_ANSWER_MS } };
}

/** Whoever waits sits still for long; after half an hour the booth asks, and gives the place back when nobody answers. */
function whileWaiting(state: KioskState, at: number): KioskState {
  const { idle, waitingMs } = state;
  if (idle.phase === 'gone') return state;
  if (idle.phase === 'asking') return at < idle.until ? state : { ...state, idle: { phase: 'gone', at } };
  const asksAt = idle.at + waitingMs - WAITING_ANSWER_MS;
  return at < asksAt ? state : { ...state, idle: { phase: 'asking', until: at + WAITING_ANSWER_MS } };
}

function withoutOldBanners(call: Call, at: number): Call {
  // A fault stays longer: it tells what happens next, and nobody reads fast in that moment.
  const stay = workOf(call)?.phase === 'failed' ? FAULT_MS : BANNER_MS;
  const settledOver = call.settled !== null && at - call.settled.at >= stay;
  const feedbackOver = call.feedback !== null && at - call.feedback.at >= BANNER_MS;
  if (!settledOver && !feedbackOver) return call;
  return { ...call, settled: settledOver ? null : call.settled, feedback: feedbackOver ? null : call.feedback };
}
