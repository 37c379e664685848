import { UnreadablePageError } from './sheet.ts';
import { openDocument } from './pdf-document.ts';

/** A file as pictures of its pages, each drawn when it is asked for. */
export interface PagePictures {
  readonly count: number;
  /** A page (from 0) as a JPEG. Rejects with `UnreadablePageError`, or the signal's reason. */
  draw(page: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  release(): void;
}
export type OpenPictures = (
  kind: 'image/jpeg' | 'image/png' | 'application/pdf',
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<PagePictures>;

const DOTS_PER_INCH = 200;
/** A4 at 300 dpi; what has more is drawn smaller. */
const MAX_DRAWN_PIXELS = 9_000_000;
const QUALITY = 0.85;

/**
 * Opens a file of this PC as pictures, in the browser's own sandboxed decoders. Only what a page looks like leaves this PC: no script, no hidden
 * text, no place where a photograph was taken. Takes the bytes over. Rejects with `UnreadablePageError`.
 */
export const openPictures: OpenPictures = (kind, bytes) =>
  kind === 'application/pdf' ? pdfPictures(bytes) : onePicture(kind, bytes);

async function pdfPictures(bytes: Uint8Array<ArrayBuffer>): Promise<PagePictures> {
  const { pdf, release } = await openDocument(bytes);
  return {
    count: pdf.numPages,
    async draw(number, signal) {
      signal.throwIfAborted();
      const page = await pdf.getPage(number + 1).catch(unreadable);
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: drawnScale(natural, DOTS_PER_INCH / 72) });
      const canvas = canvasOf(viewport);
      const rendering = page.render({ canvas, viewport });
      const stop = () => rendering.cancel();
      signal.addEventListener('abort', stop);
      try {
        await rendering.promise.catch((error: unknown) => {
          // pdf.js has words of its own for a drawing that was called off.
          signal.throwIfAborted();
          return unreadable(error);
        });
        return await jpegOf(canvas);
      } finally {
        signal.removeEventListener('abort', stop);
        page.cleanup();
      }
    },
    release,
  };
}

async function onePicture(kind: 'image/jpeg' | 'image/png', bytes: Uint8Array<ArrayBuffer>): Promise<PagePictures> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: kind })).catch(unreadable);
  return {
    count: 1,
    draw() {
      const scale = drawnScale(bitmap, 1);
      const canvas = canvasOf({ width: bitmap.width * scale, height: bitmap.height * scale });
      const brush = canvas.getContext('2d', { alpha: false });
      if (brush !== null) {
        // A picture without a ground of its own lies on paper.
        brush.fillStyle = '#ffffff';
        brush.fillRect(0, 0, canvas.width, canvas.height);
        brush.imageSmoothingQuality = 'high';
        brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      }
      return jpegOf(canvas);
    },
    release: () => bitmap.close(),
  };
}

function drawnScale({ width, height }: { width: number; height: number }, wanted: number): number {
  return Math.min(wanted, Math.sqrt(MAX_DRAWN_PIXELS / Math.max(1, width * height)));
}

function canvasOf({ width, height }: { width: number; height: number }): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

/** Takes the picture off a canvas and lets go of the canvas's memory. */
async function jpegOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  canvas.width = 0;
  if (blob === null) throw new UnreadablePageError('the canvas gave no picture');
  return new Uint8Array(await blob.arrayBuffer());
}

function unreadable(cause: unknown): never {
  throw new UnreadablePageError('a page cannot be drawn', { cause });
}
