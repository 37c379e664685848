import { useId, useState, type KeyboardEvent } from 'react';
import { Button, Icon, useText } from '@mado/ui';
import type { CommonFieldView, FieldNote, SuggestionView } from '../../contract/index.ts';
import type { Origin } from '@mado/forms/map';
import { DateInput } from './date-input.tsx';
import type { FoundValue } from './finding.ts';
import { FoundValues, originWords } from './found-values.tsx';
import { noteWords } from './note-words.ts';
import { offerKey, OfferList, optionId } from './offer-list.tsx';

export interface FieldProps {
  readonly field: CommonFieldView;
  readonly value: string;
  /** Where the value came from. */
  readonly origin: Origin;
  /** What papers, cards and bookings say that it is. */
  readonly found: readonly FoundValue[];
  readonly onTakeFound: (value: FoundValue) => void;
  readonly notes: readonly FieldNote[];
  /** What the typed value may stand for. */
  readonly offer: readonly SuggestionView[];
  readonly onTake: (index: number) => void;
  readonly onDismiss: () => void;
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
  const { field, value, notes, offer, canUndo, onType, onVisit, onLeave, onUndo, onPlace } = props;
  const text = useText();
  const id = useId();
  const [visiting, setVisiting] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const chosen = at !== null && at < offer.length ? at : null;
  const shown = visiting ? notes.filter((note) => note.severity === 'warning') : notes;
  const wrong = shown.some((note) => note.severity === 'error');
  const described = [field.help === '' ? null : `${id}-help`, shown.length > 0 ? `${id}-notes` : null].filter(
    (part) => part !== null,
  );
  const take = (index: number): void => {
    setAt(null);
    props.onTake(index);
  };
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
      const { key, altKey, ctrlKey, metaKey } = event;
      const wish = offerKey(
        { key, altKey, ctrlKey, metaKey, composing: event.nativeEvent.isComposing },
        chosen,
        offer.length,
      );
      if (wish === null && key !== 'F2') return;
      event.preventDefault();
      // Escape would close more than this list.
      event.stopPropagation();
      if (wish === null) onPlace();
      else if (wish === 'dismiss') props.onDismiss();
      else if (wish === 'take') take(chosen ?? 0);
      else setAt(wish.to);
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
          {props.origin === 'typed' || value === '' ? null : (
            <span className="field__origin" data-origin={props.origin}>
              {originWords(text, props.origin)}
            </span>
          )}
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
        <textarea {...common} rows={field.maxLength > LONG ? 10 : 2} onChange={(event) => onType(event.target.value)} />
      ) : field.type === 'date' ? (
        <DateInput {...common} onType={onType} />
      ) : (
        <div className="field__entry">
          <input
            {...common}
            {...(field.looksUp && {
              role: 'combobox',
              'aria-autocomplete': 'list' as const,
              'aria-expanded': offer.length > 0,
              'aria-controls': `${id}-offer`,
              'aria-activedescendant': chosen === null ? undefined : optionId(`${id}-offer`, chosen),
            })}
            type="text"
            inputMode={INPUT_MODES[field.type]}
            autoComplete="off"
            onChange={(event) => {
              setAt(null);
              onType(event.target.value);
            }}
          />
          {offer.length === 0 ? null : <OfferList id={`${id}-offer`} offers={offer} at={chosen} onTake={take} />}
        </div>
      )}
      <FoundValues field={field} found={props.found} onTake={props.onTakeFound} />
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

/** Characters from which a field is for lists and running text. */
const LONG = 1000;

const INPUT_MODES = {
  text: 'text',
  kana: 'text',
  'postal-code': 'numeric',
  phone: 'tel',
  number: 'numeric',
} as const satisfies Record<Exclude<CommonFieldView['type'], 'choice' | 'multiline' | 'date'>, string>;
