import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Sheet } from './sheet.ts';
import { fitted, type Turn } from './fitted.ts';

export interface SheetCanvasProps {
  readonly sheet: Sheet;
  /** CSS pixels that the whole sheet may take at zoom 1. */
  readonly room: { readonly width: number; readonly height: number };
  readonly zoom?: number;
  readonly turn?: Turn;
  /** Empty: decoration of a button that says the same. */
  readonly label: string;
  /** Drawn only while it is near the part of its list that is seen: a long document has pictures of a few sheets and not of all. */
  readonly lazy?: boolean;
  /** Stands there when the sheet cannot be drawn. */
  readonly instead?: ReactNode;
}

/** How far beyond the seen part of a list sheets are drawn already. */
const AHEAD = '600px 0px';
/** The longest that a sheet of a list waits for a moment in which nothing else is done, in milliseconds. */
const LATEST_MS = 500;

/** A sheet on the screen, drawn at the screen's own resolution so that small characters stay readable. */
export function SheetCanvas({ sheet, room, zoom = 1, turn = 0, label, lazy = false, instead }: SheetCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState<Sheet | null>(null);
  const near = useNear(canvas, lazy);
  const { scale, width, height } = fitted(sheet, room, turn, zoom);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || !near) return;
    const stop = new AbortController();
    const draw = () => {
      sheet.draw(element, scale * window.devicePixelRatio, turn, stop.signal).catch((error: unknown) => {
        // A newer size or sheet takes this drawing's place.
        if (error instanceof DOMException && error.name === 'AbortError') return;
        reportError(error);
        setFailed(sheet);
      });
    };
    // What is looked at goes before its list.
    const idle = lazy ? requestIdleCallback(draw, { timeout: LATEST_MS }) : null;
    if (idle === null) draw();
    return () => {
      if (idle !== null) cancelIdleCallback(idle);
      stop.abort();
    };
  }, [sheet, scale, turn, near, lazy]);
  const naming = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  if (failed === sheet) {
    return (
      <div className="sheet sheet--coming" style={{ width, height }}>
        {instead}
      </div>
    );
  }
  return <canvas ref={canvas} className="sheet" style={{ width, height }} {...naming} />;
}

/** Whether an element is near the seen part of the list that it scrolls in. Far away its picture is let go of. */
function useNear(canvas: RefObject<HTMLCanvasElement | null>, lazy: boolean): boolean {
  const [near, setNear] = useState(!lazy);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || !lazy) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        setNear(entry.isIntersecting);
        if (!entry.isIntersecting) element.width = 0;
      },
      { root: element.closest('.rail'), rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, lazy]);
  return near;
}
