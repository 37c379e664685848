import { PDFDocument, PDFHeader } from '@cantoo/pdf-lib';
import encodeQR from 'qr';
import type { Fonts } from '../fonts/fonts.ts';
import { archive } from '../paint/archive.ts';
import { saved } from '../paint/saved.ts';
import { Ink } from '../paint/ink.ts';
import { glyphNotes, printInBox, type Setting } from '../paint/print-in-box.ts';
import { around, type Box } from '../template/map.ts';
import type { PageFrame } from '../template/template.ts';
import { LINE_PITCH } from '../text/fit.ts';
import { setText } from '../text/units.ts';
import { wrap } from '../text/wrap.ts';
import type { Note } from '../values/note.ts';
import { Sheet } from './sheet.ts';
import { A4 } from './sheet-size.ts';

/** Margins of a paper, points. */
export const MARGIN = { left: 56, right: 56, top: 56, bottom: 64 } as const;
export const WIDTH = A4.width - MARGIN.left - MARGIN.right;
/** Light modules around a QR code (ISO/IEC 18004, 9.1), in modules. */
const QUIET = 4;

/** A paper that has no template. */
export interface DrawnPaper {
  /** A PDF/A-2u; the same content gives the same bytes. */
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** What could not be printed as it is; `field` is the part's name. */
  readonly notes: readonly Note[];
  /** Where each part stands, also one that is empty; a part that goes on over pages is on each of them once. */
  readonly places: readonly PartPlace[];
}

export interface PartPlace {
  readonly part: string;
  /** From 0. */
  readonly page: number;
  /** Points from the top left. */
  readonly box: Box;
}

/** Parts that are left to the pen: their places are marked in the print. */
export type ForPen = (part: string) => boolean;

/**
 * A paper while it is drawn: its own words and rules by pdfkit, what was typed by the engine that fills forms, so that rare characters, long
 * names and copying text back work here as there. Flows from the top down and begins a new page where something does not fit.
 */
export class PaperDraft {
  readonly sheet: Sheet;
  /** Where the next thing begins, points from the top. */
  y: number = MARGIN.top;
  readonly #title: string;
  readonly #fonts: Fonts;
  readonly #frames: PageFrame[] = [{ left: 0, top: A4.height, width: A4.width, height: A4.height }];
  readonly #ink: Ink;
  readonly #notes: Note[] = [];
  readonly #content: unknown;
  readonly #forPen: ForPen;
  readonly #places: PartPlace[] = [];

  /** @param content what is drawn, from which the document's identifier is made */
  constructor(title: string, content: unknown, fonts: Fonts, forPen: ForPen) {
    this.sheet = new Sheet(title, fonts.labels);
    this.#title = title;
    this.#content = content;
    this.#forPen = forPen;
    this.#fonts = fonts;
    this.#ink = new Ink(this.#frames);
  }

  /** Begins a new page when less than this height is left. Tells whether it did. */
  need(height: number): boolean {
    if (this.y + height <= A4.height - MARGIN.bottom) return false;
    this.sheet.nextPage();
    this.#frames.push({ left: 0, top: A4.height, width: A4.width, height: A4.height });
    this.y = MARGIN.top;
    return true;
  }

  /** What was typed, in a box of the current page. */
  value(part: string, text: string, box: Box, setting: Setting): void {
    const printing = { ink: this.#ink, fonts: this.#fonts, values: new Map(), pageCount: 1, rowsBefore: 0 };
    this.#notes.push(...printInBox(this.#page, box, text, setting, part, printing));
    this.place(part, box);
  }

  /** Says that a part stands here, or would if there were anything of it. */
  place(part: string, box: Box): void {
    this.#places.push({ part, page: this.#page, box });
  }

  /** Running text that was typed, over as many lines and pages as it takes. Moves on behind it. */
  flow(part: string, text: string, { x, width, size }: { x: number; width: number; size: number }): void {
    const set = setText(text, this.#fonts);
    this.#notes.push(...glyphNotes(set, part));
    const pitch = size * LINE_PITCH * 1.15;
    const lines = wrap(set.units, (width / size) * 1000, Number.MAX_SAFE_INTEGER) ?? [];
    if (lines.length === 0) this.place(part, { x, y: this.y, width, height: pitch });
    for (const line of lines) {
      this.need(pitch);
      this.#ink.line(this.#page, line, x, this.y + pitch / 2, size);
      this.place(part, { x, y: this.y, width, height: pitch });
      this.y += pitch;
    }
  }

  /** How high running text comes out, points. */
  heightOf(text: string, width: number, size: number): number {
    const { units } = setText(text, this.#fonts);
    return (wrap(units, (width / size) * 1000, Number.MAX_SAFE_INTEGER)?.length ?? 0) * size * LINE_PITCH * 1.15;
  }

  /** A QR code with its quiet zone inside the box. */
  qr(content: string, box: Box): void {
    this.sheet.modules(encodeQR(content, 'raw', { ecc: 'quartile', border: QUIET }), box);
  }

  /** The paper; every page of several is numbered. */
  async finish(): Promise<DrawnPaper> {
    const count = this.#frames.length;
    if (count > 1) {
      const setting: Setting = { size: { max: 9, min: 9 }, align: 'centre', lines: 1 };
      const box = { x: MARGIN.left, y: A4.height - 40, width: WIDTH, height: 14 };
      const printing = { ink: this.#ink, fonts: this.#fonts, values: new Map(), pageCount: count, rowsBefore: 0 };
      this.#frames.forEach((_, page) => printInBox(page, box, `${page + 1}/${count}`, setting, 'page', printing));
    }
    const places = together(this.#places);
    for (const { part, page, box } of places) if (this.#forPen(part)) this.#ink.penMark(page, box);
    const document = await PDFDocument.load(await this.sheet.finish(), { updateMetadata: false });
    document.context.header = PDFHeader.forVersion(1, 7);
    this.#ink.writeTo(document);
    archive(document, { title: this.#title, seed: JSON.stringify([this.#title, this.#content]) });
    return { pdf: await saved(document, { updateFieldAppearances: false }), notes: this.#notes, places };
  }

  get #page(): number {
    return this.#frames.length - 1;
  }
}

/** One place for each part and page. */
function together(places: readonly PartPlace[]): PartPlace[] {
  const groups = Map.groupBy(places, ({ part, page }) => `${page} ${part}`);
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, box: around([first.box, ...more.map(({ box }) => box)]) }],
  );
}
