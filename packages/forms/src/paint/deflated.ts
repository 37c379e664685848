import type { PDFContext, PDFStream } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';

/** A compressed stream of a document, packed by Node's own zlib: the library's is JavaScript and takes many times as long. */
export function deflated(
  context: PDFContext,
  content: Uint8Array | string,
  entries: Readonly<Record<string, number>> = {},
): PDFStream {
  return context.stream(deflateSync(content), { ...entries, Filter: 'FlateDecode' });
}
