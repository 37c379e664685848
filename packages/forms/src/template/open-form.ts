import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import { activePart, unpacksTooFar } from './hostile.ts';
import { TemplateError } from './template-error.ts';

/** More pages than any council's form has; a longer file is a mistake or an attack. */
const MAX_PAGES = 20;
const MAX_PDF_BYTES = 10 * 1024 * 1024;

/**
 * Opens a council's PDF, refusing what cannot be printed on. `name`: what an error calls it.
 * @throws TemplateError
 */
export async function openForm(pdf: Uint8Array, name: string): Promise<PDFDocument> {
  if (pdf.byteLength > MAX_PDF_BYTES) throw new TemplateError('pdf-too-long', `${name}: ${pdf.byteLength} bytes`);
  if (unpacksTooFar(pdf)) throw new TemplateError('pdf-bomb', name);
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (cause) {
    // A locked file with compressed objects fails before the library finds out why.
    const locked = cause instanceof EncryptedPDFError || Buffer.from(pdf).includes('/Encrypt');
    if (locked) throw new TemplateError('pdf-encrypted', name);
    throw new TemplateError('pdf-unreadable', `${name}: ${cause instanceof Error ? cause.message : 'no PDF'}`);
  }
  if (document.isEncrypted) throw new TemplateError('pdf-encrypted', name);
  const count = pageCount(document, name);
  if (count < 1) throw new TemplateError('pdf-unreadable', `${name}: no page`);
  if (count > MAX_PAGES) throw new TemplateError('pdf-too-long', `${name}: ${count} pages, at most ${MAX_PAGES}`);
  const active = activePart(document);
  if (active !== undefined) throw new TemplateError('pdf-active', `${name}: ${active}`);
  return document;
}

/** The library opens a file without a catalogue and stumbles over it only when asked for pages. */
function pageCount(document: PDFDocument, name: string): number {
  try {
    return document.getPageCount();
  } catch (cause) {
    throw new TemplateError('pdf-unreadable', `${name}: ${cause instanceof Error ? cause.message : 'no pages'}`);
  }
}
