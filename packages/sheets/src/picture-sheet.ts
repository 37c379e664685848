import { pictureSize } from '@mado/inspection';
import { UnreadablePageError, type Sheet, type Sheets } from './sheet.ts';
import type { Turn } from './fitted.ts';

/**
 * Opens a scanned page. Only the compressed bytes are kept and each drawing decodes them again (some 30 ms for A4 at 200 dpi), because fifty
 * decoded pages would take most of a gigabyte. The picture never gets a URL, so nothing of it stays behind.
 */
export function openPicture(bytes: Uint8Array<ArrayBuffer>, mime: 'image/jpeg' | 'image/png'): Promise<Sheets> {
  // Its head says how large it is: 200 pages are not decoded to know their shape.
  const size = pictureSize(mime, bytes);
  if (size === null) return Promise.reject(new UnreadablePageError('not a picture'));
  const blob = new Blob([bytes], { type: mime });
  const sheet: Sheet = {
    ...size,
    async draw(canvas, scale, turn, signal) {
      signal.throwIfAborted();
      const width = Math.max(1, Math.round(size.width * scale));
      const height = Math.max(1, Math.round(size.height * scale));
      const bitmap = await createImageBitmap(blob, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
      try {
        signal.throwIfAborted();
        drawTurned(canvas, bitmap, turn);
      } finally {
        bitmap.close();
      }
    },
  };
  return Promise.resolve({ sheets: [sheet], release: () => undefined });
}

function drawTurned(canvas: HTMLCanvasElement, bitmap: ImageBitmap, turn: Turn): void {
  const upright = turn === 0 || turn === 180;
  canvas.width = upright ? bitmap.width : bitmap.height;
  canvas.height = upright ? bitmap.height : bitmap.width;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
}
