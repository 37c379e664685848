import { classNames, useText } from '@mado/ui';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Item } from '../model/item.ts';
import type { Names } from '../names.ts';
import { folded } from './search.ts';
import { kindKey, nameWords } from '../words.ts';

export interface ItemListProps {
  readonly items: readonly Item[];
  readonly pages: number;
  readonly page: number;
  readonly selected: readonly string[];
  readonly names: Names;
  readonly onPage: (page: number) => void;
  readonly onSelect: (id: string) => void;
  /** Enter on a field: its settings. */
  readonly onOpen: (id: string) => void;
  readonly onReorder: (id: string, step: -1 | 1) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -1000, End: 1000 };

/** The pages and all fields of the form, by name. One stop for the Tab key; arrow keys go from field to field. */
export function ItemList({ items, pages, page, selected, names, ...on }: ItemListProps) {
  const text = useText();
  const searchId = useId();
  const [search, setSearch] = useState('');
  const words = folded(search);
  const shown = items.filter((item) => {
    const { name } = names.of(item);
    return words === '' || folded(`${name} ${item.id} ${text(kindKey(item.kind))}`).includes(words);
  });
  const last = selected.at(-1);
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === last),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const here = shown[at];
    if (here === undefined) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      on.onOpen(here.id);
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.altKey && Math.abs(step) === 1) {
      on.onReorder(here.id, step < 0 ? -1 : 1);
      return;
    }
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))];
    if (next === undefined) return;
    on.onSelect(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <nav className="ed-list" aria-label={text('editor.fields')}>
      {pages > 1 ? (
        <div className="ed-list__pages" role="group" aria-label={text('editor.pages')}>
          {Array.from({ length: pages }, (_, index) => (
            <button
              key={index}
              type="button"
              className="ed-chip"
              aria-pressed={index === page}
              onClick={() => on.onPage(index)}
            >
              {text('editor.page', { page: index + 1 })}
            </button>
          ))}
        </div>
      ) : null}
      <label className="ed-list__search" htmlFor={searchId}>
        <span>{text('editor.filter')}</span>
        <input
          id={searchId}
          type="search"
          className="ed-input"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      {shown.length === 0 ? (
        <p className="admin-quiet" role="status">
          {text(items.length === 0 ? 'editor.fields.none' : 'editor.filter.none')}
        </p>
      ) : (
        <ul className="ed-list__rows" role="listbox" aria-label={text('editor.fields')} onKeyDown={onKeyDown}>
          {shown.map((item, index) => {
            const name = names.of(item);
            const isSelected = selected.includes(item.id);
            return (
              <li
                key={item.id}
                role="option"
                aria-selected={isSelected}
                tabIndex={index === at ? 0 : -1}
                data-row={item.id}
                className={classNames('ed-row', !name.bound && 'ed-row--unbound')}
                onClick={() => on.onSelect(item.id)}
                onFocus={(event) => {
                  if (!isSelected && event.currentTarget.matches(':focus-visible')) on.onSelect(item.id);
                }}
              >
                <span className="ed-row__name">{name.name === '' ? text('editor.unnamed') : name.name}</span>
                <span className="ed-row__kind">
                  {text(kindKey(item.kind))}
                  {pages > 1 ? ` ・ ${text('editor.page', { page: item.page + 1 })}` : ''}
                </span>
                {name.bound || item.kind === 'page-number' ? null : (
                  <span className="ed-row__mark">{text('editor.unbound.mark')}</span>
                )}
                {name.bound ? null : <span className="mado-visually-hidden">{nameWords(text, name)}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </nav>
  );
}
