import { useRef, type KeyboardEvent } from 'react';
import { useText } from '@mado/ui';
import type { FieldPlaceView } from '../../contract/index.ts';

export interface PagePlacesProps {
  readonly places: readonly FieldPlaceView[];
  /** Labels of the common fields by key. */
  readonly labels: ReadonlyMap<string, string>;
  /** The field that is being typed into. */
  readonly active: string | null;
  readonly onGo: (field: string) => void;
}

/**
 * The places of the fields on a page, to be pressed: each leads to its field. The page is one stop for the Tab key; arrow keys go from
 * place to place.
 */
export function PagePlaces({ places, labels, active, onGo }: PagePlacesProps) {
  const text = useText();
  const element = useRef<HTMLDivElement>(null);
  const known = places.filter(({ keys }) => keys.some((key) => labels.has(key)));
  const first = Math.max(
    0,
    known.findIndex(({ keys }) => active !== null && keys.includes(active)),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const stops = [...(element.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops.at((at + step + stops.length) % stops.length)?.focus();
  };
  return (
    <div ref={element} className="places" onKeyDown={onKeyDown}>
      {known.map(({ keys, box }, index) => {
        const key = keys.find((each) => labels.has(each)) ?? '';
        const here = active !== null && keys.includes(active);
        return (
          <button
            key={index}
            type="button"
            className={here ? 'places__one places__one--here' : 'places__one'}
            data-place={key}
            tabIndex={index === first ? 0 : -1}
            aria-label={text('form.go', { field: labels.get(key) ?? '' })}
            title={labels.get(key)}
            style={{
              insetInlineStart: `${box.x * 100}%`,
              insetBlockStart: `${box.y * 100}%`,
              inlineSize: `${box.width * 100}%`,
              blockSize: `${box.height * 100}%`,
            }}
            onClick={() => onGo(key)}
          />
        );
      })}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
