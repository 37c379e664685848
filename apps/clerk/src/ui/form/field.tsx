import { useId, useState, type KeyboardEvent } from 'react';
import { Button, Icon, useText } from '@mado/ui';
import type { CommonFieldView, FieldNote } from '../../contract/index.ts';
import { DateInput } from './date-input.tsx';
import { noteWords } from './note-words.ts';

export interface FieldProps {
  readonly field: CommonFieldView;
  readonly value: string;
  /** Entered earlier in the session, for other papers or on another screen. */
  readonly earlier: boolean;
  readonly notes: readonly FieldNote[];
  readonly canUndo: boolean;
  readonly onType: (value: string) => void;
  /** The focus came into the field. */
  readonly onVisit: () => void;
  /** The focus left the field. */
  readonly onLeave: () => void;
  readonly onUndo: () => void;
  /** To the field's place on the page. */
  readonly onPlace: () => void;
}

/**
 * One common field. Errors stand at the field and wait until the focus has left it, so that nobody is scolded in the middle of a word;
 * warnings say what the print will look like.
 */
export function Field(props: FieldProps) {
  const { field, value, notes, canUndo, onType, onVisit, onLeave, onUndo, onPlace } = props;
  const text = useText();
  const id = useId();
  const [visiting, setVisiting] = useState(false);
  const shown = visiting ? notes.filter((note) => note.severity === 'warning') : notes;
  const wrong = shown.some((note) => note.severity === 'error');
  const described = [field.help === '' ? null : `${id}-help`, shown.length > 0 ? `${id}-notes` : null].filter(
    (part) => part !== null,
  );
  const common = {
    id,
    className: 'field__input',
    value,
    maxLength: field.maxLength,
    'aria-invalid': wrong,
    'aria-required': field.required,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    'data-field': field.key,
    onFocus: () => {
      setVisiting(true);
      onVisit();
    },
    // From the field to its place on the page and, by Enter there, back.
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'F2') return;
      event.preventDefault();
      onPlace();
    },
    onBlur: () => {
      setVisiting(false);
      onLeave();
    },
  };
  return (
    <div className={`field field--${field.type}`}>
      <div className="field__head">
        <label htmlFor={id} className="field__label">
          {field.label}
          {field.required ? <span className="field__required">{text('form.required')}</span> : null}
          {props.earlier && value !== '' ? <span className="field__earlier">{text('form.earlier')}</span> : null}
        </label>
        {canUndo ? (
          <Button
            kind="quiet"
            className="field__undo"
            icon="undo"
            aria-label={text('form.undo', { field: field.label })}
            title={text('form.undo', { field: field.label })}
            onClick={onUndo}
          />
        ) : null}
      </div>
      {field.help === '' ? null : (
        <p id={`${id}-help`} className="field__help">
          {field.help}
        </p>
      )}
      {field.type === 'choice' ? (
        <select {...common} onChange={(event) => onType(event.target.value)}>
          <option value="">{text('form.not-chosen')}</option>
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : field.type === 'multiline' ? (
        <textarea {...common} rows={2} onChange={(event) => onType(event.target.value)} />
      ) : field.type === 'date' ? (
        <DateInput {...common} onType={onType} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={INPUT_MODES[field.type]}
          autoComplete="off"
          onChange={(event) => onType(event.target.value)}
        />
      )}
      <div id={`${id}-notes`} className="field__notes" aria-live="polite">
        {shown.map((note) => (
          <p key={`${note.code} ${note.detail}`} className={`field__note field__note--${note.severity}`}>
            <Icon name={note.severity === 'error' ? 'warning' : 'info'} />
            {noteWords(text, note)}
          </p>
        ))}
      </div>
    </div>
  );
}

const INPUT_MODES = {
  text: 'text',
  kana: 'text',
  'postal-code': 'numeric',
  phone: 'tel',
  number: 'numeric',
} as const satisfies Record<Exclude<CommonFieldView['type'], 'choice' | 'multiline' | 'date'>, string>;
