import { useEffect, useState } from 'react';
import { Icon, useText } from '@mado/ui';
import type { FormPaper } from '../state/call-view.ts';
import { SheetCanvas, type Sheet, useRoom } from '@mado/sheets';
import { useSheets } from '../papers/use-sheets.ts';
import { PagePlaces } from './page-places.tsx';

export interface FormPreviewProps {
  readonly paper: FormPaper;
  /** Labels of the common fields by key. */
  readonly labels: ReadonlyMap<string, string>;
  /** The field that is being typed into; its place on the page comes into view. */
  readonly active: string | null;
  /** What is left for the citizen's pen. */
  readonly byHand: readonly string[];
  readonly onGo: (field: string) => void;
}

/** The paper as it will come out of the printer. The last picture stays until the next one is complete. */
export function FormPreview({ paper, labels, active, byHand, onGo }: FormPreviewProps) {
  const text = useText();
  const [element, room] = useRoom<HTMLDivElement>();
  const { preview, places } = paper;
  const sheets = useLatestSheets(preview.pdf);
  const { title } = paper.template;

  useEffect(() => {
    if (active === null) return;
    element.current?.querySelector('.places__one--here')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, element, places, sheets.length]);

  return (
    <>
      <div
        ref={element}
        id="form-page"
        className="preview"
        tabIndex={0}
        role="tabpanel"
        aria-label={text('form.preview', { title })}
        aria-busy={preview.filling}
      >
        {room.width === 0
          ? null
          : sheets.map((sheet, index) => (
              <div key={index} className="preview__sheet">
                <SheetCanvas
                  sheet={sheet}
                  // As wide as the view, so that small print is readable; the rest is scrolled to.
                  room={{ width: room.width, height: Math.max(room.height, room.width * 2) }}
                  label={text('form.preview.page', { title, page: index + 1 })}
                />
                <PagePlaces
                  places={places.filter(({ page }) => page === index)}
                  labels={labels}
                  active={active}
                  onGo={onGo}
                />
              </div>
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
