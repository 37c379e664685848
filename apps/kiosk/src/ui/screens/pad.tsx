import { Icon } from '@mado/ui';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

export interface PadProps {
  /** Id of the words that say what is pressed here. */
  readonly labelledBy: string;
  readonly disabled?: boolean;
  /** On the key that takes the last digit back. */
  readonly eraseWords: string;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
}

/** Ten large keys in the order of a telephone's, and one that takes a digit back: no keyboard is needed. */
export function Pad({ labelledBy, disabled = false, eraseWords, onDigit, onErase }: PadProps) {
  return (
    <div className="pad" role="group" aria-labelledby={labelledBy}>
      {DIGITS.map((digit) => (
        <button
          key={digit}
          type="button"
          className={digit === '0' ? 'pad__key pad__key--zero' : 'pad__key'}
          disabled={disabled}
          onClick={() => onDigit(digit)}
        >
          {digit}
        </button>
      ))}
      <button type="button" className="pad__key pad__key--erase" disabled={disabled} onClick={onErase}>
        <Icon name="undo" />
        {eraseWords}
      </button>
    </div>
  );
}
