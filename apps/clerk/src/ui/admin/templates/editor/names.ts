import { ERA_IDS } from '@mado/forms/map';
import type { Text } from '@mado/ui';
import type { Item } from './model/item.ts';
import { valueOf } from './model/kinds.ts';
import { type ItemName, nameOf } from './model/naming.ts';
import type { CommonFieldEntry, Inspection } from './workbench-port.ts';

/** What the screen calls everything, looked up once for an opened form. */
export interface Names {
  readonly known: ReadonlyMap<string, CommonFieldEntry>;
  of(item: Item): ItemName;
  /** Words of an item's marks, by the value that they stand for. */
  marksOf(item: Item): ReadonlyMap<string, string>;
}

export function namesFor(inspection: Inspection, text: Text): Names {
  const known = new Map(inspection.commonFields.map((field) => [field.key, field]));
  const eras = new Map<string, string>(ERA_IDS.map((era) => [era, text(`editor.era.${era}`)]));
  return {
    known,
    of: (item) => nameOf(item, known, inspection.pages[item.page]?.labels ?? []),
    marksOf: (item) => {
      if (item.kind === 'era-date') return eras;
      return new Map(known.get(valueOf(item) ?? '')?.choices.map(({ value, label }) => [value, label]));
    },
  };
}
