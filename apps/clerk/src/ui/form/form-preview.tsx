import { useState } from 'react';
import { Icon, useText } from '@mado/ui';
import type { Preview } from '../state/call-view.ts';
import { SheetCanvas } from '../papers/sheet-canvas.tsx';
import type { Sheet } from '../papers/sheet.ts';
import { useRoom } from '../papers/use-room.ts';
import { useSheets } from '../papers/use-sheets.ts';

export interface FormPreviewProps {
  readonly preview: Preview;
  readonly title: string;
  /** What is left for the citizen's pen. */
  readonly byHand: readonly string[];
}

/** The form as it will come out of the printer. The last picture stays until the next one is complete. */
export function FormPreview({ preview, title, byHand }: FormPreviewProps) {
  const text = useText();
  const [element, room] = useRoom<HTMLDivElement>();
  const sheets = useLatestSheets(preview.pdf);
  return (
    <>
      <div
        ref={element}
        className="preview"
        tabIndex={0}
        role="region"
        aria-label={text('form.preview')}
        aria-busy={preview.filling}
      >
        {room.width === 0
          ? null
          : sheets.map((sheet, index) => (
              <SheetCanvas
                key={index}
                sheet={sheet}
                // As wide as the view, so that small print is readable; the rest is scrolled to.
                room={{ width: room.width, height: Math.max(room.height, room.width * 2) }}
                label={text('form.preview.page', { title, page: index + 1 })}
              />
            ))}
        {sheets.length === 0 ? <div className="preview__shape" /> : null}
        {preview.failed ? (
          <p className="preview__failed" role="status">
            <Icon name="warning" />
            {text('form.preview.failed')}
          </p>
        ) : null}
      </div>
      {byHand.length === 0 ? null : (
        <p className="preview__by-hand">
          <Icon name="form" />
          {text('form.by-hand', { fields: byHand.join('、') })}
        </p>
      )}
    </>
  );
}

/** The sheets of the newest PDF that could be opened; those before it until then. */
function useLatestSheets(pdf: Uint8Array<ArrayBuffer> | null): readonly Sheet[] {
  const [shown, setShown] = useState<{ pdf: Uint8Array; sheets: readonly Sheet[] } | null>(null);
  const pages = pdf === null ? [] : [{ mime: 'application/pdf' as const, data: pdf, arrived: 1 }];
  const opened = useSheets(pages);
  const newest = pages[0] === undefined ? null : opened(pages[0]);
  if (pdf !== null && newest?.phase === 'open' && shown?.pdf !== pdf) setShown({ pdf, sheets: newest.sheets });
  return pdf === null ? [] : (shown?.sheets ?? []);
}
