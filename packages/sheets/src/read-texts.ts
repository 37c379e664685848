import { openDocument } from './pdf-document.ts';
import { pageTexts, type PageText } from './page-texts.ts';

/**
 * The words of a PDF's first pages with their places, by page. What is not read until `signal` ends is left out.
 * Rejects with `UnreadablePageError`.
 */
export async function readTexts(bytes: Uint8Array, pages: number, signal: AbortSignal): Promise<PageText[][]> {
  const { pdf, release } = await openDocument(bytes.slice());
  try {
    const texts: PageText[][] = [];
    for (let number = 1; number <= Math.min(pages, pdf.numPages) && !signal.aborted; number += 1)
      texts.push(await pageTexts(await pdf.getPage(number), signal));
    return texts;
  } finally {
    release();
  }
}
