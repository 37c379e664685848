import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import { constants, inflateSync } from 'node:zlib';

/** More than any picture of a page unpacks to: A4 at 300 dpi in colour is 26 MB. */
const MAX_STREAM = 64 * 1024 * 1024;
const MAX_UNPACKED = 256 * 1024 * 1024;
/** A stream may be packed several times over, each time a thousandfold. */
const MAX_LAYERS = 4;

/** Kinds of action (ISO 32000-2, 12.6.4) that run, fetch, send or play something; a link or a jump to a page does not. */
const ACTIVE_KINDS = ['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'Rendition', 'Movie'];
/** Keys that hold code, files or a second form in another language. */
const ACTIVE_KEYS = ['JS', 'JavaScript', 'XFA', 'EmbeddedFiles', 'RichMediaContent'];

/**
 * Whether the packed parts of a PDF unpack to more than a form can have. Looks at the bytes, before any reader unpacks them, and
 * takes for packed what begins like it (RFC 1950), whatever name the file gives it.
 */
export function unpacksTooFar(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let unpacked = 0;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    const size = unpackedSize(bytes.subarray(afterLineEnd(bytes, at + 6)));
    unpacked += size;
    if (size > MAX_STREAM || unpacked > MAX_UNPACKED) return true;
  }
  return false;
}

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

function afterLineEnd(bytes: Buffer, at: number): number {
  const next = bytes[at] === 0x0d ? at + 1 : at;
  return bytes[next] === 0x0a ? next + 1 : next;
}

/** Bytes that a packed part comes to, all its layers together; 0 when it is not packed, more than the limit when it goes beyond. */
function unpackedSize(part: Buffer): number {
  let size = 0;
  let inner = part;
  for (let layer = 0; looksPacked(inner); layer++) {
    if (layer === MAX_LAYERS) return MAX_STREAM + 1;
    try {
      // A part that is cut off counts as far as it goes, as lenient readers take it.
      inner = inflateSync(inner, { maxOutputLength: MAX_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      return isTooLarge(error) ? MAX_STREAM + 1 : size;
    }
    size += inner.byteLength;
  }
  return size;
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function looksPacked(part: Buffer): boolean {
  return part.byteLength > 2 && ((part[0] ?? 0) & 0x0f) === 8 && part.readUInt16BE(0) % 31 === 0;
}
