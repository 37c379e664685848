import type { Size } from '../template/map.ts';
import type { Unit } from './units.ts';
import { Paragraph } from './wrap.ts';

/** Distance of baselines, in parts of the type size. */
export const LINE_PITCH = 1.2;
/** Smaller than this nobody reads on paper; the clerk is told and the value stays out. Points. */
const FLOOR = 4.5;
/** What stays clear above and below, because strokes of some characters reach the very edge of their square. Points. */
const CLEAR = 0.4;
/** Steps in which the size shrinks, in points. */
const STEP = 0.25;

/** How a text stands in its box. `small`: below the form's limit. */
export type Fit =
  | { readonly kind: 'fits' | 'small'; readonly size: number; readonly lines: readonly (readonly Unit[])[] }
  | { readonly kind: 'too-long' };

/**
 * Finds how text fits a box: on one line as large as it may be, shrunk to the limit; else on more lines where the field allows;
 * else below the limit, which is worth a note; else not at all. A word that has room on a line at an allowed size is never broken.
 *
 * @param width points
 * @param height points
 */
export function fitText(units: readonly Unit[], width: number, height: number, size: Size, maxLines: number): Fit {
  const text = new Paragraph(units);
  const longest = (width / size.min) * 1000;
  const largest = (lines: number, max: number, min: number): Setting | undefined => {
    // n lines are as high as n - 1 steps from baseline to baseline and one type size.
    const byHeight = (height - 2 * CLEAR) / ((lines - 1) * LINE_PITCH + 1);
    for (let points = Math.min(max, byHeight); points >= min; points = next(points, min)) {
      const found = text.lines((width / points) * 1000, lines, longest);
      if (found) return { size: points, lines: found };
    }
    return undefined;
  };
  for (let lines = 1; lines <= maxLines; lines++) {
    const found = largest(lines, size.max, size.min);
    if (found) return { kind: 'fits', ...found };
  }
  let best: Setting | undefined;
  for (let lines = 1; lines <= maxLines; lines++) {
    const found = largest(lines, size.min, Math.min(FLOOR, size.min));
    if (found && found.size > (best?.size ?? 0)) best = found;
  }
  return best ? { kind: 'small', ...best } : { kind: 'too-long' };
}

/** The next smaller size to try, ending with the smallest; 0 behind that. */
function next(points: number, min: number): number {
  return points > min ? Math.max(points - STEP, min) : 0;
}

interface Setting {
  readonly size: number;
  readonly lines: readonly (readonly Unit[])[];
}

/** Width of units in thousandths of the type size. */
export function widthOf(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.width, 0);
}
