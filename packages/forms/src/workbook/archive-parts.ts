import { inflateRawSync } from 'node:zlib';
import { WorkbookError } from './workbook-error.ts';

/** Larger than any form that an office keeps in Excel. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 1000;
const MAX_PART = 32 * 1024 * 1024;
const MAX_UNPACKED = 64 * 1024 * 1024;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** First bytes of the container in which a locked workbook is kept (MS-CFB). */
const LOCKED = 0xd0cf11e0;

/**
 * Unpacks every part of a workbook's ZIP (APPNOTE 6.3) within limits, before any other reader sees the file. What a part says of its size
 * is not believed.
 * @param name what an error calls the file
 * @throws WorkbookError
 */
export function archiveParts(file: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> {
  if (file.byteLength > MAX_BYTES) throw new WorkbookError('xlsx-too-long', `${name}: ${file.byteLength} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength >= 4 && view.getUint32(0) === LOCKED) throw new WorkbookError('xlsx-encrypted', name);
  try {
    return unpacked(file, view, name);
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    throw new WorkbookError('xlsx-unreadable', `${name}: ${error instanceof Error ? error.message : 'no archive'}`);
  }
}

function unpacked(file: Uint8Array, view: DataView, name: string): ReadonlyMap<string, Uint8Array> {
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_PARTS) throw new WorkbookError('xlsx-bomb', `${name}: ${count} parts`);
  const parts = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== ENTRY) throw new RangeError('no entry');
    const [named, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const part = Buffer.from(file.subarray(at + 46, at + 46 + (named ?? 0))).toString('utf8');
    // Locked parts, and two of one name of which readers take different ones.
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new WorkbookError('xlsx-encrypted', name);
    if (parts.has(part)) throw new RangeError(`${part} stands twice`);
    const bytes = dataOf(file, view, at, name);
    total += bytes.byteLength;
    if (total > MAX_UNPACKED) throw new WorkbookError('xlsx-bomb', name);
    parts.set(part, bytes);
    at += 46 + (named ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** Where the list of parts ends: the last record in the file, behind which only a comment may stand. */
function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === END) return at;
  throw new RangeError('no list of parts');
}

function dataOf(file: Uint8Array, view: DataView, entry: number, name: string): Uint8Array {
  const method = view.getUint16(entry + 10, true);
  const packed = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  if (view.getUint32(local, true) !== LOCAL) throw new RangeError('no part');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const bytes = file.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method !== 8) throw new RangeError(`packed by method ${method}`);
  try {
    return inflateRawSync(bytes, { maxOutputLength: MAX_PART });
  } catch (error) {
    const large =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (large) throw new WorkbookError('xlsx-bomb', name);
    throw error;
  }
}
