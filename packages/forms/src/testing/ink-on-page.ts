import type { Box } from '../template/map.ts';
import type { Picture } from './paper.ts';

/** Where two pictures of a page differ: a byte a pixel, 1 for ink. */
export interface InkOnPage {
  readonly marks: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly resolution: number;
}

export function inkBetween(blank: Picture, filled: Picture): InkOnPage {
  const { width, height, resolution } = blank;
  if (filled.width !== width || filled.height !== height) throw new RangeError('pages of different sizes');
  const marks = new Uint8Array(width * height);
  for (let at = 0; at < marks.length; at++) if (blank.pixels[at] !== filled.pixels[at]) marks[at] = 1;
  return { marks, width, height, resolution };
}

/** Pixels of ink of which no part lies in any of the boxes; boxes are points. */
export function inkOutside(ink: InkOnPage, boxes: readonly Box[]): number {
  const rest = Uint8Array.from(ink.marks);
  for (const box of boxes) {
    const { left, top, right, bottom } = touched(box, ink);
    for (let y = top; y < bottom; y++) rest.fill(0, y * ink.width + left, y * ink.width + right);
  }
  return count(rest);
}

/** Pixels of ink in a box. */
export function inkInside(ink: InkOnPage, box: Box): number {
  const { left, top, right, bottom } = touched(box, ink);
  let sum = 0;
  for (let y = top; y < bottom; y++) sum += count(ink.marks.subarray(y * ink.width + left, y * ink.width + right));
  return sum;
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels that a box covers in whole or in part, those on the right and at the bottom not included. */
function touched({ x, y, width, height }: Box, ink: InkOnPage): Area {
  const scale = ink.resolution / 72;
  return {
    left: Math.max(0, Math.floor(x * scale)),
    top: Math.max(0, Math.floor(y * scale)),
    right: Math.min(ink.width, Math.ceil((x + width) * scale)),
    bottom: Math.min(ink.height, Math.ceil((y + height) * scale)),
  };
}

function count(marks: Uint8Array): number {
  let sum = 0;
  for (const mark of marks) sum += mark;
  return sum;
}
