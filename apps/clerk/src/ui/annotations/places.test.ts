import { describe, expect, it } from '@jest/globals';
import { AnnotationId, Annotation, type PageAnnotation } from '@mado/signaling';
import fc from 'fast-check';
import { annotationAt, markerBetween, placeIn, stepped, turned, turnedAnnotation, turnedBack } from './places.ts';

const place = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const turn = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);
const on = (annotation: Annotation): PageAnnotation => ({
  id: AnnotationId.parse(crypto.randomUUID()),
  annotation,
});

describe('places on a page', () => {
  it('go with the page when it is turned, and back', () => {
    expect(turned({ x: 0.1, y: 0.2 }, 90)).toEqual({ x: 0.8, y: 0.1 });
    fc.assert(
      fc.property(place, turn, (at, how) => {
        const back = turnedBack(turned(at, how), how);
        expect(back.x).toBeCloseTo(at.x);
        expect(back.y).toBeCloseTo(at.y);
      }),
    );
  });

  it('make a marker that the other end takes, large enough to be seen, wherever somebody draws', () => {
    fc.assert(
      fc.property(place, place, turn, (from, to, how) => {
        const marker = Annotation.parse(markerBetween(from, to));
        if (marker.kind !== 'marker') throw new Error('no marker');
        expect(marker.width).toBeGreaterThanOrEqual(0.03);
        expect(marker.height).toBeGreaterThanOrEqual(0.015);
        expect(marker.x + marker.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(marker.y + marker.height).toBeLessThanOrEqual(1 + 1e-9);
        expect(Annotation.safeParse(turnedAnnotation(marker, how)).success).toBe(true);
      }),
    );
  });

  it('mean the annotation that is pressed: a check before the marker beneath it, and nothing on bare paper', () => {
    const under = on({ kind: 'marker', x: 0.2, y: 0.2, width: 0.4, height: 0.1 });
    const over = on({ kind: 'marker', x: 0.4, y: 0.2, width: 0.4, height: 0.1 });
    const check = on({ kind: 'check', x: 0.3, y: 0.25 });
    const all = [check, under, over];
    expect(annotationAt(all, { x: 0.31, y: 0.26 })).toBe(check);
    expect(annotationAt(all, { x: 0.5, y: 0.25 })).toBe(over);
    expect(annotationAt(all, { x: 0.22, y: 0.22 })).toBe(under);
    expect(annotationAt(all, { x: 0.9, y: 0.9 })).toBeNull();
  });

  it('are moved by arrows and stay on the page', () => {
    expect(stepped({ x: 0.99, y: 0 }, 'ArrowRight', false)).toEqual({ x: 1, y: 0 });
    expect(stepped({ x: 0, y: 0 }, 'ArrowUp', true)).toEqual({ x: 0, y: 0 });
    expect(stepped({ x: 0, y: 0 }, 'a', false)).toBeNull();
    expect(placeIn({ left: 100, top: 0, width: 200, height: 400 }, 150, 500)).toEqual({ x: 0.25, y: 1 });
  });
});
