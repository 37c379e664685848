import { classNames, useText } from '@mado/ui';
import { type KeyboardEvent, useId, useState } from 'react';
import type { CommonFieldEntry } from '../workbench-port.ts';
import { folded } from './search.ts';

export interface FieldSearchProps {
  readonly label: string;
  readonly fields: readonly CommonFieldEntry[];
  /** What is chosen now, in words; shown while nothing is typed. */
  readonly value: string;
  /** What the form says beside the place: fields that sound alike come first. */
  readonly hint: string;
  readonly onChoose: (field: CommonFieldEntry) => void;
}

/** The common fields of the city, to be searched by name and chosen: a combobox with a list (ARIA 1.2). */
export function FieldSearch({ label, fields, value, hint, onChoose }: FieldSearchProps) {
  const text = useText();
  const id = useId();
  const [search, setSearch] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = search !== null;
  const found = open ? matching(fields, search, hint) : [];
  const current = Math.min(at, found.length - 1);
  const choose = (field: CommonFieldEntry | undefined): void => {
    if (field === undefined) return;
    setSearch(null);
    onChoose(field);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (open) setAt(Math.max(0, Math.min(found.length - 1, current + step)));
      else setSearch('');
      document.getElementById(`${id}-${current + step}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (open) choose(found[current]);
      else setSearch('');
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setSearch(null);
    }
  };
  return (
    <div className="ed-field ed-search">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ed-input"
        role="combobox"
        autoComplete="off"
        data-bind=""
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${id}-${current}` : undefined}
        placeholder={text('editor.value.search')}
        value={search ?? value}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onClick={(event) => {
          if (open) return;
          setSearch('');
          setAt(0);
          event.currentTarget.select();
        }}
        onBlur={() => setSearch(null)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" className="ed-search__list" aria-label={label} hidden={found.length === 0}>
        {found.map((field, index) => (
          <li
            key={field.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            className={classNames('ed-search__one', index === current && 'ed-search__one--here')}
            // The input keeps the focus; a press must not take it away before it counts.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(field)}
          >
            {field.label}
            <span className="ed-search__group">{field.group}</span>
          </li>
        ))}
      </ul>
      {open && found.length === 0 ? (
        <p className="ed-search__none" role="status">
          {text('editor.value.none')}
        </p>
      ) : null}
    </div>
  );
}

function matching(fields: readonly CommonFieldEntry[], search: string, hint: string): CommonFieldEntry[] {
  const words = folded(search).split(/\s+/u).filter(Boolean);
  const near = folded(hint);
  const hits = fields.filter(({ label, group, key }) => {
    const all = folded(`${label} ${group} ${key}`);
    return words.every((word) => all.includes(word));
  });
  const alike = ({ label }: CommonFieldEntry): boolean => near !== '' && folded(label).includes(near);
  return [...hits.filter(alike), ...hits.filter((field) => !alike(field))];
}
