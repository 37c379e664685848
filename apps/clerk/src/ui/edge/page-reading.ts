import { Store } from '@mado/signaling';
import { MAX_LINES, type ReadItemView, type RecognisedLineView } from '../../contract/index.ts';
import type { Reading } from '../state/call-view.ts';
import type { Finding } from '../form/finding.ts';
import type { ReadablePage } from '../papers/readable-page.ts';
import type { Recognise } from './recogniser.ts';

export interface PageReadingOptions {
  readonly recognise: Recognise;
  /** What the lines say of a person or account. */
  readonly read: (lines: RecognisedLineView[]) => Promise<readonly ReadItemView[]>;
  readonly found: (finding: Finding) => void;
}

/** A4 at 200 dots per inch and a little more; what has more is drawn smaller. */
const MAX_PIXELS = 4_200_000;
const DOTS_PER_POINT = 200 / 72;
/** A full page takes some five seconds; what takes this long is no paper. */
const LONGEST_MS = 90_000;

/** Recognises the letters of one page at a time on this PC, and hands on what they say. Nothing is kept of a page that is through. */
export class PageReading extends Store<Reading | null> {
  readonly #options: PageReadingOptions;
  #stop: AbortController | null = null;

  constructor(options: PageReadingOptions) {
    super(null);
    this.#options = options;
  }

  start(page: ReadablePage): void {
    if (this.#stop !== null) return;
    this.#stop = new AbortController();
    void this.#read(page, this.#stop);
  }

  /** Calls the reading off, or puts what is said about it aside. */
  dismiss(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.setSnapshot(null);
  }

  async #read(page: ReadablePage, stop: AbortController): Promise<void> {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LONGEST_MS)]);
    const what = { title: page.title, page: page.page };
    const say = (reading: Reading): void => {
      if (this.#stop === stop) this.setSnapshot(reading);
    };
    say({ ...what, phase: 'running', fraction: null });
    const picture = document.createElement('canvas');
    try {
      await page.sheet.draw(picture, scaleOf(page), page.turn, signal);
      const lines = await this.#options.recognise(
        picture,
        (fraction) => say({ ...what, phase: 'running', fraction }),
        signal,
      );
      const items = await this.#options.read(lines.slice(0, MAX_LINES));
      if (this.#stop !== stop) return;
      if (items.length > 0) {
        const id = crypto.randomUUID();
        this.#options.found({ id, origin: 'ocr', title: page.title, items, answers: {}, group: null });
      }
      say(items.length === 0 ? { ...what, phase: 'nothing' } : { ...what, phase: 'done', count: items.length });
    } catch (error) {
      if (stop.signal.aborted) return;
      if (!signal.aborted) reportError(error);
      say({ ...what, phase: 'failed' });
    } finally {
      picture.width = 0;
      if (this.#stop === stop) this.#stop = null;
    }
  }
}

function scaleOf({ sheet: { width, height }, vector }: ReadablePage): number {
  return Math.min(vector ? DOTS_PER_POINT : 1, Math.sqrt(MAX_PIXELS / Math.max(1, width * height)));
}
