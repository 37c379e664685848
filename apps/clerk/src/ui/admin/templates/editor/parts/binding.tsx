import { useText } from '@mado/ui';
import { useId, useState } from 'react';
import { fits, readValue } from '../model/binding.ts';
import type { Command } from '../model/commands.ts';
import type { Draft, Item } from '../model/item.ts';
import { takesExpression, valueOf } from '../model/kinds.ts';
import type { Names } from '../names.ts';
import { UNBOUND, type CommonFieldEntry } from '../workbench-port.ts';
import { FieldSearch } from './field-search.tsx';

export interface BindingProps {
  readonly item: Item;
  readonly draft: Draft;
  readonly names: Names;
  readonly run: (command: Command, mark?: string) => void;
  readonly onLeave: () => void;
}

/** What a field prints: a common field by its name, or several put together. */
export function Binding({ item, draft, names, run, onLeave }: BindingProps) {
  const text = useText();
  const value = valueOf(item) ?? UNBOUND;
  const known = names.known;
  const single = known.get(value);
  const [wantsExpression, setWantsExpression] = useState(false);
  const canJoin = takesExpression(item.kind);
  const joined = canJoin && (wantsExpression || (value !== UNBOUND && single === undefined));
  const fitting = [...known.values()].filter(({ type }) => fits(item.kind, type));
  const read = readValue(value, known);
  const keys = read.ok ? read.keys : [];
  const bind = (field: CommonFieldEntry): void =>
    run({ type: 'bind', id: item.id, value: field.key, choices: field.choices.map((choice) => choice.value) });
  return (
    <>
      {joined ? (
        <Expression value={value} names={names} item={item} run={run} onLeave={onLeave} fields={fitting} />
      ) : (
        <>
          <FieldSearch
            label={text('editor.value')}
            fields={fitting}
            value={single?.label ?? (value === UNBOUND ? '' : value)}
            hint={single === undefined ? names.of(item).name : ''}
            onChoose={bind}
          />
          {value === UNBOUND ? <p className="ed-wrong">{text('editor.value.unbound')}</p> : null}
        </>
      )}
      {canJoin ? (
        <label className="ed-tick">
          <input
            type="checkbox"
            checked={joined}
            // Something put together is not one field: it is turned back by choosing one.
            disabled={joined && single === undefined && value !== UNBOUND}
            onChange={(event) => setWantsExpression(event.target.checked)}
          />
          {text('editor.value.expression')}
        </label>
      ) : null}
      {keys.length === 0 ? null : (
        <label className="ed-tick">
          <input
            type="checkbox"
            checked={keys.every((key) => draft.required.includes(key))}
            onChange={(event) => run({ type: 'required', keys, on: event.target.checked })}
          />
          {text('editor.required')}
        </label>
      )}
    </>
  );
}

function Expression({
  value,
  names,
  item,
  fields,
  run,
  onLeave,
}: Omit<BindingProps, 'draft'> & { readonly value: string; readonly fields: readonly CommonFieldEntry[] }) {
  const text = useText();
  const id = useId();
  const shown = value === UNBOUND ? '' : value;
  const read = readValue(shown, names.known);
  const wrong = shown !== '' && !read.ok ? read : null;
  const put = (next: string): void =>
    run({ type: 'bind', id: item.id, value: next.trim() === '' ? UNBOUND : next }, `value-${item.id}`);
  return (
    <div className="ed-field">
      <label htmlFor={id}>{text('editor.value.expression')}</label>
      <textarea
        id={id}
        className="ed-input ed-expression"
        lang="en"
        rows={3}
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        value={shown}
        data-bind=""
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? `${id}-help` : `${id}-wrong ${id}-help`}
        onChange={(event) => put(event.target.value)}
        onBlur={onLeave}
      />
      {wrong === null ? null : (
        <div id={`${id}-wrong`} className="ed-wrong" role="status">
          <p className="ed-expression__place" aria-hidden="true">
            {shown.slice(0, wrong.at)}
            <mark>{shown.slice(wrong.at, wrong.at + Math.max(1, wrong.detail.length)) || '　'}</mark>
            {shown.slice(wrong.at + Math.max(1, wrong.detail.length))}
          </p>
          <p>
            {wrong.problem === 'syntax' && wrong.detail === ''
              ? text('editor.fault.syntax.end')
              : text(`editor.fault.${wrong.problem}`, { at: wrong.at + 1, detail: wrong.detail })}
          </p>
        </div>
      )}
      <p id={`${id}-help`} className="admin-quiet">
        {text('editor.value.expression.help')}
      </p>
      <FieldSearch
        label={text('editor.value.insert')}
        fields={fields}
        value=""
        hint=""
        onChoose={({ key }) => put(shown.trim() === '' ? key : `${shown} + ${key}`)}
      />
    </div>
  );
}
