import type { PDFPageProxy } from 'pdfjs-dist';
import { openDocument } from './pdf-document.ts';
import { UnreadablePageError, type Sheet, type Sheets } from './sheet.ts';

/**
 * Opens a PDF as sheets, all of them; a sheet holds no picture of itself, so many cost little. `clear`: without the white of the paper, to be
 * laid over something else.
 */
export async function openPdf(bytes: Uint8Array, { clear = false } = {}): Promise<Sheets> {
  // pdf.js hands the buffer to its worker; the tray keeps its own.
  const { pdf, release } = await openDocument(bytes.slice());
  const life = new AbortController();
  try {
    const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((number) => pdf.getPage(number)));
    return {
      sheets: pages.map((page) => pdfSheet(page, clear, life.signal)),
      release() {
        life.abort();
        release();
      },
    };
  } catch (cause) {
    release();
    throw new UnreadablePageError('not a readable PDF', { cause });
  }
}

/** `life` ends when the document is let go of: a drawing that is under way then ends too, as an aborted one. */
function pdfSheet(page: PDFPageProxy, clear: boolean, life: AbortSignal): Sheet {
  const natural = page.getViewport({ scale: 1 });
  return {
    width: natural.width,
    height: natural.height,
    async draw(canvas, scale, turn, wanted) {
      const signal = AbortSignal.any([wanted, life]);
      signal.throwIfAborted();
      const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });
      const behind = document.createElement('canvas');
      behind.width = Math.max(1, Math.round(viewport.width));
      behind.height = Math.max(1, Math.round(viewport.height));
      // A context of our own, since that of pdf.js has no see-through pixels.
      const canvasContext = behind.getContext('2d', { alpha: clear });
      if (canvasContext === null) throw new UnreadablePageError('no canvas');
      const background = clear ? 'rgba(0, 0, 0, 0)' : '#ffffff';
      // For the screen pdf.js waits for the display's next frame before it draws, here behind a picture that stays until this one is complete. What
      // is laid over something else has no notes or layers, in which the two purposes differ.
      const intent = clear ? 'print' : 'display';
      const rendering = page.render({ canvas: null, canvasContext, viewport, background, intent });
      const stop = () => rendering.cancel();
      signal.addEventListener('abort', stop);
      try {
        await rendering.promise;
      } catch (error) {
        // pdf.js has words of its own for a drawing that was called off.
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
      signal.throwIfAborted();
      canvas.width = behind.width;
      canvas.height = behind.height;
      canvas.getContext('2d', { alpha: clear })?.drawImage(behind, 0, 0);
      // Frees the picture at once instead of at some later collection, and what pdf.js keeps for drawing it again.
      behind.width = 0;
      page.cleanup();
    },
  };
}
