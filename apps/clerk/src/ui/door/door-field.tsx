import { Button, useText } from '@mado/ui';
import { useEffect, useId, useRef, useState, type InputHTMLAttributes } from 'react';

export interface DoorFieldProps extends Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'inputMode' | 'maxLength' | 'lang'
> {
  readonly label: string;
  /** Hidden letters, with a switch that shows them. */
  readonly secret?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Takes the focus when it appears, and again after every wrong try: what to change is under the hands. */
  readonly first?: boolean;
  /** Something new when the focus is to come back. */
  readonly attempt?: unknown;
  readonly invalid?: boolean;
}

/** A labelled line to type in. */
export function DoorField(props: DoorFieldProps) {
  const { label, secret = false, value, onChange, first = false, attempt, invalid = false, ...rest } = props;
  const text = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!first) return;
    input.current?.focus();
    input.current?.select();
  }, [first, attempt]);
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      <div className="door-field__line">
        <input
          {...rest}
          ref={input}
          id={id}
          className="field__input"
          data-first={first ? '' : undefined}
          type={secret && !shown ? 'password' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          required
          aria-invalid={invalid}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {secret ? (
          <Button kind="quiet" icon="eye" aria-pressed={shown} onClick={() => setShown((was) => !was)}>
            {text(shown ? 'door.hide' : 'door.show')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
