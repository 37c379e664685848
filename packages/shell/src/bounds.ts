import { z } from 'zod';

/** A rectangle on the desktop, in device-independent pixels. */
export const Bounds = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type Bounds = z.infer<typeof Bounds>;

/** What is kept of a window between two runs. */
export const WindowState = z.strictObject({ bounds: Bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

export const SMALLEST = { width: 1024, height: 700 } as const;

/**
 * Where a window opens: where it was, moved and shrunk so that all of it is on the screen that it lies on most; on the first screen, centred,
 * when it was nowhere that is still there. `screens` are the work areas, the first one the primary.
 */
export function placeWindow(
  wanted: Bounds | undefined,
  size: { width: number; height: number },
  screens: readonly Bounds[],
): Bounds {
  const primary = screens[0] ?? { x: 0, y: 0, ...SMALLEST };
  const best = wanted && screens.reduce((a, b) => (overlap(wanted, b) > overlap(wanted, a) ? b : a), primary);
  if (!wanted || !best || overlap(wanted, best) === 0) {
    const width = Math.min(size.width, primary.width);
    const height = Math.min(size.height, primary.height);
    return {
      x: Math.round(primary.x + (primary.width - width) / 2),
      y: Math.round(primary.y + (primary.height - height) / 2),
      width,
      height,
    };
  }
  const width = Math.min(Math.max(wanted.width, SMALLEST.width), best.width);
  const height = Math.min(Math.max(wanted.height, SMALLEST.height), best.height);
  return {
    x: clamp(wanted.x, best.x, best.x + best.width - width),
    y: clamp(wanted.y, best.y, best.y + best.height - height),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
