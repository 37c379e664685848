import type { TemplateMap } from '@mado/forms/map';
import { apply, type Command } from './commands.ts';
import { begin, type History, redo, settle, step, undo } from './history.ts';
import { type Draft, draftOf, type Item, type PageSize } from './item.ts';

/** The editor without its screen: what was done, what is chosen, which page lies open. */
export interface EditorState {
  readonly history: History<Draft>;
  /** Ids in the order of choosing; the last one is the one whose settings are shown. */
  readonly selected: readonly string[];
  /** One box of the only selected item. */
  readonly part: string | null;
  readonly page: number;
  readonly pages: readonly PageSize[];
  /** The last command would have made a map that cannot be; null after one that worked. */
  readonly refused: Command['type'] | null;
}

export type EditorEvent =
  | { readonly type: 'do'; readonly command: Command; readonly mark?: string }
  | { readonly type: 'settle' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'select'; readonly ids: readonly string[]; readonly part?: string | null }
  | { readonly type: 'toggle'; readonly id: string }
  | { readonly type: 'open-page'; readonly page: number };

export function openEditor(map: TemplateMap, pages: readonly PageSize[]): EditorState {
  return { history: begin(draftOf(map)), selected: [], part: null, page: 0, pages, refused: null };
}

export function edit(state: EditorState, event: EditorEvent): EditorState {
  switch (event.type) {
    case 'do':
      return done(state, event.command, event.mark ?? null);
    case 'settle': {
      const history = settle(state.history);
      return history === state.history ? state : { ...state, history };
    }
    case 'undo':
      return travelled(state, undo(state.history));
    case 'redo':
      return travelled(state, redo(state.history));
    case 'select':
      return shown({ ...state, history: settle(state.history), selected: event.ids, part: event.part ?? null });
    case 'toggle': {
      const { id } = event;
      const has = state.selected.includes(id);
      const selected = has ? state.selected.filter((one) => one !== id) : [...state.selected, id];
      return { ...state, history: settle(state.history), selected, part: null };
    }
    case 'open-page': {
      if (state.pages[event.page] === undefined || event.page === state.page) return state;
      return { ...state, page: event.page, selected: [], part: null };
    }
  }
}

/** The only selected item, or the last one chosen of several. */
export function current(state: EditorState): Item | null {
  const id = state.selected.at(-1);
  return state.history.present.items.find((item) => item.id === id) ?? null;
}

function done(state: EditorState, command: Command, mark: string | null): EditorState {
  const before = state.history.present;
  const after = apply(before, command, state.pages);
  if (after === before) return { ...state, refused: canFail(command) ? command.type : null };
  const history = step(state.history, after, mark);
  const next: EditorState = { ...state, history, refused: null };
  if (command.type === 'add' || command.type === 'duplicate') {
    const fresh = after.items.slice(before.items.length).map(({ id }) => id);
    return shown({ ...next, selected: fresh, part: null });
  }
  if (command.type === 'page') return { ...next, page: command.page };
  return follow(next, before);
}

/** A command that does nothing only because it must not. */
function canFail(command: Command): boolean {
  return command.type === 'rename' || command.type === 'put' || command.type === 'page' || command.type === 'add';
}

function travelled(state: EditorState, history: History<Draft>): EditorState {
  if (history === state.history) return state;
  const before = state.history.present;
  const next = follow({ ...state, history, refused: null }, before);
  // What was changed is shown, wherever it is.
  const known = new Map(before.items.map((item) => [item.id, item]));
  const changed = history.present.items.filter((item) => known.get(item.id) !== item).map(({ id }) => id);
  return changed.length === 0 ? next : shown({ ...next, selected: changed, part: null });
}

/** The selection after items were renamed or left: a renamed one is still the one at its place. */
function follow(state: EditorState, before: Draft): EditorState {
  const { items } = state.history.present;
  const selected = state.selected.flatMap((id) => {
    if (items.some((item) => item.id === id)) return [id];
    const place = before.items.findIndex((item) => item.id === id);
    const there = items.length === before.items.length ? items[place] : undefined;
    return there === undefined ? [] : [there.id];
  });
  const part = selected.length === 1 ? state.part : null;
  return { ...state, selected, part };
}

/** The page of the last selected item comes up. */
function shown(state: EditorState): EditorState {
  const item = current(state);
  return item === null || item.page === state.page ? state : { ...state, page: item.page };
}
