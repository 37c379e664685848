import { useState, type InputHTMLAttributes } from 'react';
import { useText } from '@mado/ui';
import { dateWords, readDate } from './typed-date.ts';

export interface DateInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'type'> {
  /** `YYYY-MM-DD`, or what was typed when it is no date. */
  readonly value: string;
  readonly onType: (value: string) => void;
}

/**
 * A date as clerks say and type it. While the focus is here the typed text stands as it is; after that it stands in the era's words, so that
 * the clerk can read it back to the citizen.
 */
export function DateInput({ value, onType, onFocus, onBlur, maxLength, ...rest }: DateInputProps) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      {...rest}
      type="text"
      autoComplete="off"
      placeholder={text('form.date.how')}
      // The limit of the value counts `YYYY-MM-DD`; era's words are longer.
      maxLength={Math.max(maxLength ?? 0, 20)}
      value={typed ?? dateWords(value)}
      onFocus={(event) => {
        setTyped(dateWords(value).replace(/（.*）$/, ''));
        onFocus?.(event);
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onType(readDate(event.target.value) ?? event.target.value);
      }}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
