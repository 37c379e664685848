import { type Box, Field, TemplateMap } from '@mado/forms/map';
import { bound } from './binding.ts';
import { moved, resized } from './geometry.ts';
import { type Draft, frameOf, freshId, type Item, type ItemKind, mapOf, type PageSize } from './item.ts';
import { changedKind, type KindWords } from './kinds.ts';

/** Everything that can be done to a template, as plain data. */
export type Command =
  | { readonly type: 'add'; readonly items: readonly Item[] }
  | {
      readonly type: 'move';
      readonly ids: readonly string[];
      readonly dx: number;
      readonly dy: number;
      /** One box of the item alone. */
      readonly part?: string;
    }
  | { readonly type: 'resize'; readonly id: string; readonly box: Box; readonly part?: string }
  | { readonly type: 'rename'; readonly id: string; readonly to: string }
  | { readonly type: 'kind'; readonly id: string; readonly kind: ItemKind; readonly words: KindWords }
  | { readonly type: 'bind'; readonly id: string; readonly value: string; readonly choices?: readonly string[] }
  /** An item with other settings; its id says which. */
  | { readonly type: 'put'; readonly item: Item }
  | { readonly type: 'delete'; readonly ids: readonly string[] }
  | { readonly type: 'duplicate'; readonly ids: readonly string[] }
  | { readonly type: 'reorder'; readonly id: string; readonly step: -1 | 1 }
  | { readonly type: 'page'; readonly ids: readonly string[]; readonly page: number }
  | { readonly type: 'required'; readonly keys: readonly string[]; readonly on: boolean }
  | { readonly type: 'head'; readonly head: Partial<Pick<Draft['head'], 'title' | 'department' | 'procedures'>> };

/** How far a copy lies from what it was copied from, in points. */
const COPY_OFFSET = 8;

/**
 * The draft after a command. A command that would make a map which the schema refuses changes nothing: the same draft comes back, and
 * the screen says so.
 */
export function apply(draft: Draft, command: Command, pages: readonly PageSize[]): Draft {
  const next = change(draft, command, pages);
  if (next === draft || !isRisky(command)) return next;
  return TemplateMap.safeParse(mapOf(next)).success ? next : draft;
}

/** Moves keep a map valid by the way they are made; they come with every frame of a drag, so nothing is parsed then. */
function isRisky(command: Command): boolean {
  return command.type !== 'move' && command.type !== 'resize' && command.type !== 'delete';
}

function change(draft: Draft, command: Command, pages: readonly PageSize[]): Draft {
  const sizeOf = (item: Item): PageSize | undefined => pages[item.page];
  const each = (ids: readonly string[], put: (item: Item) => Item): Draft => {
    const items = draft.items.map((item) => (ids.includes(item.id) ? put(item) : item));
    return items.every((item, index) => item === draft.items[index]) ? draft : { ...draft, items };
  };
  switch (command.type) {
    case 'add':
      return added(
        draft,
        command.items.flatMap((item) => {
          const size = sizeOf(item);
          return size === undefined ? [] : [onto(item, size)];
        }),
      );
    case 'move':
      return each(command.ids, (item) => {
        const size = sizeOf(item);
        return size === undefined ? item : moved(item, command, size, command.part);
      });
    case 'resize':
      return each([command.id], (item) => {
        const size = sizeOf(item);
        return size === undefined ? item : resized(item, command.box, size, command.part);
      });
    case 'rename':
      return each([command.id], (item) => ({ ...item, id: command.to }));
    case 'kind':
      return each([command.id], (item) => {
        const size = sizeOf(item);
        const made = changedKind(item, command.kind, command.words);
        return size === undefined || made === item ? item : onto(made, size);
      });
    case 'bind':
      return each([command.id], (item) => {
        const size = sizeOf(item);
        const made = bound(item, command.value, command.choices);
        return size === undefined || made === item ? item : onto(made, size);
      });
    case 'put':
      return each([command.item.id], (item) => {
        const { item: put } = command;
        const size = pages[put.page];
        const known = put.kind === 'by-hand' ? size : Field.safeParse(put).success ? size : undefined;
        return known === undefined ? item : onto(put, known);
      });
    case 'delete': {
      const items = draft.items.filter(({ id }) => !command.ids.includes(id));
      return items.length === draft.items.length ? draft : { ...draft, items };
    }
    case 'duplicate': {
      const copies = draft.items
        .filter(({ id }) => command.ids.includes(id))
        .flatMap((item) => {
          const size = sizeOf(item);
          return size === undefined ? [] : [moved(item, { dx: COPY_OFFSET, dy: COPY_OFFSET }, size)];
        });
      return added(draft, copies);
    }
    case 'reorder': {
      const from = draft.items.findIndex(({ id }) => id === command.id);
      const one = draft.items[from];
      const to = from + command.step;
      if (one === undefined || to < 0 || to >= draft.items.length) return draft;
      return { ...draft, items: draft.items.toSpliced(from, 1).toSpliced(to, 0, one) };
    }
    case 'page': {
      const size = pages[command.page];
      if (size === undefined) return draft;
      return each(command.ids, (item) =>
        item.page === command.page ? item : onto({ ...item, page: command.page }, size),
      );
    }
    case 'required': {
      const others = draft.required.filter((key) => !command.keys.includes(key));
      const required = command.on ? [...others, ...command.keys] : others;
      const same = required.length === draft.required.length && required.every((key) => draft.required.includes(key));
      return same ? draft : { ...draft, required };
    }
    case 'head':
      return { ...draft, head: { ...draft.head, ...command.head } };
  }
}

/** The item, pushed onto the page where its settings would lead beyond its edge. */
function onto(item: Item, page: PageSize): Item {
  const { x, y, width, height } = frameOf(item);
  return x + width <= page.width && y + height <= page.height ? item : resized(item, frameOf(item), page);
}

/** Items at the end, each under an id that is not taken. */
function added(draft: Draft, items: readonly Item[]): Draft {
  if (items.length === 0) return draft;
  const all = [...draft.items];
  for (const item of items) all.push({ ...item, id: freshId(item.id.replace(/-\d+$/, ''), all) });
  return { ...draft, items: all };
}
