import type { Box } from '@mado/forms/map';
import type { PlainKey, Text } from '@mado/ui';
import { frameOf, type Item, type ItemKind } from './model/item.ts';
import type { KindWords } from './model/kinds.ts';
import type { ItemName } from './model/naming.ts';

/** Points as people measure paper: millimetres with one digit. */
export function mm(points: number): number {
  return Math.round((points * 254) / 72) / 10;
}

/** Millimetres as points. */
export function points(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

export function kindKey(kind: ItemKind): PlainKey {
  return `editor.kind.${kind}`;
}

/** Where a box lies, for a sentence. */
export function measures({ x, y, width, height }: Box): { x: number; y: number; width: number; height: number } {
  return { x: mm(x), y: mm(y), width: mm(width), height: mm(height) };
}

/** What a field is called in a list. */
export function nameWords(text: Text, { name, bound }: ItemName): string {
  if (name === '') return text('editor.unnamed');
  return bound ? name : text('editor.item.unbound', { name });
}

/** Name, kind and position: what a screen reader says of a field. */
export function itemWords(text: Text, item: Item, name: ItemName): string {
  return text('editor.item', {
    name: nameWords(text, name),
    kind: text(kindKey(item.kind)),
    ...measures(frameOf(item)),
  });
}

/** What one box of an item is: 年, the second comb, the mark of a choice. */
export function partWords(text: Text, part: string, choices: ReadonlyMap<string, string>): string {
  const [what = '', which = ''] = part.split(/:(.*)/su);
  switch (what) {
    case 'year':
    case 'month':
    case 'day':
      return text(`editor.part.${what}`);
    case 'group':
    case 'column':
      return text(`editor.part.${what}`, { number: Number(which) + 1 });
    default:
      return text('editor.part.mark', { name: choices.get(which) ?? which });
  }
}

/** Words that new stamps and areas for the pen begin with. */
export function kindWords(text: Text, department: string): KindWords {
  return { above: department, below: text('editor.received'), pen: text('editor.pen.signature') };
}
