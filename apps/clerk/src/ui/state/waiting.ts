import type { SessionId, WaitingEntry } from '@mado/signaling/wire';

/** From this many minutes on, a wait is shown as long: the trial's citizens began to ask the supporter at about that time. */
export const LONG_WAIT_MINUTES = 10;

/** Whole minutes that somebody has waited; never negative when the two clocks disagree a little. */
export function waitedMinutes(entry: WaitingEntry, serverNow: number): number {
  return Math.max(0, Math.floor((serverNow - entry.session.checkedInAt) / 60_000));
}

/** Oldest first over all desks of the clerk; the ticket number decides between two of the same moment. */
export function oldestFirst(waiting: readonly WaitingEntry[]): WaitingEntry[] {
  return waiting.toSorted(
    (a, b) => a.session.checkedInAt - b.session.checkedInAt || a.session.ticket - b.session.ticket,
  );
}

/** Keeps the clerk's choice as long as that citizen waits; otherwise the one who has waited longest. */
export function selection(waiting: readonly WaitingEntry[], chosen: SessionId | null): SessionId | null {
  if (chosen !== null && waiting.some((entry) => entry.session.id === chosen)) return chosen;
  return oldestFirst(waiting)[0]?.session.id ?? null;
}

/** The neighbour of the selected line, `step` lines further; stays at the ends. */
export function neighbour(
  waiting: readonly WaitingEntry[],
  selected: SessionId | null,
  step: -1 | 1,
): SessionId | null {
  const lines = oldestFirst(waiting);
  const at = lines.findIndex((entry) => entry.session.id === selected);
  const next = lines[Math.min(lines.length - 1, Math.max(0, at + step))];
  return next?.session.id ?? null;
}

/** Who is new in `after`: what the chime and the title tell. */
export function arrivals(before: readonly WaitingEntry[], after: readonly WaitingEntry[]): WaitingEntry[] {
  const known = new Set(before.map((entry) => entry.session.id));
  return after.filter((entry) => !known.has(entry.session.id));
}
