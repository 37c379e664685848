import { MAX_PIXELS } from '@mado/inspection';
import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { UnreadablePageError } from './sheet.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** One thread for all documents: a form is opened anew with every pause in typing, and a thread takes longer to start than a page to read. */
let thread: PDFWorker | null = null;

/**
 * Opens a PDF for drawing; takes the bytes over. Fonts are the document's own; nothing is fetched, no script runs and no WebAssembly is needed,
 * so that a strict content security policy holds. Rejects with `UnreadablePageError`.
 */
export async function openDocument(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ pdf: PDFDocumentProxy; release: () => void }> {
  thread ??= new PDFWorker();
  const task = getDocument({
    worker: thread,
    data: bytes,
    useWasm: false,
    useSystemFonts: false,
    enableXfa: false,
    isOffscreenCanvasSupported: true,
    // A picture within that would take hundreds of megabytes stays blank.
    maxImageSize: MAX_PIXELS,
    verbosity: 0,
  });
  const release = () => void task.destroy();
  try {
    return { pdf: await task.promise, release };
  } catch (cause) {
    release();
    throw new UnreadablePageError('not a readable PDF', { cause });
  }
}
