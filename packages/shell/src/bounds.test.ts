import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bounds, placeWindow, SMALLEST, WindowState } from './bounds.ts';

const left = { x: 0, y: 40, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 2560, height: 1440 };
const size = { width: 1440, height: 900 };

describe('a window', () => {
  it('opens in the middle of the first screen when it was nowhere', () => {
    expect(placeWindow(undefined, size, [left, right])).toEqual({ x: 240, y: 110, ...size });
  });

  it('opens where it was', () => {
    const was = { x: 2000, y: 100, width: 1200, height: 800 };
    expect(placeWindow(was, size, [left, right])).toEqual(was);
  });

  it('comes back to the first screen when its own is gone', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 1200, height: 800 }, size, [left])).toEqual({
      x: 240,
      y: 110,
      ...size,
    });
  });

  it('lies whole on one screen, whatever was kept', () => {
    const coordinate = fc.integer({ min: -5000, max: 5000 });
    const length = fc.integer({ min: 1, max: 9000 });
    const bounds = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
    const large = fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.integer({ min: SMALLEST.width, max: 4000 }),
      height: fc.integer({ min: SMALLEST.height, max: 3000 }),
    });
    const inside = (a: Bounds, b: Bounds) =>
      a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
    fc.assert(
      fc.property(bounds, fc.array(large, { minLength: 1, maxLength: 3 }), (wanted, screens) => {
        const placed = placeWindow(wanted, size, screens);
        expect(screens.some((screen) => inside(placed, screen))).toBe(true);
        expect(WindowState.safeParse({ bounds: placed, maximized: false }).success).toBe(true);
      }),
    );
  });
});
