import type { Page } from 'playwright-core';
import { TRAY_PATH } from '@mado/signaling/wire';

/** What `noteInPage` keeps in a page. Moments are milliseconds since the epoch. */
interface Noted {
  /** What came from the host in one piece of a page's size. */
  largeMessages: number[];
  /** The clerk's view of the newest paper: its small picture, and the page itself, drawn. */
  small: number[];
  whole: number[];
}

/** The way of one paper, milliseconds after the clerk's press; null where a step did not happen. */
export type PaperSteps = Readonly<Record<string, number | null>>;

/** Runs in the page before its own scripts. */
function noteInPage(): void {
  const noted: Noted = { largeMessages: [], small: [], whole: [] };
  Object.assign(window, { noted });
  performance.setResourceTimingBufferSize(10_000);
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer && data.byteLength > 20_000) noted.largeMessages.push(Date.now());
      });
    }
  };
  const draw = CanvasRenderingContext2D.prototype.drawImage as (...rest: unknown[]) => void;
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
    draw.apply(this, rest);
    const view = this.canvas instanceof HTMLCanvasElement ? this.canvas.closest('.papers__view') : null;
    if (view !== null) (view.getAttribute('aria-busy') === 'true' ? noted.small : noted.whole).push(Date.now());
  };
}

/** Installs the noting in every page of the context that opens from now on. */
export async function notePapers(target: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await target.addInitScript(noteInPage);
}

interface PageNotes extends Noted {
  /** Requests to the server's tray, by the browser's own clock. */
  readonly tray: readonly { readonly begun: number; readonly ended: number }[];
}

async function notesOf(page: Page): Promise<PageNotes | null> {
  return page.evaluate((path) => {
    const { noted } = window as { noted?: Noted };
    if (noted === undefined) return null;
    const at = (moment: number) => performance.timeOrigin + moment;
    const tray = performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname === path)
      .map((entry) => ({ begun: at(entry.startTime), ended: at(entry.startTime + entry.duration) }));
    return { ...noted, tray };
  }, TRAY_PATH);
}

/**
 * The steps of the scan that was asked for at `pressed`; none where the pages note nothing.
 * @param handedOut when the scanner gave its page
 */
export async function scanSteps(
  kiosk: Page,
  clerk: Page,
  pressed: number,
  handedOut: number | null,
): Promise<PaperSteps> {
  const [booth, desk] = await Promise.all([notesOf(kiosk), notesOf(clerk)]);
  if (booth === null || desk === null) return {};
  const since = (moments: readonly number[]) => moments.filter((at) => at >= pressed).sort((a, b) => a - b);
  const after = (moment: number | undefined) => (moment === undefined ? null : Math.round(moment - pressed));
  const begun = (notes: PageNotes) => since(notes.tray.map((request) => request.begun));
  const ended = (notes: PageNotes) => since(notes.tray.map((request) => request.ended));
  return {
    scannerDone: after(handedOut ?? undefined),
    boothHasPage: after(since(booth.largeMessages)[0]),
    firstChunkUp: after(begun(booth)[0]),
    lastChunkUp: after(ended(booth).at(-1)),
    firstChunkDown: after(begun(desk)[0]),
    smallShown: after(since(desk.small)[0]),
    lastChunkDown: after(ended(desk).at(-1)),
    wholeShown: after(since(desk.whole)[0]),
  };
}
