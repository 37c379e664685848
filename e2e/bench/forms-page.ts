// The page that `scripts/bench forms` opens in Chromium: it shows a form as the clerk's screen does, with the very code that does it there.
import { type Filled, PaperFilling } from '../../apps/clerk/src/ui/edge/paper-filling.ts';
import { kept, layered } from '../../packages/sheets/src/layered.ts';
import { openPdf } from '../../packages/sheets/src/pdf-sheet.ts';
import type { Sheet, Sheets } from '../../packages/sheets/src/sheet.ts';

/** CSS pixels that the clerk's screen gives a page at 1366×768 and wider. */
const WIDTH = 900;
const canvas = document.querySelector('canvas') ?? document.createElement('canvas');
/** The empty forms, each drawn once. */
const blanks = new Map<string, Promise<readonly Sheet[]>>();
let shown: Sheets | undefined;

const get = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(path)).arrayBuffer());

window.redraw = async (form, round, whole) => {
  const blank =
    blanks.get(form) ?? get(`/${form}/blank`).then(async (bytes) => (await openPdf(bytes)).sheets.map(kept));
  blanks.set(form, blank);
  const from = performance.now();
  const bytes = await get(`/${form}/${whole ? 'whole' : 'over'}/${round}`);
  const arrived = performance.now();
  const sheets = await openPdf(bytes, { clear: !whole });
  const [below, above] = [(await blank)[0], sheets.sheets[0]];
  if (below === undefined || above === undefined) throw new Error('nothing to draw');
  const sheet = whole ? above : layered(below, above);
  await sheet.draw(canvas, WIDTH / sheet.width, 0, new AbortController().signal);
  const drawn = performance.now();
  shown?.release();
  shown = sheets;
  return { ms: drawn - from, drawingMs: drawn - arrived };
};

/** What all papers' previews take, by the code that fills them on the clerk's screen; the pause after a letter is part of it. */
let told: (ids: readonly string[]) => void = () => undefined;
const filling = new PaperFilling(
  async (id, { round = '' }): Promise<Filled> => {
    const pdf = new Uint8Array(await (await fetch(`/${id}/over/${round}`)).arrayBuffer());
    return { pdf, sheets: [0], tables: [], places: [], notes: [], byHand: [] };
  },
  (changes) => told([...changes].filter(([, { preview }]) => preview?.filling === false).map(([id]) => id)),
);
window.typeOnAll = (ids, round) =>
  new Promise((resolve) => {
    const from = performance.now();
    const [first = null] = ids;
    const left = new Set(ids);
    let firstMs = 0;
    told = (filled) => {
      for (const id of filled) left.delete(id);
      if (firstMs === 0 && first !== null && !left.has(first)) firstMs = performance.now() - from;
      if (left.size === 0) resolve({ firstMs, lastMs: performance.now() - from });
    };
    filling.fill({ ids, first, values: { round: String(round) } });
  });
