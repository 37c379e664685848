import type { PDFPageProxy } from 'pdfjs-dist';

/** Words that a page prints, in points from its top left corner as shown. */
export interface PageText {
  readonly text: string;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** More than a page of a form prints; what is beyond is not read. */
const MOST_TEXTS = 6_000;
/** Of its size, how far a letter stands above the line. */
const ABOVE = 0.88;

/**
 * The words of a page with their places, as it draws them; none on a scan. Words that are turned are left out. Reading stops at
 * a bounded number of pieces, whatever else the page holds.
 */
export async function pageTexts(page: PDFPageProxy, signal?: AbortSignal): Promise<PageText[]> {
  const [a = 1, , , d = -1, e = 0, f = 0] = page.getViewport({ scale: 1, rotation: 0 }).transform;
  const reader = page
    .streamTextContent({ includeMarkedContent: false })
    .getReader() as ReadableStreamDefaultReader<Chunk>;
  const texts: PageText[] = [];
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop);
  try {
    while (texts.length < MOST_TEXTS && signal?.aborted !== true) {
      const { done, value } = await reader.read();
      if (done) break;
      for (const { str = '', transform = [], width = 0, height = 0 } of value.items) {
        const [across = 0, rise = 0, , , x = 0, y = 0] = transform;
        if (str.trim() === '' || across <= 0 || Math.abs(rise) > 0.01 * across || height <= 0) continue;
        const top = d * y + f - ABOVE * height;
        texts.push({ text: str, box: { x: a * x + e, y: top, width, height } });
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
  return texts.slice(0, MOST_TEXTS);
}

interface Chunk {
  readonly items: readonly {
    readonly str?: string;
    readonly transform?: readonly number[];
    readonly width?: number;
    readonly height?: number;
  }[];
}
