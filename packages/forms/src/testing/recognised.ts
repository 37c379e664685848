import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import type { PrintedText } from '../propose/letters.ts';
import { type LabelSheet, wordsOnSheet } from '../propose/label-sheet.ts';

/** Tesseract's engine number of its neural network. */
const LSTM_ONLY = 1;

/** The words of sheets as Tesseract reads them, set as the clerk's app sets it. */
export async function recognised(sheets: readonly LabelSheet[]): Promise<PrintedText[][]> {
  const file = createRequire(import.meta.url).resolve('@tesseract.js-data/jpn/4.0.0_best_int/jpn.traineddata.gz');
  const worker = await createWorker('jpn', LSTM_ONLY, { langPath: dirname(file), cacheMethod: 'none' });
  try {
    await worker.setParameters({ preserve_interword_spaces: '1', tessedit_pageseg_mode: PSM.SINGLE_BLOCK });
    const read: PrintedText[][] = [];
    for (const sheet of sheets) {
      const picture = Buffer.concat([Buffer.from(`P5\n${sheet.width} ${sheet.height}\n255\n`), sheet.grey]);
      const { data } = await worker.recognize(picture, {}, { text: false, blocks: true });
      const words = (data.blocks ?? [])
        .flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words)))
        .map(({ text, bbox }) => ({ text, box: bbox }));
      read.push(wordsOnSheet(sheet, words));
    }
    return read;
  } finally {
    await worker.terminate();
  }
}
