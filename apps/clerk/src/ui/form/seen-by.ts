import type { Values } from './draft.ts';

/** For common fields that not every desk may see, by key: the desks that may. */
export type SeenBy = Readonly<Record<string, readonly string[]>>;

/** Whether a clerk who serves `desks` may see and type the common field. */
export function isSeen(key: string, seenBy: SeenBy, desks: readonly string[]): boolean {
  const allowed = Object.hasOwn(seenBy, key) ? seenBy[key] : undefined;
  return allowed === undefined || allowed.some((desk) => desks.includes(desk));
}

/** The values that a clerk who serves `desks` may see: what leaves the draft for a page, a file or a printer. */
export function seenValues(values: Values, seenBy: SeenBy, desks: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => isSeen(key, seenBy, desks)));
}
