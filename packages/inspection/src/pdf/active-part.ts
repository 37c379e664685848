import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib';

/** Kinds of action (ISO 32000-2, 12.6.4) that run, fetch, send or play something; a link or a jump to a page does not. */
const ACTIVE_KINDS = ['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition', 'Movie'];
/** Keys that hold code, files or a second form in another language. */
const ACTIVE_KEYS = ['JS', 'JavaScript', 'XFA', 'EmbeddedFiles', 'RichMediaContent'];

/** What in a document would do something by itself: the name of the first such part, or nothing. */
export function activePart(document: PDFDocument): string | undefined {
  const open: PDFObject[] = document.context.enumerateIndirectObjects().map(([, object]) => object);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (object instanceof PDFArray) open.push(...object.asArray());
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    const kind = document.context.lookup(dict.get(PDFName.of('S')));
    const found =
      ACTIVE_KEYS.find((key) => dict.has(PDFName.of(key))) ?? ACTIVE_KINDS.find((name) => kind === PDFName.of(name));
    if (found !== undefined) return found;
    open.push(...dict.values());
  }
  return undefined;
}
