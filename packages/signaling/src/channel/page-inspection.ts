import type { z } from 'zod';
import type { PageType } from './content.ts';

/** Pixels of a picture that are decoded anywhere: A4 at 600 dpi has 35 million, and each takes four bytes while it is drawn. */
export const MAX_PIXELS = 40_000_000;

/** Why a page is not opened, whatever it is called. */
export type PageProblem = 'wrong-type' | 'too-many-pixels';

export type InspectPage = (mime: z.infer<typeof PageType>, data: Uint8Array) => PageProblem | null;

const JPEG_START = [0xff, 0xd8, 0xff];
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PDF_START = [0x25, 0x50, 0x44, 0x46, 0x2d];
/** Readers take a PDF whose mark comes this late (ISO 32000-1, annex H, note 13 to 3.4.1). */
const PDF_START_WITHIN = 1024;

/** What bytes are by their first ones, never by a name; null when they are none of what the tray takes. */
export function pageTypeOf(data: Uint8Array): z.infer<typeof PageType> | null {
  if (startsWith(data, JPEG_START)) return 'image/jpeg';
  if (startsWith(data, PNG_START)) return 'image/png';
  for (let at = 0; at < PDF_START_WITHIN && at < data.byteLength; at++) {
    if (startsWith(data, PDF_START, at)) return 'application/pdf';
  }
  return null;
}

/** Whether a page is what it is said to be and can be drawn without harm; null when it is. Reads a picture's head and decodes nothing. */
export const inspectPage: InspectPage = (mime, data) => {
  if (pageTypeOf(data) !== mime) return 'wrong-type';
  if (mime === 'application/pdf') return null;
  const size = mime === 'image/png' ? pngSize(data) : jpegSize(data);
  if (size === null) return 'wrong-type';
  return size.width * size.height > MAX_PIXELS ? 'too-many-pixels' : null;
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the IHDR chunk, which must be the first (PNG specification, 11.2.1). */
function pngSize(data: Uint8Array): Size | null {
  if (data.byteLength < 24) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** From the first frame header, SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, B.1.1.3). */
function jpegSize(data: Uint8Array): Size | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 2;
  while (at + 9 <= data.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function startsWith(data: Uint8Array, start: readonly number[], at = 0): boolean {
  return start.every((byte, index) => data[at + index] === byte);
}
