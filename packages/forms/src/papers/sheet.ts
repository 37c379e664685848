import PDFDocument from 'pdfkit';
import { fileURLToPath } from 'node:url';
import type { Box } from '../template/map.ts';
import { A4 } from './sheet-size.ts';

/** Files of the letters in which a sheet's own words stand. */
export interface Faces {
  readonly regular: string;
  readonly bold: string;
}

/** BIZ UD Gothic as it comes with this package; an installer has it elsewhere and says where. */
function bundledFaces(): Faces {
  return {
    regular: fileURLToPath(
      import.meta.resolve('@expo-google-fonts/biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf'),
    ),
    bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf')),
  };
}

export interface TextStyle {
  /** Type size in points. */
  readonly size: number;
  readonly face?: keyof Faces;
  readonly align?: 'left' | 'centre' | 'right';
  /** Extra space after each character, points. */
  readonly spacing?: number;
}

/** Middle of a character above its baseline, in parts of the type size. */
const MIDDLE = 0.38;
/** Parts of the type size from line to line of running text. */
const LEADING = 1.5;

/**
 * A4 pages of a form, drawn as an office draws it: rules, labels spread over their cell, words in columns. Measures are points
 * from the top left. The bytes depend on what was drawn and on nothing else.
 */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;

  /** @param title the document's title, shown by PDF readers */
  constructor(title: string, faces: Faces = bundledFaces()) {
    const drawn = new Date('2026-04-01T00:00:00Z');
    this.#document = new PDFDocument({
      size: [A4.width, A4.height],
      margin: 0,
      pdfVersion: '1.7',
      lang: 'ja-JP',
      displayTitle: true,
      // None until one is chosen: else pdfkit loads a font of its own, which is not in an installer.
      font: '',
      info: { Title: title, Creator: 'Mado', Producer: 'pdfkit', CreationDate: drawn, ModDate: drawn },
    });
    this.#document.registerFont('regular', faces.regular);
    this.#document.registerFont('bold', faces.bold);
  }

  /** Begins another page; everything after it is drawn there. */
  nextPage(): void {
    this.#document.addPage();
  }

  /** A straight rule. `dash`: lengths of ink and gap. */
  rule(x1: number, y1: number, x2: number, y2: number, width = 0.5, dash?: readonly [number, number]): void {
    const pen = this.#document.lineWidth(width).moveTo(x1, y1).lineTo(x2, y2);
    if (dash) pen.dash(dash[0], { space: dash[1] });
    pen.stroke().undash();
  }

  frame({ x, y, width, height }: Box, line = 0.5, dash?: readonly [number, number]): void {
    const pen = this.#document.lineWidth(line).rect(x, y, width, height);
    if (dash) pen.dash(dash[0], { space: dash[1] });
    pen.stroke().undash();
  }

  /** Lays a grey ground under a label. `tone`: 0 black, 1 white. */
  ground({ x, y, width, height }: Box, tone = 0.93): void {
    const grey = Math.round(tone * 255);
    this.#document.rect(x, y, width, height).fill([grey, grey, grey]).fillColor('black');
  }

  /** One line of text in a box, in the middle of its height. */
  text(text: string, box: Box, style: TextStyle): void {
    const { size, align = 'left', spacing = 0 } = style;
    const free = box.width - this.width(text, style);
    const x = box.x + free * { left: 0, centre: 0.5, right: 1 }[align];
    this.#show(text, x, box.y + box.height / 2, size, style.face, spacing);
  }

  /** Characters spread evenly over a box from side to side (均等割付), as labels of a form stand. */
  spread(text: string, box: Box, size: number): void {
    const characters = Array.from(text);
    const ink = this.width(text, { size });
    const gap = characters.length > 1 ? (box.width - ink) / (characters.length - 1) : 0;
    if (gap <= 0) {
      this.text(text, box, { size, align: 'centre' });
      return;
    }
    let x = box.x;
    for (const character of characters) {
      this.#show(character, x, box.y + box.height / 2, size);
      x += this.width(character, { size }) + gap;
    }
  }

  /** Characters one under the other, in the middle of a box. `pitch`: points from one to the next. */
  column(text: string, box: Box, size: number, pitch = size * 1.35): void {
    const characters = Array.from(text);
    const first = box.y + box.height / 2 - ((characters.length - 1) * pitch) / 2;
    characters.forEach((character, index) => {
      const x = box.x + (box.width - this.width(character, { size })) / 2;
      this.#show(character, x, first + index * pitch, size);
    });
  }

  /** Lines under each other from the box's top; the caller breaks them. */
  paragraph(lines: readonly string[], box: Box, size: number, leading = LEADING): void {
    lines.forEach((line, index) => {
      this.#show(line, box.x, box.y + size * (0.5 + index * leading), size);
    });
  }

  /** An empty check box with its words; gives back where the next thing may begin. */
  check(text: string, x: number, middle: number, size: number): number {
    const side = size * 0.85;
    this.frame({ x, y: middle - side / 2, width: side, height: side }, 0.5);
    this.#show(text, x + side + 2.5, middle, size);
    return x + side + 2.5 + this.width(text, { size }) + size;
  }

  /** A square of dark and light modules (ISO/IEC 18004), rows from the top. */
  modules(rows: readonly (readonly boolean[])[], { x, y, width }: Box): void {
    const side = width / rows.length;
    rows.forEach((row, line) =>
      row.forEach((dark, column) => {
        if (dark) this.#document.rect(x + column * side, y + line * side, side, side);
      }),
    );
    this.#document.fill('black');
  }

  ring(x: number, y: number, radius: number, line = 0.5, dash?: readonly [number, number]): void {
    const pen = this.#document.lineWidth(line).circle(x, y, radius);
    if (dash) pen.dash(dash[0], { space: dash[1] });
    pen.stroke().undash();
  }

  width(text: string, { size, face = 'regular', spacing = 0 }: TextStyle): number {
    const plain = this.#document.font(face).fontSize(size).widthOfString(text);
    return plain + spacing * Math.max(0, Array.from(text).length - 1);
  }

  async finish(): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    this.#document.on('data', (part: Uint8Array) => parts.push(part));
    const ended = new Promise((resolve) => this.#document.once('end', resolve));
    this.#document.end();
    await ended;
    return Buffer.concat(parts);
  }

  #show(text: string, x: number, middle: number, size: number, face: keyof Faces = 'regular', spacing = 0): void {
    this.#document
      .font(face)
      .fontSize(size)
      .text(text, x, middle + MIDDLE * size, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
  }
}
