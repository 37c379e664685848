import { Button, Icon, useText } from '@mado/ui';
import { Role, type DeskOutlook } from '@mado/signaling/wire';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { needsOf, toggled, wantedOf, type Need, type PersonDraft } from './draft.ts';
import type { RequestOf } from '@mado/signaling/wire';

export interface PersonFormProps {
  readonly start: PersonDraft;
  readonly desks: readonly DeskOutlook[];
  readonly title: string;
  /** The city has a provider of its own through which people may log in. */
  readonly provider: boolean;
  readonly busy: boolean;
  /** What the server did not like. */
  readonly fault: string | null;
  readonly onSave: (wanted: RequestOf<'people.create'>) => void;
  readonly onCancel: () => void;
  /** What else can be done with this person. */
  readonly more?: ReactNode;
}

/** Somebody new, or somebody's name, department, roles and desks. */
export function PersonForm({ start, desks, title, provider, busy, fault, onSave, onCancel, more }: PersonFormProps) {
  const text = useText();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const departments = useId();
  const put = (part: Partial<PersonDraft>) => setDraft((before) => ({ ...before, ...part }));
  const needs = tried ? needsOf(draft) : [];
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      className="admin-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!busy && needsOf(draft).length === 0) onSave(wantedOf(draft));
      }}
    >
      <h2>{title}</h2>
      {draft.id === null ? (
        <Line label={text('people.login')} help={text('people.login.help')} needs={needs} need="login">
          {(props) => (
            <input
              {...props}
              ref={first}
              lang="en"
              autoComplete="off"
              autoCapitalize="none"
              maxLength={40}
              value={draft.login}
              onChange={(event) => put({ login: event.target.value })}
            />
          )}
        </Line>
      ) : null}
      <Line label={text('people.name')} help={text('people.name.help')} needs={needs} need="name">
        {(props) => (
          <input
            {...props}
            {...(draft.id === null ? {} : { ref: first })}
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            onChange={(event) => put({ name: event.target.value })}
          />
        )}
      </Line>
      <Line label={text('people.department')} needs={needs}>
        {(props) => (
          <input
            {...props}
            autoComplete="off"
            list={departments}
            maxLength={100}
            value={draft.department}
            onChange={(event) => put({ department: event.target.value })}
          />
        )}
      </Line>
      <datalist id={departments}>
        {[...new Set(desks.map(({ department }) => department))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {provider ? (
        <Line label={text('people.subject')} help={text('people.subject.help')} needs={needs}>
          {(props) => (
            <input
              {...props}
              lang="en"
              autoComplete="off"
              maxLength={255}
              value={draft.subject}
              onChange={(event) => put({ subject: event.target.value })}
            />
          )}
        </Line>
      ) : null}
      <Choices legend={text('people.roles')} need="roles" needs={needs}>
        {Role.options.map((role) => (
          <Tick
            key={role}
            label={text(`people.role.${role}`)}
            help={text(`people.role.${role}.may`)}
            checked={draft.roles.includes(role)}
            onChange={(on) => put({ roles: toggled(draft.roles, role, on, Role.options) })}
          />
        ))}
      </Choices>
      {draft.roles.includes('clerk') ? (
        <Choices legend={text('people.desks')} need="desks" needs={needs}>
          {desks.map(({ id, name, department }) => (
            <Tick
              key={id}
              label={name}
              help={department}
              checked={draft.desks.includes(id)}
              onChange={(on) =>
                put({
                  desks: toggled(
                    draft.desks,
                    id,
                    on,
                    desks.map((desk) => desk.id),
                  ),
                })
              }
            />
          ))}
        </Choices>
      ) : null}
      <div role="alert">{fault === null ? null : <Wrong words={fault} />}</div>
      <div className="admin-form__buttons">
        {more}
        <span className="admin-form__gap" />
        <Button onClick={onCancel}>{text('common.cancel')}</Button>
        <Button kind="primary" type="submit" aria-disabled={busy}>
          {text('people.save')}
        </Button>
      </div>
    </form>
  );
}

interface InputParts {
  readonly id: string;
  readonly className: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Line(props: {
  readonly label: string;
  readonly help?: string;
  readonly need?: Need;
  readonly needs: readonly Need[];
  readonly children: (input: InputParts) => ReactNode;
}) {
  const { label, help, need, needs, children } = props;
  const text = useText();
  const id = useId();
  const wrong = need !== undefined && needs.includes(need);
  const about = [...(help === undefined ? [] : [`${id}-help`]), ...(wrong ? [`${id}-need`] : [])];
  return (
    <div className="admin-form__line">
      <label htmlFor={id}>{label}</label>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="admin-quiet">
          {help}
        </p>
      )}
      {children({
        id,
        className: 'field__input',
        'aria-invalid': wrong,
        'aria-describedby': about.length > 0 ? about.join(' ') : undefined,
      })}
      {wrong ? (
        <div id={`${id}-need`}>
          <Wrong words={text(`people.needs.${need}`)} />
        </div>
      ) : null}
    </div>
  );
}

function Choices(props: {
  readonly legend: string;
  readonly need: Need;
  readonly needs: readonly Need[];
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <fieldset className="admin-form__choices">
      <legend>{props.legend}</legend>
      <div className="admin-form__ticks">{props.children}</div>
      <div aria-live="polite">
        {props.needs.includes(props.need) ? <Wrong words={text(`people.needs.${props.need}`)} /> : null}
      </div>
    </fieldset>
  );
}

function Tick(props: {
  readonly label: string;
  readonly help: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label className="admin-tick">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      <span>
        {props.label}
        <span className="admin-quiet">{props.help}</span>
      </span>
    </label>
  );
}

function Wrong({ words }: { readonly words: string }) {
  return (
    <p className="admin-form__wrong">
      <Icon name="warning" />
      {words}
    </p>
  );
}
