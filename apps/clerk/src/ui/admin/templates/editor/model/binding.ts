import { type Box, datesOf, ExpressionError, FieldKey, type FieldType, keysOf, parseExpression } from '@mado/forms/map';
import { type CommonFieldEntry, UNBOUND } from '../workbench-port.ts';
import { frameOf, type Item, type ItemKind } from './item.ts';
import { takesExpression, valueOf } from './kinds.ts';

/** An expression as it was read. `at` counts characters from 0. */
export type ReadValue =
  | { readonly ok: true; readonly keys: readonly string[] }
  | {
      readonly ok: false;
      readonly problem: 'syntax' | 'unknown' | 'no-date';
      readonly at: number;
      readonly detail: string;
    };

/** Reads what a field prints, against the city's common fields. */
export function readValue(source: string, known: ReadonlyMap<string, CommonFieldEntry>): ReadValue {
  try {
    const parsed = parseExpression(source);
    const keys = keysOf(parsed);
    const strange = keys.find((key) => !known.has(key));
    if (strange !== undefined)
      return { ok: false, problem: 'unknown', at: Math.max(0, source.indexOf(strange)), detail: strange };
    const dateless = datesOf(parsed).find((key) => known.get(key)?.type !== 'date');
    if (dateless !== undefined)
      return { ok: false, problem: 'no-date', at: Math.max(0, source.indexOf(dateless)), detail: dateless };
    return { ok: true, keys: [...new Set(keys)] };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, problem: 'syntax', at: error.at, detail: source.slice(error.at, error.at + 12) };
  }
}

/** Keys that the item prints, as far as its value can be read; none for one that is not bound yet. */
export function keysIn(item: Item): string[] {
  const value = valueOf(item);
  if (value === null || value === UNBOUND) return [];
  try {
    return [...new Set(keysOf(parseExpression(value)))];
  } catch {
    return [];
  }
}

/** Whether a kind can print a common field of this type. */
export function fits(kind: ItemKind, type: FieldType): boolean {
  switch (kind) {
    case 'era-date':
    case 'western-date':
    case 'stamp':
      return type === 'date';
    case 'table':
      return type === 'multiline';
    case 'choice':
      return type === 'choice';
    case 'text':
    case 'comb':
    case 'check':
      return true;
    case 'page-number':
    case 'by-hand':
      return false;
  }
}

/**
 * The item bound to another value. Marks of a choice take the values of `choices` in their order, each keeping the box that stands at its
 * place. The item as it was, when its kind cannot hold the value.
 */
export function bound(item: Item, value: string, choices: readonly string[] = []): Item {
  if (value.length === 0 || value.length > 500) return item;
  if (!takesExpression(item.kind) && !FieldKey.safeParse(value).success) return item;
  switch (item.kind) {
    case 'page-number':
    case 'by-hand':
      return item;
    case 'choice':
      return { ...item, value, marks: choices.length === 0 ? item.marks : marksFor(item, choices) };
    case 'check': {
      const { when, ...rest } = item;
      const still = when?.filter((one) => choices.includes(one)) ?? [];
      return still.length === 0 ? { ...rest, value } : { ...rest, value, when: still };
    }
    default:
      return { ...item, value };
  }
}

function marksFor(item: Extract<Item, { kind: 'choice' }>, choices: readonly string[]): Record<string, Box> {
  const boxes = Object.values(item.marks);
  const known = choices.every((choice) => item.marks[choice] !== undefined);
  if (known) return Object.fromEntries(choices.flatMap((one) => (item.marks[one] ? [[one, item.marks[one]]] : [])));
  const [first = frameOf(item)] = boxes;
  return Object.fromEntries(
    choices.map((choice, index): [string, Box] => {
      const shift = (index - boxes.length + 1) * (first.height + 2);
      const last = boxes.at(-1) ?? first;
      return [choice, boxes[index] ?? { ...last, y: last.y + shift }];
    }),
  );
}
