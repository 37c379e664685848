import { Icon, useText } from '@mado/ui';
import type { CommonFieldView } from '../../contract/index.ts';
import type { Source } from './draft.ts';
import { inWords, type FoundValue } from './finding.ts';
import { dateWords } from './typed-date.ts';

export interface FoundValuesProps {
  readonly field: CommonFieldView;
  readonly found: readonly FoundValue[];
  readonly onTake: (value: FoundValue) => void;
}

/** What papers, cards and bookings say about a field: a press takes it over. */
export function FoundValues({ field, found, onTake }: FoundValuesProps) {
  const text = useText();
  if (found.length === 0) return null;
  return (
    <ul className="found">
      {found.map((value) => {
        const words = inWords(field, value.text, dateWords);
        const origin = originWords(text, value.origin);
        const sure = value.confidence === null ? null : text('reading.sure', { percent: Math.round(value.confidence) });
        return (
          <li key={`${value.finding} ${value.text}`}>
            <button
              type="button"
              className="found__one"
              data-certain={value.certain}
              aria-label={text('reading.take', {
                field: field.label,
                value: words,
                from: [origin, sure, value.certain ? null : text('reading.check')]
                  .filter((part) => part !== null)
                  .join(' '),
              })}
              onClick={() => onTake(value)}
            >
              <Icon name={value.certain ? 'check' : 'warning'} />
              <span className="found__text">{words}</span>
              <span className="found__from">
                {origin}
                {sure === null ? null : ` ${sure}`}
                {value.certain ? null : <strong className="found__check">{text('reading.check')}</strong>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The mark of where a value came from. */
export function originWords(text: ReturnType<typeof useText>, origin: Source): string {
  if (origin === 'earlier-form') return text('form.earlier');
  return origin === 'sitting' ? text('drawn.known') : text(`reading.origin.${origin}`);
}
