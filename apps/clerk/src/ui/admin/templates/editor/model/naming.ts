import type { Box } from '@mado/forms/map';
import type { CommonFieldEntry, Label } from '../workbench-port.ts';
import { keysIn } from './binding.ts';
import { frameOf, type Item } from './item.ts';

/** Farther than this, in points, words do not belong to a place any more. */
const FAR = 160;

/**
 * What to call an item: the common fields that it prints, else what the form says beside it, else nothing. `bound` tells which; a name
 * that comes from the form is only a hint.
 */
export interface ItemName {
  readonly name: string;
  readonly bound: boolean;
}

export function nameOf(
  item: Item,
  known: ReadonlyMap<string, Pick<CommonFieldEntry, 'label'>>,
  labels: readonly Label[],
): ItemName {
  if (item.kind === 'by-hand') return { name: item.label, bound: true };
  const words = keysIn(item).flatMap((key) => known.get(key)?.label ?? []);
  if (words.length > 0) return { name: words.join('・'), bound: true };
  return { name: labelBeside(frameOf(item), labels), bound: false };
}

/** The printed words nearest to a box, at its left in the same row first, then above it. Empty when there are none near. */
export function labelBeside(box: Box, labels: readonly Label[]): string {
  const middle = box.y + box.height / 2;
  const rated = labels.flatMap(({ text, box: words }) => {
    const right = words.x + words.width;
    const below = words.y + words.height;
    const inRow = words.y - 4 <= middle && below + 4 >= middle;
    if (inRow && right <= box.x + 4) return [{ text, far: box.x - right }];
    const above = box.y - below;
    const over = words.x < box.x + box.width && right > box.x;
    if (over && above >= -2) return [{ text, far: above * 2 + 10 }];
    // Small words in the box itself, as フリガナ in a corner.
    if (over && inRow && words.width < box.width / 2) return [{ text, far: 20 }];
    return [];
  });
  const best = rated.filter(({ far }) => far <= FAR).sort((a, b) => a.far - b.far)[0];
  return best?.text.replaceAll(/\s+/g, '').slice(0, 40) ?? '';
}
