/** A straight line along an axis, in points from the top left corner of the page as shown; `x1 <= x2`, `y1 <= y2`. */
export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}
