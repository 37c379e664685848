import { describe, expect, it } from '@jest/globals';
import { cellAt, cellTowards, freeCells, insideOf, insetOf, snapEdges, snapMoved, stopsOf } from './snap.ts';

const cell = { x: 100, y: 100, width: 200, height: 30 };
const stops = stopsOf({
  lines: [
    { x1: 50, y1: 200, x2: 500, y2: 200 },
    { x1: 400, y1: 90, x2: 400, y2: 140 },
  ],
  cells: [cell],
});
const near = { within: 4, inset: { x: 0, y: 0 } };

describe('snapping', () => {
  it('moves a box to the nearest line along each axis and says which lines', () => {
    const { box, guides } = snapMoved({ x: 103, y: 98, width: 50, height: 10 }, stops, near);
    expect(box).toEqual({ x: 100, y: 100, width: 50, height: 10 });
    expect(guides).toEqual({ xs: [100], ys: [100] });
  });

  it('takes the far edge when that one is nearer', () => {
    const { box } = snapMoved({ x: 351, y: 110, width: 50, height: 10 }, stops, near);
    expect(box.x).toBe(350);
  });

  it('leaves a box where it is when no line is near, or only one that does not reach it', () => {
    const far = { x: 200, y: 250, width: 20, height: 20 };
    expect(snapMoved(far, stops, near)).toEqual({ box: far, guides: { xs: [], ys: [] } });
    expect(snapMoved({ x: 398, y: 300, width: 50, height: 10 }, stops, near).box.x).toBe(398);
  });

  it('lets only the dragged edges jump', () => {
    const { box } = snapEdges({ x: 103, y: 103, width: 195, height: 25 }, { right: true, bottom: true }, stops, near);
    expect(box).toEqual({ x: 103, y: 103, width: 197, height: 27 });
  });

  it('keeps text a little inside of the lines', () => {
    const { box } = snapMoved({ x: 101, y: 99, width: 50, height: 10 }, stops, { within: 4, inset: insetOf('text') });
    expect(box).toMatchObject({ x: 103, y: 101 });
    expect(insideOf(cell, insetOf('text'))).toEqual({ x: 103, y: 101, width: 194, height: 28 });
    expect(insideOf(cell, insetOf('comb'))).toEqual(cell);
  });
});

describe("the form's boxes", () => {
  const cells = [cell, { x: 300, y: 100, width: 100, height: 30 }, { x: 100, y: 130, width: 300, height: 30 }];

  it('are found under a point, the smallest first', () => {
    expect(cellAt([{ x: 0, y: 0, width: 600, height: 800 }, ...cells], { x: 150, y: 110 })).toEqual(cell);
    expect(cellAt(cells, { x: 10, y: 10 })).toBeNull();
  });

  it('are reached by the arrow keys', () => {
    expect(cellTowards(cells, cell, 'right')).toEqual(cells[1]);
    expect(cellTowards(cells, cell, 'down')).toEqual(cells[2]);
    expect(cellTowards(cells, cell, 'left')).toBeNull();
  });

  it('are free as long as no field stands in them', () => {
    expect(freeCells(cells, [{ x: 110, y: 104, width: 50, height: 10 }])).toEqual([cells[1], cells[2]]);
  });
});
