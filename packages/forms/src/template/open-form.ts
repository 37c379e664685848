import type { PDFDocument } from '@cantoo/pdf-lib';
import { openPdf, PdfRefusal } from '@mado/inspection/pdf';
import { TemplateError } from './template-error.ts';

/** More pages than any council's form has; a longer file is a mistake or an attack. */
const MAX_PAGES = 20;
const MAX_PDF_BYTES = 10 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/**
 * Opens a council's PDF, refusing what cannot be printed on. `name`: what an error calls it.
 * @throws TemplateError
 */
export async function openForm(pdf: Uint8Array, name: string): Promise<PDFDocument> {
  if (pdf.byteLength > MAX_PDF_BYTES) throw new TemplateError('pdf-too-long', `${name}: ${pdf.byteLength} bytes`);
  try {
    return await openPdf(pdf, { maxPages: MAX_PAGES, maxUnpackedBytes: MAX_UNPACKED_BYTES });
  } catch (error) {
    if (error instanceof PdfRefusal) throw new TemplateError(error.problem, `${name}: ${error.message}`);
    throw error;
  }
}
