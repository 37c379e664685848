import type { Box } from '../template/map.ts';
import type { ProposedField } from '../template/propose-fields.ts';
import type { DrawnField } from './propose-drawn.ts';

/** A proposal and what it was found by. */
export type FoundField = DrawnField & { readonly from: 'acro-form' | 'drawing' | 'scan' };

/**
 * Fields of an AcroForm and those that the drawing seems to have, each place once, from the top of the first page. What the form's maker
 * named counts; but places to type into that the drawing shows as one field (the eras of a day, the words of a choice, the cells of a
 * list) become that field. The drawing's words say what a place is called, and what it prints where its own name does not.
 */
export function mergeProposals(
  typed: readonly ProposedField[],
  drawn: readonly DrawnField[],
  from: (page: number) => 'drawing' | 'scan',
): FoundField[] {
  const over = new Map(drawn.map((one) => [one, typed.filter((other) => meets(one, other))]));
  const gone = new Set<ProposedField>();
  const found: FoundField[] = [];
  for (const [one, others] of over) {
    const [first] = others;
    const left = others.filter((other) => !gone.has(other));
    if (first === undefined) found.push({ ...one, from: from(one.page) });
    else if (left.length > 1 || (left.length === 1 && (one.kind === 'date' || knowsMore(one, left)))) {
      const value = left.find((other) => other.kind === one.kind && other.value !== undefined)?.value ?? one.value;
      found.push({ ...one, ...(value === undefined ? {} : { value }), from: 'acro-form' });
      for (const other of left) gone.add(other);
    }
  }
  for (const one of typed) {
    if (gone.has(one)) continue;
    const same = drawn.find((other) => other.kind === one.kind && meets(other, one));
    const value = one.value ?? (one.kind === 'choice' ? undefined : same?.value);
    found.push({ ...one, label: same?.label ?? '', from: 'acro-form', ...(value === undefined ? {} : { value }) });
  }
  return found.sort((a, b) => a.page - b.page || topOf(a) - topOf(b));
}

/** Whether the words of a choice say what is chosen, and the names of its places do not. */
function knowsMore(drawn: DrawnField, typed: readonly ProposedField[]): boolean {
  return drawn.kind === 'choice' && drawn.value !== undefined && typed.every(({ value }) => value === undefined);
}

/** Whether a place to type into lies in one of the drawing's, which may be larger. */
function meets(drawn: DrawnField, typed: ProposedField): boolean {
  return (
    drawn.page === typed.page &&
    typed.parts.every(({ box }) => drawn.parts.some((part) => overlap(part.box, box) > 0.4 * box.width * box.height))
  );
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

/** Lines of about the same height are read from the left. */
function topOf({ parts }: FoundField): number {
  const top = Math.min(...parts.map(({ box }) => box.y));
  return Math.round(top / 8) * 10_000 + Math.min(...parts.map(({ box }) => box.x));
}
