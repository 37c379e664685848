import type { Box } from '../template/map.ts';

/** Length of a Bézier handle that makes a quarter of a circle of radius 1. */
const QUARTER = 0.5523;

/** What a ring keeps from the edge of its box, points: renderers round a stroke's edge up to the next quarter of a dot. */
const CLEAR = 0.15;

/** A number as PDF writes it, to a thousandth of a point. */
export function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Operators that draw a ring into a box of the PDF's space, y upwards; wider than high it has straight sides. `pen`: points. */
export function ringPath(box: Box, pen: number): string {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const a = (box.width - pen) / 2 - CLEAR;
  const b = (box.height - pen) / 2 - CLEAR;
  const r = Math.min(a, b);
  const h = r * (1 - QUARTER);
  const at = (dx: number, dy: number): string => `${number(x + dx)} ${number(y + dy)}`;
  const corner = (dx: number, dy: number, ex: number, ey: number, fx: number, fy: number): string =>
    `${at(dx, dy)} ${at(ex, ey)} ${at(fx, fy)} c`;
  return [
    `q ${number(pen)} w ${at(a, b - r)} m`,
    corner(a, b - h, a - h, b, a - r, b),
    `${at(r - a, b)} l`,
    corner(h - a, b, -a, b - h, -a, b - r),
    `${at(-a, r - b)} l`,
    corner(-a, h - b, h - a, -b, r - a, -b),
    `${at(a - r, -b)} l`,
    corner(a - h, -b, a, h - b, a, r - b),
    's Q',
  ].join(' ');
}
