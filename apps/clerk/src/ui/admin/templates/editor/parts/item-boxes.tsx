import { classNames, useText } from '@mado/ui';
import type { Box } from '@mado/forms/map';
import { frameOf, type Item, partsOf } from '../model/item.ts';
import type { Names } from '../names.ts';
import { itemWords, nameWords, partWords } from '../words.ts';
import { HANDLES } from './gesture.ts';

export interface ItemBoxesProps {
  readonly items: readonly Item[];
  readonly selected: readonly string[];
  readonly part: string | null;
  readonly names: Names;
  readonly scale: number;
  readonly onFocus: (id: string, part: string | null) => void;
}

/** Where a box stands on the page's picture. */
export function placeStyle({ x, y, width, height }: Box, scale: number) {
  return {
    insetInlineStart: x * scale,
    insetBlockStart: y * scale,
    inlineSize: width * scale,
    blockSize: height * scale,
  };
}

/** The fields over the page, each a stop for the Tab key; the boxes of a chosen one are stops of their own. */
export function ItemBoxes({ items, selected, part, names, scale, onFocus }: ItemBoxesProps) {
  const text = useText();
  return items.map((item) => {
    const isSelected = selected.includes(item.id);
    const alone = isSelected && selected.length === 1;
    const parts = partsOf(item);
    const frame = frameOf(item);
    const name = names.of(item);
    const marks = names.marksOf(item);
    const held = alone && part !== null ? parts.find((one) => one.name === part)?.box : undefined;
    return (
      <div key={item.id} className="ed-item">
        <button
          type="button"
          className={classNames(
            'ed-box',
            `ed-box--${item.kind}`,
            isSelected && 'ed-box--selected',
            !name.bound && item.kind !== 'page-number' && 'ed-box--unbound',
          )}
          data-item={item.id}
          aria-pressed={isSelected}
          aria-label={itemWords(text, item, name)}
          style={placeStyle(frame, scale)}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) onFocus(item.id, null);
          }}
          // A press without a pointer: by voice, or by a screen reader.
          onClick={(event) => {
            if (event.detail === 0) onFocus(item.id, null);
          }}
        >
          <span className="ed-box__name" aria-hidden="true">
            {name.name}
          </span>
        </button>
        {parts.length < 2
          ? null
          : parts.map(({ name: one, box }) =>
              alone ? (
                <button
                  key={one}
                  type="button"
                  className={classNames('ed-part', one === part && 'ed-part--selected')}
                  data-item={item.id}
                  data-part={one}
                  aria-pressed={one === part}
                  aria-label={text('editor.part', { part: partWords(text, one, marks), name: nameWords(text, name) })}
                  style={placeStyle(box, scale)}
                  onFocus={(event) => {
                    if (event.currentTarget.matches(':focus-visible')) onFocus(item.id, one);
                  }}
                />
              ) : (
                <span key={one} className="ed-part ed-part--quiet" style={placeStyle(box, scale)} />
              ),
            )}
        {alone
          ? HANDLES.map((handle) => (
              <span
                key={handle}
                className={`ed-handle ed-handle--${handle}`}
                data-item={item.id}
                data-part={part ?? ''}
                data-handle={handle}
                style={handleStyle(held ?? frame, handle, scale)}
              />
            ))
          : null}
      </div>
    );
  });
}

function handleStyle({ x, y, width, height }: Box, handle: string, scale: number) {
  const across = handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5;
  const down = handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5;
  return { insetInlineStart: (x + width * across) * scale, insetBlockStart: (y + height * down) * scale };
}
