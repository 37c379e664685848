import { useEffect, useState } from 'react';
import { openPage, type PageMime, type Sheet } from '@mado/sheets';

/** One page of a document as the screen needs it. `data` is null while its bytes are on their way. */
export interface PaperPage {
  readonly mime: PageMime;
  readonly data: Uint8Array<ArrayBuffer> | null;
  /** Share of its bytes that have arrived, 0 to 1. */
  readonly arrived: number;
  /** `data` is a small picture; the page itself is on its way. */
  readonly small?: boolean;
  /** Without the white of the paper, to be laid over another page. */
  readonly clear?: boolean;
  /** What came is not what was announced. */
  readonly damaged?: boolean;
  /** It is not shown because it might do harm. */
  readonly withheld?: boolean;
}

export type OpenedPage =
  | { readonly phase: 'arriving'; readonly arrived: number }
  | { readonly phase: 'opening' }
  | { readonly phase: 'open'; readonly sheets: readonly Sheet[] }
  | { readonly phase: 'unreadable' | 'withheld' };

interface Held {
  wanted: boolean;
  release: () => void;
}

/** Opens pages as their bytes arrive, each once, and lets go of those that left the list, also of one that was still being opened. */
export function useSheets(pages: readonly PaperPage[]): (page: PaperPage) => OpenedPage {
  const [opened, setOpened] = useState<ReadonlyMap<Uint8Array, OpenedPage>>(new Map());
  const [held] = useState(() => new Map<Uint8Array, Held>());

  useEffect(() => {
    for (const page of pages) {
      const { data } = page;
      if (data === null || held.has(data)) continue;
      const hold: Held = { wanted: true, release: () => undefined };
      held.set(data, hold);
      // What is held no more is forgotten with the next page that opens.
      const put = (state: OpenedPage) =>
        setOpened((before) => new Map([...before].filter(([known]) => held.has(known))).set(data, state));
      openPage(data, page.mime, page.clear).then(
        (sheets) => {
          if (!hold.wanted) {
            sheets.release();
            return;
          }
          hold.release = () => sheets.release();
          put({ phase: 'open', sheets: sheets.sheets });
        },
        () => {
          if (hold.wanted) put({ phase: 'unreadable' });
        },
      );
    }
    for (const [data, hold] of held) {
      if (pages.some((page) => page.data === data)) continue;
      letGo(hold);
      held.delete(data);
    }
  }, [pages, held]);

  useEffect(
    () => () => {
      for (const hold of held.values()) letGo(hold);
      held.clear();
    },
    [held],
  );

  return (page) => {
    if (page.withheld === true) return { phase: 'withheld' };
    if (page.damaged === true) return { phase: 'unreadable' };
    if (page.data === null) return { phase: 'arriving', arrived: page.arrived };
    return opened.get(page.data) ?? { phase: 'opening' };
  };
}

function letGo(hold: Held): void {
  hold.wanted = false;
  hold.release();
}
