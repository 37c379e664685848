import { describe, expect, it } from '@jest/globals';
import { type Raster, ruledPage } from './ruled-page.ts';

const SCALE = 200 / 72;

/** A white page with what `dark` says, in points from its top left corner, turned about its middle by `tilt`. */
function scan(dark: (x: number, y: number) => boolean, tilt = 0): Raster {
  const [width, height] = [700, 600];
  const grey = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [x - width / 2, y - height / 2];
      const [left, top] = [across + down * tilt + width / 2, down - across * tilt + height / 2];
      if (dark(left / SCALE, top / SCALE)) grey[y * width + x] = 20;
    }
  return { width, height, grey, scale: SCALE };
}

const onLine = (at: number, line: number): boolean => Math.abs(at - line) < 0.5;
/** Two boxes side by side, the left one shaded by dots and with a sign in it. */
const form = (x: number, y: number): boolean => {
  if (x < 30 || x > 220 || y < 40 || y > 80) return false;
  const ruled = [30, 90, 219.5].some((line) => onLine(x, line)) || [40.5, 79.5].some((line) => onLine(y, line));
  const shade = x < 90 && Math.floor(x * SCALE) % 3 === 0 && Math.floor(y * SCALE) % 2 === 0;
  return ruled || shade || (x > 40 && x < 50 && onLine(y, 60));
};

describe('the picture of a page', () => {
  it.each([
    ['straight', 0],
    ['a little to the right', 0.006],
    ['to the left', -0.012],
  ])('shows the boxes of its lines where they stand, lying %s', (_, tilt) => {
    const { cells, ink } = ruledPage(scan(form, tilt));
    expect(cells).toHaveLength(2);
    const [left, right] = cells;
    // The middle of the page is at 126 and 108 points; the lines' turn moves the boxes with it.
    const shift = (x: number) => (x - 126) * tilt;
    expect(left?.x).toBeCloseTo(30 + (108 - 60) * tilt, 0);
    expect(left?.y).toBeCloseTo(40.5 + shift(60), 0);
    expect(right?.y).toBeCloseTo(40.5 + shift(155), 0);
    expect([left?.width, left?.height, right?.width].map((size) => Math.round((size ?? 0) / 5))).toEqual([12, 8, 26]);
    // Something stands in the shaded box, nothing in the other.
    expect(ink.map(({ box }) => Math.round(box.x / 10))).toEqual([3]);
  });

  it('shows rows of cells', () => {
    const row = (x: number, y: number): boolean =>
      y > 40 && y < 54 && x > 29 && x < 115 && ((x - 30) % 12 < 0.6 || onLine(y, 40.5) || onLine(y, 53.5));
    expect(ruledPage(scan(row)).combs).toMatchObject([{ cells: 7 }]);
  });

  it('has no lines where there are letters, shades and black areas only', () => {
    const noise = (x: number, y: number): boolean =>
      (x < 60 && y < 60) || (x > 100 && Math.floor(x * SCALE) % 2 === 0 && Math.floor(y * SCALE) % 2 === 0);
    expect(ruledPage(scan(noise))).toMatchObject({ lines: [], cells: [] });
    expect(ruledPage({ width: 0, height: 0, grey: new Uint8Array(), scale: 1 })).toMatchObject({ lines: [] });
  });
});
