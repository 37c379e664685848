import type { RecognisedLineView } from '../../contract/index.ts';

/** Recognises the letters of a picture. Rejects with the signal's reason when it is called off. */
export type Recognise = (
  picture: HTMLCanvasElement,
  progress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<RecognisedLineView[]>;

/**
 * Where the page's own copies lie (`vite.config.mjs` puts them there): the worker, its WebAssembly and what it knows of Japanese letters. Nothing is
 * fetched from anywhere else.
 */
const FOLDER = 'recognition';
const own = (file: string) => new URL(`${FOLDER}/${file}`, document.baseURI).href;

/**
 * Recognition on this PC by Tesseract, in a worker that lives for one page: when it is through or called off its memory goes, and the letters
 * with it. No cache: neither page nor letters touch the disk.
 */
export const recognise: Recognise = (picture, progress, signal) => read(picture, 'page', progress, signal);

/** The same for a picture that is one block of lines below each other: it is not taken apart first. */
export const recogniseLines: Recognise = (picture, progress, signal) => read(picture, 'lines', progress, signal);

async function read(
  picture: HTMLCanvasElement,
  as: 'page' | 'lines',
  progress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<RecognisedLineView[]> {
  const { createWorker, PSM } = await import('tesseract.js');
  signal.throwIfAborted();
  const starting = createWorker('jpn', LSTM_ONLY, {
    workerPath: own('worker.min.js'),
    workerBlobURL: false,
    corePath: own('tesseract-core.wasm.js'),
    langPath: own('.'),
    cacheMethod: 'none',
    logger: ({ status, progress: fraction }) => {
      if (status === 'recognizing text') progress(fraction);
    },
    // The promise that is waited for says it as well.
    errorHandler: () => undefined,
  });
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
  });
  try {
    const worker = await Promise.race([starting, stopped]);
    // Gaps between words part the boxes of a form; without them a row would be one word.
    await worker.setParameters({
      preserve_interword_spaces: '1',
      ...(as === 'lines' ? { tessedit_pageseg_mode: PSM.SINGLE_BLOCK } : {}),
    });
    const { data } = await Promise.race([worker.recognize(picture, {}, { text: false, blocks: true }), stopped]);
    const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
    return lines.map(({ words }) => ({
      words: words
        .slice(0, MAX_WORDS)
        .map(({ text, confidence, bbox }) => ({ text: text.slice(0, MAX_WORD), confidence, box: boxOf(bbox) })),
    }));
  } finally {
    starting.then(
      (worker) => worker.terminate(),
      () => undefined,
    );
  }
}

/** Tesseract's engine number of its neural network. */
const LSTM_ONLY = 1;
const MAX_WORDS = 300;
const MAX_WORD = 200;

function boxOf({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }) {
  return { x0, y0, x1, y1 };
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('called off');
}
