import type { WaitingSession } from './machine.ts';

/** Where a waiting session stands at its desk. */
export interface QueuePlace {
  readonly ahead: number;
  /** Milliseconds; null when no clerk of the desk is there, so that nobody can say. */
  readonly waitForecastMs: number | null;
}

/** The clerks of a desk at this moment. */
export interface DeskStaff {
  /** Connected, talking or not. */
  readonly present: number;
  /** Connected and free. */
  readonly ready: number;
}

/** Sessions of one desk in the order in which they are let in: who came first; the ticket decides a tie. */
export function inOrder(waiting: readonly WaitingSession[]): WaitingSession[] {
  return waiting.toSorted((a, b) => a.checkedInAt - b.checkedInAt || a.ticket - b.ticket);
}

/**
 * Forecast of the wait. Free clerks take the first ones at once; everybody after them waits for talks to end, of which
 * `present` clerks end one each in a mean session length.
 */
export function placeInQueue(ahead: number, staff: DeskStaff, meanSessionMs: number): QueuePlace {
  if (staff.present === 0) return { ahead, waitForecastMs: null };
  const endsToWaitFor = Math.max(0, ahead + 1 - staff.ready);
  return { ahead, waitForecastMs: Math.round((meanSessionMs * endsToWaitFor) / staff.present) };
}

/** How many of a desk's latest talks count, by weight, in its mean. */
const MEMORY = 20;

export interface MeanLength {
  readonly meanMs: number;
  /** Talks that went into it. */
  readonly sessions: number;
}

/** The running mean after one more talk; old talks fade out, and nothing but the mean is kept. */
export function withLength(before: MeanLength | null, milliseconds: number): MeanLength {
  const sessions = (before?.sessions ?? 0) + 1;
  const meanMs = before?.meanMs ?? 0;
  return { sessions, meanMs: meanMs + (milliseconds - meanMs) / Math.min(sessions, MEMORY) };
}

const tokyoDay = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day of a number ticket: YYYY-MM-DD in Japan, wherever the server stands. */
export function ticketDay(at: number): string {
  return tokyoDay.format(at);
}
