/** Values of common fields as typed. Immutable; an absent key is an empty field. */
export type Values = Readonly<Record<string, string>>;

/**
 * What the clerk has typed in this session. A step of `past` is the value that a field had before the clerk last went into it,
 * so that one press takes back one visit to one field and never touches another.
 */
export interface Draft {
  readonly values: Values;
  readonly past: Readonly<Record<string, readonly string[]>>;
  /** The field whose visit is already on `past`. */
  readonly visiting: string | null;
  /** Fields whose value was entered earlier in the session, for other papers or on another screen, and not touched since. */
  readonly earlier: ReadonlySet<string>;
}
export const EMPTY_DRAFT: Draft = { values: {}, past: {}, visiting: null, earlier: new Set() };

/** How many visits of one field can be taken back. */
const DEPTH = 20;

export function type(draft: Draft, field: string, value: string): Draft {
  const before = draft.values[field] ?? '';
  if (before === value) return draft;
  const past =
    draft.visiting === field
      ? draft.past
      : { ...draft.past, [field]: [...(draft.past[field] ?? []), before].slice(-DEPTH) };
  return {
    values: withValue(draft.values, field, value),
    past,
    visiting: field,
    earlier: without(draft.earlier, field),
  };
}

/** Other papers are chosen: whatever stands there now was entered for those before. */
export function carryOver(draft: Draft): Draft {
  return { ...leave(draft), earlier: new Set(Object.keys(draft.values)) };
}

/** The focus left the field: the next change begins a new step. */
export function leave(draft: Draft): Draft {
  return draft.visiting === null ? draft : { ...draft, visiting: null };
}

export function canUndo(draft: Draft, field: string): boolean {
  return (draft.past[field]?.length ?? 0) > 0;
}

export function undo(draft: Draft, field: string): Draft {
  const steps = draft.past[field] ?? [];
  const before = steps.at(-1);
  if (before === undefined) return draft;
  return {
    values: withValue(draft.values, field, before),
    past: { ...draft.past, [field]: steps.slice(0, -1) },
    visiting: null,
    earlier: without(draft.earlier, field),
  };
}

/** Values from the session channel (after a reload) take the place of everything typed; there is nothing to take back then. */
export function restore(draft: Draft, values: Values): Draft {
  return sameValues(draft.values, values)
    ? draft
    : { values, past: {}, visiting: null, earlier: new Set(Object.keys(values)) };
}

export function sameValues(a: Values, b: Values): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function without(fields: ReadonlySet<string>, field: string): ReadonlySet<string> {
  if (!fields.has(field)) return fields;
  const rest = new Set(fields);
  rest.delete(field);
  return rest;
}

function withValue(values: Values, field: string, value: string): Values {
  const next = { ...values };
  if (value === '') Reflect.deleteProperty(next, field);
  else next[field] = value;
  return next;
}
