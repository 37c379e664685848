import type { PDFDocument } from '@cantoo/pdf-lib';

type SaveOptions = Parameters<PDFDocument['save']>[0];

/** The document's bytes, not copied once more: a host that fills all day would collect every form twice. */
export async function saved(document: PDFDocument, options: SaveOptions): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await document.save(options);
  return isPlain(bytes) ? bytes : new Uint8Array(bytes);
}

/** Not shared between threads. */
function isPlain(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
