import type { CheckField, ChoiceField } from '../template/map.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import type { FieldPrinting } from './print-in-box.ts';

/** Rings or checks the chosen one, or strikes out all the others. */
export function printChoice(
  { page, marks, mark }: ChoiceField,
  value: FieldValue | undefined,
  key: string,
  { ink }: Pick<FieldPrinting, 'ink'>,
): Note[] {
  if (value?.kind !== 'choice') return [];
  const box = marks[value.value];
  if (!box) return [note(key, 'error', 'choice-not-on-form', value.label)];
  switch (mark) {
    case 'ring':
      ink.ring(page, box);
      break;
    case 'check':
      ink.check(page, box);
      break;
    case 'strike':
      for (const [other, word] of Object.entries(marks)) if (other !== value.value) ink.strike(page, word);
      break;
  }
  return [];
}

export function printCheck(
  { page, box, when }: CheckField,
  value: FieldValue | undefined,
  { ink }: Pick<FieldPrinting, 'ink'>,
): Note[] {
  if (value === undefined || value.kind === 'empty' || value.kind === 'unusable') return [];
  if (when === undefined || (value.kind === 'choice' && when.includes(value.value))) ink.check(page, box);
  return [];
}
