import { describe, expect, it } from '@jest/globals';
import type { Box } from '../template/map.ts';
import { labelSheet, wordsOnSheet } from './label-sheet.ts';
import { type Raster, ruledPage } from './ruled-page.ts';

const SCALE = 200 / 72;
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const isIn = ({ x, y, width, height }: Box, across: number, down: number): boolean =>
  across >= x && across < x + width && down >= y && down < y + height;

/** A page with ruled boxes and black blocks for signs, and with shade in the first box. */
function scan(boxes: readonly Box[], signs: readonly Box[]): Raster {
  const [width, height] = [700, 600];
  const grey = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [x / SCALE, y / SCALE];
      const ruled = boxes.some((one) => {
        const outer = box(one.x - 0.5, one.y - 0.5, one.width + 1, one.height + 1);
        const inner = box(one.x + 0.5, one.y + 0.5, one.width - 1, one.height - 1);
        return isIn(outer, across, down) && !isIn(inner, across, down);
      });
      const shade = boxes[0] !== undefined && isIn(boxes[0], across, down) && x % 4 === 0 && y % 4 === 0;
      if (ruled || shade || signs.some((sign) => isIn(sign, across, down))) grey[y * width + x] = 10;
    }
  return { width, height, grey, scale: SCALE };
}

const sheetOf = (raster: Raster) => labelSheet(raster, ruledPage(raster));
/** The dark runs of the sheet's dots on the way through the middle of a line. */
function runsThrough({ width, grey }: { width: number; grey: Uint8Array }, y: number): number[] {
  const runs: number[] = [];
  for (let x = 1; x < width; x += 1) if (grey[y * width + x] === 0 && grey[y * width + x - 1] !== 0) runs.push(x);
  return runs;
}

describe('the sheet of a scanned form', () => {
  const label = box(30, 40, 80, 30);
  const value = box(110, 40, 100, 30);

  it('has words that are spread over a shaded box close together, and nothing else of it', () => {
    const sheet = sheetOf(scan([label, value], [box(35, 50, 8, 8), box(90, 50, 8, 8)]));
    expect(sheet.lines).toHaveLength(1);
    const [line] = sheet.lines;
    expect(Math.round(line?.box.x ?? 0)).toBe(30);
    const starts = runsThrough(sheet, Math.round(((line?.top ?? 0) + (line?.bottom ?? 0)) / 2));
    expect(starts).toHaveLength(2);
    // Eight points of a sign and a quarter of them for the gap, instead of 55.
    expect(((starts[1] ?? 0) - (starts[0] ?? 0)) / SCALE).toBeCloseTo(10, 0);
    const ink = sheet.grey.filter((dot) => dot === 0).length / SCALE / SCALE;
    expect(ink).toBeGreaterThan(110);
    expect(ink).toBeLessThan(150);
  });

  it('has words that are set downwards as a line', () => {
    const strip = box(30, 40, 20, 100);
    const sheet = sheetOf(
      scan(
        [strip, box(50, 40, 100, 100)],
        [0, 1, 2].map((at) => box(36, 50 + at * 15, 9, 9)),
      ),
    );
    expect(sheet.lines).toHaveLength(1);
    const [line] = sheet.lines;
    expect(runsThrough(sheet, Math.round(((line?.top ?? 0) + (line?.bottom ?? 0)) / 2))).toHaveLength(3);
  });

  it('gives what is read on its lines back to their boxes, from the left and the top', () => {
    const sheet = sheetOf(scan([label, value], [box(35, 45, 8, 8), box(35, 58, 8, 8)]));
    const word = (text: string, line: number, x0: number) => {
      const { top = 0, bottom = 0 } = sheet.lines[line] ?? {};
      return { text, box: { x0, x1: x0 + 20, y0: top + 14, y1: bottom - 14 } };
    };
    const read = wordsOnSheet(sheet, [word('続柄', 1, 60), word('と の', 1, 24), word('死亡者', 0, 24)]);
    expect(read.map(({ text }) => text)).toEqual(['死亡者との続柄']);
    expect(wordsOnSheet(sheet, [word('=-', 0, 24)])).toEqual([]);
  });

  it('is empty for an empty page', () => {
    const sheet = labelSheet(scan([], []), { lines: [], cells: [], combs: [], ink: [] });
    expect(sheet.lines).toEqual([]);
    expect(sheet.grey.every((dot) => dot === 255)).toBe(true);
  });
});
