/** What the tray takes: pictures and PDFs. */
export const PAGE_KINDS = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

const JPEG_START = [0xff, 0xd8, 0xff];
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PDF_START = [0x25, 0x50, 0x44, 0x46, 0x2d];
/** Readers take a PDF whose mark comes this late (ISO 32000-1, annex H, note 13 to 3.4.1). */
const PDF_START_WITHIN = 1024;
/** How much of a file's beginning tells its kind, in bytes. */
export const HEAD_BYTES = PDF_START_WITHIN + PDF_START.length;

/** What bytes are by their first ones, never by a name; null when they are none of what the tray takes. */
export function kindOf(data: Uint8Array): PageKind | null {
  if (startsWith(data, JPEG_START)) return 'image/jpeg';
  if (startsWith(data, PNG_START)) return 'image/png';
  for (let at = 0; at < PDF_START_WITHIN && at < data.byteLength; at++) {
    if (startsWith(data, PDF_START, at)) return 'application/pdf';
  }
  return null;
}

function startsWith(data: Uint8Array, start: readonly number[], at = 0): boolean {
  return start.every((byte, index) => data[at + index] === byte);
}
