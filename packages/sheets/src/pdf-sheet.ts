import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { UnreadablePageError, type Sheet, type Sheets } from './sheet.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** One thread for all documents: a form is opened anew with every pause in typing, and a thread takes longer to start than a page to read. */
let thread: PDFWorker | null = null;

/** More sheets than this are not opened at once: a form has a few, and each holds memory. */
const MAX_SHEETS = 50;

/**
 * Opens a PDF for drawing. Fonts are the document's own; nothing is fetched, no script runs and no WebAssembly is needed, so that a
 * strict content security policy holds.
 */
export async function openPdf(bytes: Uint8Array): Promise<Sheets> {
  // pdf.js hands the buffer to its worker; the tray keeps its own.
  thread ??= new PDFWorker();
  const task = getDocument({
    worker: thread,
    data: bytes.slice(),
    useWasm: false,
    useSystemFonts: false,
    enableXfa: false,
    isOffscreenCanvasSupported: true,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const numbers = Array.from({ length: Math.min(pdf.numPages, MAX_SHEETS) }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((number) => pdf.getPage(number)));
    const life = new AbortController();
    return {
      sheets: pages.map((page) => pdfSheet(page, life.signal)),
      release() {
        life.abort();
        void task.destroy();
      },
    };
  } catch (cause) {
    void task.destroy();
    throw new UnreadablePageError('not a readable PDF', { cause });
  }
}

/** `life` ends when the document is let go of: a drawing that is under way then ends too, as an aborted one. */
function pdfSheet(page: PDFPageProxy, life: AbortSignal): Sheet {
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
      const rendering = page.render({ canvas: behind, viewport });
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
      canvas.getContext('2d', { alpha: false })?.drawImage(behind, 0, 0);
      // Frees the picture at once instead of at some later collection.
      behind.width = 0;
    },
  };
}
