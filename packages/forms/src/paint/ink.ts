import { PDFName, type PDFDocument, type PDFPage } from '@cantoo/pdf-lib';
import type { Typeface } from '../fonts/typeface.ts';
import type { PageFrame } from '../template/template.ts';
import type { Box } from '../template/map.ts';
import { widthOf } from '../text/fit.ts';
import type { Unit } from '../text/units.ts';
import { deflated, type Stream } from './deflated.ts';
import { EmbeddedFont } from './embedded-font.ts';
import { number, ringPath } from './path.ts';

/** Height of the middle of a Japanese character above the baseline, in parts of the type size: the em box reaches from −0.12 to 0.88. */
const MIDDLE = 0.38;
/** Thickness of lines, points. */
const RING_PEN = 1.1;
const CHECK_PEN = 1.2;
const STRIKE_PEN = 0.7;
const FRAME_PEN = 0.5;
/** Line and corner of the mark at a place for the pen, points. */
const PEN_FRAME = 0.8;
const PEN_CORNER = 5;
/** Half the distance of the two lines that strike a word out, points. */
const STRIKE_GAP = 1.1;

/**
 * Collects what is printed on a document's pages and writes it at the end, so that each font is embedded once with just the
 * glyphs in use. Positions come in the map's measures (points from the top left) and are turned into the PDF's here alone.
 */
export class Ink {
  readonly #fonts = new Map<Typeface, { readonly name: string; readonly font: EmbeddedFont }>();
  readonly #pages = new Map<number, string[]>();
  readonly #frames: readonly PageFrame[];

  constructor(frames: readonly PageFrame[]) {
    this.#frames = frames;
  }

  /**
   * One line of text, its middle at `middle` points from the top of the page.
   * @param x where the line begins
   * @param size type size in points
   */
  line(page: number, units: readonly Unit[], x: number, middle: number, size: number): void {
    if (units.length === 0) return;
    const at = this.#toPdf(page, x, middle);
    const shows = runs(units).map((run) => {
      const { name, font } = this.#fontOf(run.typeface);
      return `/${name} ${number(size)} Tf <${font.encode(run.units)}> Tj`;
    });
    const text = `BT 1 0 0 1 ${number(at.x)} ${number(at.y - MIDDLE * size)} Tm ${shows.join(' ')} ET`;
    this.#write(page, spoken(units, text));
  }

  /** One line of text that stands in a box from side to side as `align` says. */
  alignedLine(
    page: number,
    units: readonly Unit[],
    box: Box,
    middle: number,
    size: number,
    align: 'left' | 'centre' | 'right',
  ): void {
    const free = box.width - (widthOf(units) * size) / 1000;
    const share = { left: 0, centre: 0.5, right: 1 }[align];
    this.line(page, units, box.x + Math.max(0, free * share), middle, size);
  }

  /** The ring around a printed word that makes it the chosen one: a circle, drawn out sideways for a longer word (小判形). */
  ring(page: number, box: Box): void {
    this.#write(page, ringPath(this.#boxToPdf(page, box), RING_PEN));
  }

  /** A ✓ in a box. */
  check(page: number, box: Box): void {
    const { x, y, width, height } = this.#boxToPdf(page, inner(box, CHECK_PEN));
    const at = (right: number, up: number): string => `${number(x + right * width)} ${number(y + up * height)}`;
    // Round ends and corners, as a pen leaves them.
    const path = `${at(0.08, 0.52)} m ${at(0.36, 0.12)} l ${at(0.96, 0.94)} l`;
    this.#write(page, `q ${number(CHECK_PEN)} w 1 J 1 j ${path} S Q`);
  }

  /** Two lines through a word from side to side, which strike it out (二重線). */
  strike(page: number, box: Box): void {
    const { x, y, width, height } = this.#boxToPdf(page, box);
    const lines = [-1, 1].map((side) => {
      const middle = number(y + height / 2 + side * STRIKE_GAP);
      return `${number(x)} ${middle} m ${number(x + width)} ${middle} l`;
    });
    this.#write(page, `q ${number(STRIKE_PEN)} w ${lines.join(' ')} S Q`);
  }

  /** A ring with two lines across that leave three fields for words: an empty date stamp. */
  stamp(page: number, box: Box): void {
    const { x, y, width, height } = this.#boxToPdf(page, box);
    const half = width / 2;
    const lines = [-1, 1].map((side) => {
      const off = (side * height) / 7;
      const reach = Math.sqrt(Math.max(0, half * half - off * off)) - RING_PEN;
      const level = number(y + height / 2 + off);
      return `${number(x + half - reach)} ${level} m ${number(x + half + reach)} ${level} l`;
    });
    this.#write(page, `${ringPath({ x, y, width, height }, RING_PEN)} q 0.7 w ${lines.join(' ')} S Q`);
  }

  /**
   * Marks a place for the pen: a broken grey frame along the box's edges and a small black corner, which a copier in black and white
   * keeps apart from the form's own rules.
   */
  penMark(page: number, box: Box): void {
    const { x, y, width, height } = this.#boxToPdf(page, inner(box, PEN_FRAME));
    const top = y + height;
    const corner = Math.min(PEN_CORNER, width, height);
    const frame = `q 0.45 G ${number(PEN_FRAME)} w [3 2] 0 d ${number(x)} ${number(y)} ${number(width)} ${number(height)} re S Q`;
    const points = [`${number(x)} ${number(top)} m`, `${number(x + corner)} ${number(top)} l`];
    this.#write(page, `${frame} ${points.join(' ')} ${number(x)} ${number(top - corner)} l f`);
  }

  /** Thin rules around each of the boxes. */
  frames(page: number, boxes: readonly Box[]): void {
    const paths = boxes.map((box) => {
      const { x, y, width, height } = this.#boxToPdf(page, box);
      return `${number(x)} ${number(y)} ${number(width)} ${number(height)} re`;
    });
    this.#write(page, `q ${number(FRAME_PEN)} w ${paths.join(' ')} S Q`);
  }

  /** White paper, for a sheet that has no form beneath. */
  page(page: number): void {
    const { left, top, width, height } = this.#frameOf(page);
    this.#write(page, `q 1 g ${number(left)} ${number(top - height)} ${number(width)} ${number(height)} re f Q`);
  }

  /** Everything that `draw` prints on the page comes out in the red of a stamp pad (朱). */
  inVermilion(page: number, draw: () => void): void {
    this.#write(page, 'q 0.76 0.16 0.1 rg 0.76 0.16 0.1 RG');
    draw();
    this.#write(page, 'Q');
  }

  /** Puts everything into the document, above what the form prints itself. */
  writeTo(document: PDFDocument, stream: Stream = deflated): void {
    const { context } = document;
    const refs = [...this.#fonts.values()].map(({ name, font }) => ({ name, ref: font.embed(context, stream) }));
    for (const [index, operators] of this.#pages) {
      const { node } = document.getPage(index) satisfies PDFPage;
      // The form's own drawing may leave a scaled or turned space behind; ours begins from the page's.
      node.normalize();
      node.wrapContentStreams(context.getPushGraphicsStateContentStream(), context.getPopGraphicsStateContentStream());
      for (const { name, ref } of refs) node.setFontDictionary(PDFName.of(name), ref);
      const content = ['q 0 g 0 G', ...operators, 'Q'].join('\n');
      node.addContentStream(context.register(stream(context, content)));
    }
  }

  #write(page: number, operators: string): void {
    const known = this.#pages.get(page);
    if (known) known.push(operators);
    else this.#pages.set(page, [operators]);
  }

  #fontOf(typeface: Typeface): { readonly name: string; readonly font: EmbeddedFont } {
    const known = this.#fonts.get(typeface);
    if (known) return known;
    const made = { name: `MadoFont${this.#fonts.size + 1}`, font: new EmbeddedFont(typeface) };
    this.#fonts.set(typeface, made);
    return made;
  }

  /** The same box with its lower left corner in the PDF's space. */
  #boxToPdf(page: number, box: Box): Box {
    return { ...box, ...this.#toPdf(page, box.x, box.y + box.height) };
  }

  #toPdf(page: number, x: number, y: number): { x: number; y: number } {
    const { left, top } = this.#frameOf(page);
    return { x: left + x, y: top - y };
  }

  #frameOf(page: number): PageFrame {
    const frame = this.#frames[page];
    if (!frame) throw new RangeError(`no page ${page}`);
    return frame;
  }
}

interface Run {
  readonly typeface: Typeface;
  readonly units: Unit[];
}

/** Neighbours of one typeface together. */
function runs(units: readonly Unit[]): Run[] {
  const found: Run[] = [];
  for (const unit of units) {
    const last = found.at(-1);
    if (last?.typeface === unit.typeface) last.units.push(unit);
    else found.push({ typeface: unit.typeface, units: [unit] });
  }
  return found;
}

/**
 * Readers take white space for a gap between words and lose which one it was, the ideographic space between family and given name
 * too. A line with any says its text itself (`ActualText`, ISO 32000-2, 14.9.4).
 */
function spoken(units: readonly Unit[], operators: string): string {
  const text = units.map((unit) => unit.text).join('');
  if (!/\s/u.test(text)) return operators;
  const whole = text.toWellFormed();
  const digits = Array.from({ length: whole.length }, (_, i) => whole.charCodeAt(i).toString(16).padStart(4, '0')).join(
    '',
  );
  return `/Span <</ActualText <feff${digits}>>> BDC ${operators} EMC`;
}

/** What is left of a box when a pen of this thickness must stay inside. */
function inner({ x, y, width, height }: Box, pen: number): Box {
  return { x: x + pen / 2, y: y + pen / 2, width: width - pen, height: height - pen };
}
