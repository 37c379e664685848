import type { PDFPageProxy } from 'pdfjs-dist';
import { pageTexts, type PageText } from './page-texts.ts';
import { openDocument } from './pdf-document.ts';

/** A page as a picture, row by row, a byte a dot: 0 black, 255 white. */
export interface PageRaster {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  /** Dots a point. */
  readonly scale: number;
}

/** A PDF that is read, not shown. Pages count from 0. */
export interface Reading {
  /** Its words with their places; none when the signal ends before. */
  texts(page: number, signal: AbortSignal): Promise<PageText[]>;
  /** The page drawn; rejects with the signal's reason when that ends before. */
  raster(page: number, signal: AbortSignal): Promise<PageRaster>;
  release(): void;
}

/** 200 dots an inch, as offices scan; large pages get fewer. */
const FINEST = 200 / 72;
const MOST_DOTS = 8_000_000;

/** Opens a PDF for reading what stands on it. Rejects with `UnreadablePageError`. */
export async function openForReading(bytes: Uint8Array): Promise<Reading> {
  const { pdf, release } = await openDocument(bytes.slice());
  return {
    release,
    texts: async (page, signal) => pageTexts(await pdf.getPage(page + 1), signal),
    raster: async (page, signal) => drawn(await pdf.getPage(page + 1), signal),
  };
}

async function drawn(page: PDFPageProxy, signal: AbortSignal): Promise<PageRaster> {
  signal.throwIfAborted();
  const natural = page.getViewport({ scale: 1, rotation: 0 });
  const scale = Math.min(FINEST, Math.sqrt(MOST_DOTS / (natural.width * natural.height)));
  const viewport = page.getViewport({ scale, rotation: 0 });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  const rendering = page.render({ canvas, viewport });
  const stop = () => rendering.cancel();
  signal.addEventListener('abort', stop);
  try {
    await rendering.promise;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const { width, height } = canvas;
  const dots = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const grey = new Uint8Array(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    const at = index * 4;
    grey[index] = ((dots[at] ?? 255) * 3 + (dots[at + 1] ?? 255) * 6 + (dots[at + 2] ?? 255)) / 10;
  }
  // Frees the picture at once instead of at some later collection.
  canvas.width = 0;
  page.cleanup();
  return { width, height, grey, scale };
}
