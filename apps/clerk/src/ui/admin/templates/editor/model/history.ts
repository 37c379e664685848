/** What was, is and was taken back. Every state shares with its neighbours what they have in common, so depth costs little. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Changes with this mark belong to the last step: the frames of one drag, the presses of one nudge, the letters of one word. */
  readonly open: string | null;
}

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], open: null };
}

/** A step forward; with the `mark` of the step before it becomes part of that one. Nothing changed: nothing to take back. */
export function step<T>(history: History<T>, next: T, mark: string | null = null): History<T> {
  if (next === history.present) return history;
  const joins = mark !== null && mark === history.open && history.past.length > 0;
  return {
    past: joins ? history.past : [...history.past, history.present],
    present: next,
    future: [],
    open: mark,
  };
}

/** What comes next is a step of its own, whatever its mark. */
export function settle<T>(history: History<T>): History<T> {
  return history.open === null ? history : { ...history, open: null };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    open: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, open: null };
}
