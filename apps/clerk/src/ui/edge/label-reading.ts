import { type LabelSheet, wordsOnSheet } from '@mado/forms/map';
import type { ReadPage } from './form-reading.ts';
import type { Recognise } from './recogniser.ts';

/** A sheet takes a second or two; what takes this long together is no form. */
const LONGEST_MS = 90_000;

/**
 * Recognises the words in the boxes of a form's scanned pages, one page after the other. What was found of a page before stays as it is.
 * Rejects with the signal's reason, or a `TimeoutError`.
 */
export async function recognisedForm(
  read: readonly ReadPage[],
  recognise: Recognise,
  progress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<ReadPage[]> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  const scans = read.filter(({ sheet }) => sheet !== undefined).length;
  const named: ReadPage[] = [];
  let done = 0;
  for (const page of read) {
    const { sheet, ...rest } = page;
    if (sheet === undefined) {
      named.push(page);
      continue;
    }
    const picture = pictureOf(sheet);
    try {
      const lines = await recognise(picture, (fraction) => progress((done + fraction) / scans), until);
      const recognised = wordsOnSheet(
        sheet,
        lines.flatMap(({ words }) => words),
      );
      named.push({ ...rest, seen: { ...page.seen, recognised } });
    } finally {
      picture.width = 0;
    }
    done += 1;
  }
  return named;
}

function pictureOf({ width, height, grey }: LabelSheet): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const dots = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [index, value] of grey.entries()) dots.fill(value, index * 4, index * 4 + 3);
  canvas.getContext('2d')?.putImageData(new ImageData(dots, width, height), 0, 0);
  return canvas;
}
