import type { Annotation, PageAnnotation, PagePoint } from '@mado/signaling';
import type { Turn } from '@mado/sheets';

/** Narrowest and lowest a marker may be, as shares of the page: a hair is nothing that anybody sees. */
const LEAST = { width: 0.03, height: 0.015 };
/** How near to a check one may press to mean it, as a share of the page. */
const REACH = 0.04;

/** Where a place of the page is on the screen when the page is turned. Shares of the page, and of the turned page. */
export function turned({ x, y }: PagePoint, turn: Turn): PagePoint {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: 1 - y, y: x };
    case 180:
      return { x: 1 - x, y: 1 - y };
    case 270:
      return { x: y, y: 1 - x };
  }
}

/** The place of the page that is seen at a place of the turned page. */
export function turnedBack(place: PagePoint, turn: Turn): PagePoint {
  return turned(place, BACK[turn]);
}

const BACK = { 0: 0, 90: 270, 180: 180, 270: 90 } as const satisfies Record<Turn, Turn>;

/** An annotation as it is on the screen when the page is turned; a check stays upright. */
export function turnedAnnotation(annotation: Annotation, turn: Turn): Annotation {
  if (annotation.kind === 'check') return { kind: 'check', ...turned(annotation, turn) };
  const { x, y, width, height } = annotation;
  return spanned(turned({ x, y }, turn), turned({ x: x + width, y: y + height }, turn));
}

/** The marker between two places that were pressed or drawn, never too small to be seen and never beyond the page's edge. */
export function markerBetween(from: PagePoint, to: PagePoint): Annotation {
  const { x, y, width, height } = spanned(from, to);
  const [wide, high] = [Math.max(width, LEAST.width), Math.max(height, LEAST.height)];
  const within = (start: number, size: number, least: number) =>
    Math.max(0, Math.min(1 - Math.max(size, least), size < least ? start - (least - size) / 2 : start));
  return {
    kind: 'marker',
    x: within(x, width, LEAST.width),
    y: within(y, height, LEAST.height),
    width: wide,
    height: high,
  };
}

function spanned(from: PagePoint, to: PagePoint) {
  return {
    kind: 'marker' as const,
    x: clamped(Math.min(from.x, to.x)),
    y: clamped(Math.min(from.y, to.y)),
    width: clamped(Math.abs(to.x - from.x)),
    height: clamped(Math.abs(to.y - from.y)),
  };
}

/** The annotation that is meant by a press: the nearest check within reach, else the marker that lies uppermost there. */
export function annotationAt(annotations: readonly PageAnnotation[], place: PagePoint): PageAnnotation | null {
  const far = ({ annotation }: PageAnnotation) => Math.hypot(annotation.x - place.x, annotation.y - place.y);
  const [near] = annotations
    .filter((one) => one.annotation.kind === 'check' && far(one) <= REACH)
    .toSorted((a, b) => far(a) - far(b));
  return near ?? annotations.findLast(({ annotation }) => covers(annotation, place)) ?? null;
}

function covers(annotation: Annotation, { x, y }: PagePoint): boolean {
  if (annotation.kind === 'check') return false;
  const over = (at: number, start: number, size: number) => at >= start - REACH / 4 && at <= start + size + REACH / 4;
  return over(x, annotation.x, annotation.width) && over(y, annotation.y, annotation.height);
}

/** The place one step further, kept on the page. */
export function stepped({ x, y }: PagePoint, key: string, fine: boolean): PagePoint | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const by = fine ? 0.004 : 0.02;
  return { x: clamped(x + step[0] * by), y: clamped(y + step[1] * by) };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A share of the page for a place on the screen. */
export function placeIn(box: { left: number; top: number; width: number; height: number }, x: number, y: number) {
  return { x: clamped((x - box.left) / box.width), y: clamped((y - box.top) / box.height) };
}

function clamped(share: number): number {
  return Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0));
}
