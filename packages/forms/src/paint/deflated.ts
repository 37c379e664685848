import type { PDFContext, PDFStream } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';

/** Makes a stream of a document. */
export type Stream = (
  context: PDFContext,
  content: Uint8Array | string,
  entries?: Readonly<Record<string, number>>,
) => PDFStream;

/** A compressed stream of a document, packed by Node's own zlib: the library's is JavaScript and takes many times as long. */
export const deflated: Stream = (context, content, entries = {}) =>
  context.stream(deflateSync(content), { ...entries, Filter: 'FlateDecode' });

/** A stream as it is, for a document that is read at once and then forgotten: packing and unpacking take longer than the rest of it. */
export const unpacked: Stream = (context, content, entries = {}) => context.stream(content, { ...entries });
