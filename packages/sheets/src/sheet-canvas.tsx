import { useEffect, useRef } from 'react';
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
}

/** A sheet on the screen, drawn at the screen's own resolution so that small characters stay readable. */
export function SheetCanvas({ sheet, room, zoom = 1, turn = 0, label }: SheetCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = fitted(sheet, room, turn, zoom);
  const { scale, width, height } = size;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const stop = new AbortController();
    sheet.draw(element, scale * window.devicePixelRatio, turn, stop.signal).catch((error: unknown) => {
      // A newer size or sheet takes this drawing's place.
      if (!(error instanceof DOMException && error.name === 'AbortError')) reportError(error);
    });
    return () => stop.abort();
  }, [sheet, scale, turn]);
  const naming = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className="sheet" style={{ width, height }} {...naming} />;
}
