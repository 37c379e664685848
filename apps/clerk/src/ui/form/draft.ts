import type { Origin } from '@mado/forms/map';

/** Values of common fields as typed. Immutable; an absent key is an empty field. */
export type Values = Readonly<Record<string, string>>;

/** Where a value that the clerk did not type here came from: marked until it is touched. */
export type Source = Exclude<Origin, 'typed'>;
/** By field; a field that is not among them was typed here. */
export type Origins = Readonly<Record<string, Source>>;

/** What a field held before the clerk went into it. */
interface Step {
  readonly text: string;
  readonly origin: Origin;
}

/**
 * What the clerk has typed in this session. A step of `past` is what a field held before the clerk last went into it,
 * so that one press takes back one visit to one field and never touches another.
 */
export interface Draft {
  readonly values: Values;
  readonly past: Readonly<Record<string, readonly Step[]>>;
  /** The field whose visit is already on `past`. */
  readonly visiting: string | null;
  /** `earlier-form`: entered earlier in the session, for other papers or on another screen; `sitting`: what the session itself knows. */
  readonly origins: Origins;
}
export const EMPTY_DRAFT: Draft = { values: {}, past: {}, visiting: null, origins: {} };

/** How many visits of one field can be taken back. */
const DEPTH = 20;

/** A value as it stands in its field now: typed, or taken from what came from elsewhere. */
export function type(draft: Draft, field: string, value: string, origin: Origin = 'typed'): Draft {
  const before: Step = { text: draft.values[field] ?? '', origin: originOf(draft, field) };
  if (before.text === value) return draft;
  const past =
    draft.visiting === field
      ? draft.past
      : { ...draft.past, [field]: [...(draft.past[field] ?? []), before].slice(-DEPTH) };
  return {
    values: withValue(draft.values, field, value),
    past,
    visiting: field,
    origins: marked(draft, field, origin),
  };
}

/** Where the value of a field came from. */
export function originOf(draft: Draft, field: string): Origin {
  return draft.origins[field] ?? 'typed';
}

/**
 * What the sitting itself knows, for fields that hold nothing or what it knew before; what came from elsewhere stays. It is there before anybody
 * types, so there is nothing to take back.
 */
export function know(draft: Draft, known: Values): Draft {
  const free = Object.entries(known).filter(
    ([field]) => (draft.values[field] ?? '') === '' || originOf(draft, field) === 'sitting',
  );
  return {
    ...draft,
    values: { ...draft.values, ...Object.fromEntries(free) },
    origins: { ...draft.origins, ...Object.fromEntries(free.map(([field]) => [field, 'sitting' as const])) },
  };
}

/** Other papers are chosen: what was typed was typed for those before. */
export function carryOver(draft: Draft): Draft {
  return { ...leave(draft), origins: { ...asEarlier(draft.values), ...draft.origins } };
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
    values: withValue(draft.values, field, before.text),
    past: { ...draft.past, [field]: steps.slice(0, -1) },
    visiting: null,
    origins: marked(draft, field, before.origin),
  };
}

/**
 * Values from the session channel (after a reload, from another desk) take the place of everything typed; there is nothing to take back then. What
 * was typed there counts as entered earlier.
 */
export function restore(draft: Draft, values: Values, origins: Origins): Draft {
  return sameValues(draft.values, values)
    ? draft
    : { values, past: {}, visiting: null, origins: { ...asEarlier(values), ...origins } };
}

export function sameValues(a: Values, b: Values): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function asEarlier(values: Values): Origins {
  return Object.fromEntries(Object.keys(values).map((field) => [field, 'earlier-form' as const]));
}

function marked({ origins }: Draft, field: string, origin: Origin): Origins {
  if (origin !== 'typed') return { ...origins, [field]: origin };
  if (!(field in origins)) return origins;
  const rest = { ...origins };
  Reflect.deleteProperty(rest, field);
  return rest;
}

function withValue(values: Values, field: string, value: string): Values {
  const next = { ...values };
  if (value === '') Reflect.deleteProperty(next, field);
  else next[field] = value;
  return next;
}
