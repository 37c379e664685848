import { PDFArray, type PDFDocument, PDFName, PDFPage } from '@cantoo/pdf-lib';
import { sweep } from '../template/sweep.ts';
import type { Sheet } from '../template/sheets.ts';

/**
 * Brings a template's pages into the order of the sheets: one that is printed more often stands there again, sharing what it shows with
 * the first; one that is not printed goes, with everything that only it used.
 */
export function laySheets(document: PDFDocument, sheets: readonly Sheet[]): void {
  const pages = document.getPages();
  if (sheets.length === pages.length && sheets.every(({ page, copy }, index) => page === index && copy === 0)) return;
  const dropped = pages.map((_, page) => page).filter((page) => !sheets.some((sheet) => sheet.page === page));
  sheets.forEach(({ page, copy }, index) => {
    const source = pages[page];
    // Pages that go are still there, so every sheet stands as many places further on.
    const before = dropped.filter((gone) => gone < page).length;
    if (source && copy > 0) document.insertPage(index + before, again(document, source));
  });
  for (const page of dropped.reverse()) {
    const place = document.getPages().indexOf(pages[page] ?? document.getPage(0));
    document.removePage(place);
  }
  if (dropped.length > 0) sweep(document.context);
}

/** The same page once more: its own list of contents, so that what is printed on one is not on the other. */
function again(document: PDFDocument, page: PDFPage): PDFPage {
  page.node.normalize();
  const node = page.node.clone(document.context);
  const contents = node.Contents();
  node.delete(PDFName.of('Annots'));
  if (contents instanceof PDFArray) node.set(PDFName.of('Contents'), contents.clone(document.context));
  return PDFPage.of(node, document.context.register(node), document);
}
