import type { Turn } from './fitted.ts';

/** One side of paper that can be drawn at any size: a scanned picture or a page of a PDF. */
export interface Sheet {
  /** Natural size: pixels of a picture, points of a PDF. Only the proportion matters to the screen. */
  readonly width: number;
  readonly height: number;
  /**
   * Draws the whole sheet in `turn` onto a canvas, `scale` canvas pixels for each natural unit, and sets the canvas's size.
   * A canvas is changed only when the picture is complete, so that nothing flickers. Rejects with an `AbortError` when
   * it was called off or the sheet was let go of.
   */
  draw(canvas: HTMLCanvasElement, scale: number, turn: Turn, signal: AbortSignal): Promise<void>;
}

/** The sheets of one page of a document as it lies in the tray, and how to let go of the memory they hold. */
export interface Sheets {
  readonly sheets: readonly Sheet[];
  release(): void;
}

/** The bytes are no picture or PDF that can be shown. */
export class UnreadablePageError extends Error {
  override readonly name = 'UnreadablePageError';
}
