import { type ReactNode, useId, useState } from 'react';

export interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** The hand has left: the next change is a step of its own. */
  readonly onLeave: () => void;
}

/**
 * Letters as they are typed, until the hand leaves or undo and the like change the setting behind them; null when the setting's own value
 * is to be shown.
 */
function useTyped(value: string): [letters: string | null, type: (letters: string) => void, leave: () => void] {
  const [typed, setTyped] = useState<{ readonly letters: string; readonly value: string | null } | null>(null);
  // The first drawing after a letter has what the setting became by it.
  if (typed?.value === null) setTyped({ ...typed, value });
  const isOwn = typed !== null && (typed.value === null || typed.value === value);
  return [isOwn ? typed.letters : null, (letters) => setTyped({ letters, value: null }), () => setTyped(null)];
}

/** A number that is taken over as soon as it can be one; what cannot stays as typed until the hand leaves. */
export function NumberInput({ label, value, min, max, step, onChange, onLeave }: NumberInputProps) {
  const [typed, type, leave] = useTyped(String(value));
  return (
    <label className="ed-field ed-field--number">
      <span>{label}</span>
      <input
        type="number"
        className="ed-input"
        value={typed ?? String(value)}
        min={min}
        max={max}
        step={step}
        onChange={(event) => {
          type(event.target.value);
          const number = event.target.valueAsNumber;
          if (Number.isFinite(number) && number >= min && number <= max) onChange(number);
        }}
        onBlur={() => {
          leave();
          onLeave();
        }}
      />
    </label>
  );
}

export interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly mayBeEmpty?: true;
  /** Whether the text can be taken over; one that cannot stays as typed, with the words of `wrong`. */
  readonly accepts?: (value: string) => boolean;
  readonly wrong?: string;
  readonly lang?: string;
  /** With every letter that leaves a good text. */
  readonly onChange?: (value: string) => void;
  /** Once, with the good text that stands there when the hand leaves or presses Enter. */
  readonly onDone?: (value: string) => void;
  readonly onLeave: () => void;
}

/** A text; one that may not be empty keeps what it was until letters come. */
export function TextInput(props: TextInputProps) {
  const { label, value, maxLength, mayBeEmpty = false, accepts, wrong, lang, onChange, onDone, onLeave } = props;
  const [typed, type, leave] = useTyped(value);
  const noteId = useId();
  const good = (next: string): boolean => (mayBeEmpty || next.trim() !== '') && (accepts?.(next) ?? true);
  const bad = typed !== null && !good(typed) && typed !== value;
  const done = (): void => {
    if (typed !== null && typed !== value && good(typed)) onDone?.(typed);
  };
  return (
    <label className="ed-field">
      <span>{label}</span>
      <input
        className="ed-input"
        lang={lang}
        autoComplete="off"
        maxLength={maxLength}
        value={typed ?? value}
        aria-invalid={bad}
        aria-describedby={bad && wrong !== undefined ? noteId : undefined}
        onChange={(event) => {
          type(event.target.value);
          if (good(event.target.value)) onChange?.(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) done();
        }}
        onBlur={() => {
          done();
          leave();
          onLeave();
        }}
      />
      {bad && wrong !== undefined ? (
        <span id={noteId} className="ed-wrong" role="status">
          {wrong}
        </span>
      ) : null}
    </label>
  );
}

export interface SelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, label: string])[];
  readonly onChange: (value: V) => void;
}

/** One of a few. */
export function Select<V extends string>({ label, value, options, onChange }: SelectProps<V>) {
  return (
    <label className="ed-field">
      <span>{label}</span>
      <select
        className="ed-input"
        value={value}
        onChange={(event) => {
          const chosen = options.find(([one]) => one === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Settings that belong together, under a small heading. */
export function Group({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="ed-group">
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}
