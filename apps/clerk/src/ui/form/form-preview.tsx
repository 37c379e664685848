import { useEffect, useState } from 'react';
import { Icon, useText } from '@mado/ui';
import type { FormPaper, Preview } from '../state/call-view.ts';
import { kept, layered, SheetCanvas, type Sheet, useRoom } from '@mado/sheets';
import { type OpenedPage, useSheets } from '../papers/use-sheets.ts';
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
  const { preview } = paper;
  const { title, kind } = paper.template;
  const drawn = kind === 'drawn';
  // Where something stands on a paper without a template depends on what is typed.
  const { places } = drawn ? preview : paper;
  const sheets = useLatestSheets(preview, paper.blank, drawn);
  const noSteps = paper.notes.some(({ code }) => code === 'no-steps');

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
                  // A continuation sheet may be there several times, and pages without rows are not: places are those of the form's pages.
                  places={places.filter(({ page }) => page === (preview.sheets[index] ?? index))}
                  labels={labels}
                  active={active}
                  onGo={onGo}
                />
              </div>
            ))}
        {sheets.length === 0 ? <div className="preview__shape" /> : null}
        {noSteps ? (
          <p className="preview__empty" role="status">
            <Icon name="info" />
            {text('drawn.no-steps')}
          </p>
        ) : null}
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

/**
 * The empty form with what was filled in last, as soon as both could be opened; what there was before until then.
 * @param whole there is no form beneath: what was filled in is the whole paper
 */
function useLatestSheets(preview: Preview, blank: Uint8Array<ArrayBuffer> | null, whole: boolean): readonly Sheet[] {
  const { pdf } = preview;
  const [shown, setShown] = useState<{ pdf: Uint8Array; sheets: readonly Sheet[] } | null>(null);
  const mime = 'application/pdf' as const;
  const form = blank === null ? null : { mime, data: blank, arrived: 1 };
  const values = pdf === null ? null : { mime, data: pdf, arrived: 1, clear: !whole };
  const opened = useSheets([form, values].filter((page) => page !== null));
  const below = sheetsOf(form === null ? null : opened(form));
  const above = sheetsOf(values === null ? null : opened(values));
  const [ground, setGround] = useState<{ below: readonly Sheet[]; pages: readonly Sheet[] } | null>(null);
  if (below !== null && ground?.below !== below) setGround({ below, pages: below.map(kept) });
  const pages = whole ? NO_FORM : ground?.below === below ? ground.pages : null;
  if (pdf !== null && pages !== null && above !== null && shown?.pdf !== pdf) {
    const sheets = above.map((sheet, index) => {
      const page = pages[preview.sheets[index] ?? index];
      return page === undefined ? sheet : layered(page, sheet);
    });
    setShown({ pdf, sheets });
  }
  return pdf === null ? [] : (shown?.sheets ?? []);
}

const NO_FORM: readonly Sheet[] = [];

function sheetsOf(page: OpenedPage | null): readonly Sheet[] | null {
  return page?.phase === 'open' ? page.sheets : null;
}
