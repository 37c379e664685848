import { describe, expect, it } from '@jest/globals';
import type { Field } from '../template/map.ts';
import { differenceBetween, goldenOf } from './golden.ts';
import { decodePng, encodePng } from './golden-png.ts';
import type { Picture } from './paper.ts';

const white = (width: number, height: number): Picture => ({
  width,
  height,
  pixels: new Uint8Array(width * height).fill(255),
  resolution: 144,
});

/** A page of 72 dots an inch when it is shrunk, with black dots in a square. */
function page(x: number, y: number, side: number, grey = 0): Picture {
  const picture = white(202, 100);
  for (let dy = 0; dy < side * 2; dy++)
    for (let dx = 0; dx < side * 2; dx++) picture.pixels[(y * 2 + dy) * 202 + x * 2 + dx] = grey;
  return picture;
}

const name: Field = {
  kind: 'text',
  id: 'name',
  page: 0,
  box: { x: 10, y: 10, width: 30, height: 20 },
  value: 'a.b',
  size: { max: 10, min: 6 },
  align: 'left',
  lines: 1,
};

describe('golden pictures', () => {
  it('come back from their file as they were, at odd widths too', () => {
    const golden = goldenOf(page(3, 4, 5, 100));
    expect(golden).toMatchObject({ width: 101, height: 50, resolution: 72 });
    expect(decodePng(encodePng(golden))).toEqual(golden);
    expect(() => decodePng(new Uint8Array(40))).toThrow(/keep-golden/);
  });

  it('let the smoothing of edges through, and a speck', () => {
    const reviewed = goldenOf(page(12, 12, 5));
    expect(differenceBetween(reviewed, goldenOf(page(12, 12, 5, 30)), [name], 0)).toBeUndefined();
    expect(differenceBetween(goldenOf(white(202, 100)), goldenOf(page(1, 1, 2)), [name], 0)).toBeUndefined();
  });

  it('name the field in which a page differs, and say when it is in none', () => {
    const blank = goldenOf(white(202, 100));
    expect(differenceBetween(blank, goldenOf(page(12, 12, 5)), [name], 0)).toEqual({ dots: 25, fields: { name: 25 } });
    expect(differenceBetween(blank, goldenOf(page(12, 12, 5)), [name], 1)?.fields).toEqual({ 'no field': 25 });
    expect(differenceBetween(blank, goldenOf(page(60, 30, 4)), [name], 0)?.fields).toEqual({ 'no field': 16 });
    expect(differenceBetween(blank, goldenOf(white(200, 100)), [name], 0)?.dots).toBeGreaterThan(1000);
  });
});
