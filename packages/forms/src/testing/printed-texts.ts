import { pageTexts, type PageText } from '@mado/sheets/page-texts';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The words of each page, read as the screens read them. */
export async function printedTexts(pdf: Uint8Array): Promise<PageText[][]> {
  const task = getDocument({ data: Uint8Array.from(pdf), useWasm: false, useSystemFonts: false, verbosity: 0 });
  try {
    const document = await task.promise;
    const texts: PageText[][] = [];
    for (let number = 1; number <= document.numPages; number += 1)
      texts.push(await pageTexts(await document.getPage(number)));
    return texts;
  } finally {
    await task.destroy();
  }
}
