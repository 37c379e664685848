import { openPdf } from './pdf-sheet.ts';
import { openPicture } from './picture-sheet.ts';
import type { Sheets } from './sheet.ts';

export type PageMime = 'image/jpeg' | 'image/png' | 'application/pdf';

/** Opens what lies in the tray as sheets; `clear`: a PDF without the white of its paper. Rejects with `UnreadablePageError`. */
export function openPage(bytes: Uint8Array<ArrayBuffer>, mime: PageMime, clear = false): Promise<Sheets> {
  return mime === 'application/pdf' ? openPdf(bytes, { clear }) : openPicture(bytes, mime);
}
