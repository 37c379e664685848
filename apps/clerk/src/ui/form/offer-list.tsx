import type { KeyboardEvent } from 'react';
import { useText } from '@mado/ui';
import type { SuggestionView } from '../../contract/index.ts';

export interface OfferListProps {
  readonly id: string;
  readonly offers: readonly SuggestionView[];
  /** The one that Enter takes; null before an arrow was pressed. */
  readonly at: number | null;
  readonly onTake: (index: number) => void;
}

/** What a half-typed value may stand for, below its field: the list of a combo box (WAI-ARIA), which the focus never enters. */
export function OfferList({ id, offers, at, onTake }: OfferListProps) {
  const text = useText();
  return (
    <div className="finds">
      <ul id={id} role="listbox" aria-label={text('form.offer')} className="finds__list">
        {offers.map(({ label, detail }, index) => (
          <li
            key={`${label} ${detail}`}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === at}
            className="finds__one"
            // The focus stays in the field.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(index)}
          >
            <span>{label}</span>
            <span className="finds__detail">{detail}</span>
          </li>
        ))}
      </ul>
      <p className="finds__how">{text('form.offer.how')}</p>
    </div>
  );
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** What a key does in a combo box whose list stands open. Null: nothing, the key is the field's own. */
export function offerKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'> & { readonly composing: boolean },
  at: number | null,
  count: number,
): { readonly to: number } | 'take' | 'dismiss' | null {
  if (count === 0 || event.composing || event.altKey || event.ctrlKey || event.metaKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return { to: at === null ? 0 : (at + 1) % count };
    case 'ArrowUp':
      return { to: at === null ? count - 1 : (at + count - 1) % count };
    case 'Enter':
      return at === null ? null : 'take';
    case 'Escape':
      return 'dismiss';
    default:
      return null;
  }
}
