import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, type ByHand, type Field, type Size, TemplateMap } from '../src/template/map.ts';
import type { EraId } from '../src/values/calendar.ts';
import { eraName } from '../src/values/calendar.ts';
import { Sheet } from './sheet.ts';

/** Size of what is typed into a field. */
const TYPED: Size = { max: 12, min: 8 };
/** Size of the words that a form prints for circling. */
const WORDS = 9;
/** A circle's clear space around its words, points. */
const AROUND = { x: 3, y: 3 } as const;

/** What a template is called and who uses it. */
export type Heading = Pick<TemplateMap, 'id' | 'version' | 'title' | 'department' | 'procedures' | 'required'>;

/**
 * A form and its field map, drawn in one go: each of these methods draws what the form prints and notes where values go, so the two
 * cannot disagree. One page, page 0.
 */
export class Draft {
  readonly sheet: Sheet;
  readonly #heading: Heading;
  readonly #fields: Field[] = [];
  readonly #byHand: ByHand[] = [];

  constructor(heading: Heading) {
    this.#heading = heading;
    this.sheet = new Sheet(heading.title);
  }

  /** A place for text; the form prints nothing there. */
  text(
    id: string,
    value: string,
    box: Box,
    more: { size?: Size; align?: 'left' | 'centre' | 'right'; lines?: number } = {},
  ): void {
    const { size = TYPED, align = 'left', lines = 1 } = more;
    this.#fields.push({ kind: 'text', id, page: 0, box: rounded(box), value, size, align, lines });
  }

  /** Cells in groups, with a hyphen between the groups. */
  comb(
    id: string,
    value: string,
    groups: readonly number[],
    at: { x: number; y: number; cell: number; height: number },
    align: 'left' | 'right' = 'left',
  ): void {
    const boxes = this.cells(groups, at);
    const size = { max: Math.min(12, at.cell), min: 7 };
    this.#fields.push({
      kind: 'comb',
      id,
      page: 0,
      groups: boxes.map(({ box, cells }) => ({ box: rounded(box), cells })),
      value,
      size,
      align,
    });
  }

  /** Draws cells in groups and tells where they are. */
  cells(
    groups: readonly number[],
    at: { x: number; y: number; cell: number; height: number },
  ): { box: Box; cells: number }[] {
    const gap = 9;
    let x = at.x;
    return groups.map((cells, index) => {
      if (index > 0) {
        this.sheet.rule(x + 2.5, at.y + at.height / 2, x + gap - 2.5, at.y + at.height / 2, 0.6);
        x += gap;
      }
      const box = { x, y: at.y, width: cells * at.cell, height: at.height };
      this.sheet.frame(box, 0.6);
      for (let n = 1; n < cells; n++) this.sheet.rule(x + n * at.cell, at.y, x + n * at.cell, at.y + at.height, 0.3);
      x += box.width;
      return { box, cells };
    });
  }

  /** Words with ・ between them in the middle of a box; the chosen one gets a circle. */
  choice(id: string, value: string, words: Readonly<Record<string, string>>, box: Box, size = WORDS): void {
    const entries = Object.entries(words);
    const gap = size * 0.6;
    const ink = entries.reduce(
      (sum, [, word]) => sum + this.sheet.width(word, { size }),
      (entries.length - 1) * (size + 2 * gap),
    );
    const marks = this.#words(entries, box.x + (box.width - ink) / 2 - AROUND.x, box.y + box.height / 2, size, gap);
    this.#fields.push({ kind: 'choice', id, page: 0, value, marks: Object.fromEntries(marks.boxes), mark: 'ring' });
  }

  /** 明・大・昭・平・令 to circle, or one era printed, and then 年 月 日 with room before each; fills the box's width. */
  eraDate(id: string, value: string, box: Box, eras: readonly EraId[], short: boolean): void {
    const middle = box.y + box.height / 2;
    const [only] = eras;
    let start = box.x;
    let era: Extract<Field, { kind: 'era-date' }>['era'];
    if (eras.length === 1 && only) {
      this.sheet.text(eraName(only), { ...box, width: 20 }, { size: WORDS });
      start += this.sheet.width(eraName(only), { size: WORDS });
      era = { kind: 'printed', era: only };
    } else {
      const words = eras.map((name): [EraId, string] => [name, short ? eraName(name).slice(0, 1) : eraName(name)]);
      const marks = this.#words(words, box.x, middle, WORDS, eras.length > 2 ? 1 : 4);
      start = marks.end;
      era = { kind: 'circle', marks: Object.fromEntries(marks.boxes) };
    }
    const room = (box.x + box.width - start - 3 * WORDS) / 3;
    const parts = ['年', '月', '日'].map((word, index) => {
      const place = { x: start + index * (room + WORDS), y: box.y, width: room, height: box.height };
      this.sheet.text(word, { ...place, x: place.x + room, width: WORDS }, { size: WORDS });
      return rounded(inset(place, 1, 1));
    });
    const [year = box, month = box, day = box] = parts;
    this.#fields.push({ kind: 'era-date', id, page: 0, value, era, year, month, day, size: { max: 11, min: 7 } });
  }

  byHand(label: string, box: Box): void {
    this.#byHand.push({ label, page: 0, box: rounded(box) });
  }

  /** Writes `form.pdf` and `template.json` into a folder. */
  async write(folder: string): Promise<void> {
    const pdf = await this.sheet.finish();
    const map: TemplateMap = {
      format: 1,
      ...this.#heading,
      pdf: { file: 'form.pdf', sha256: createHash('sha256').update(pdf).digest('hex') },
      fields: this.#fields,
      byHand: this.#byHand,
    };
    await writeFile(join(folder, 'form.pdf'), pdf);
    await writeFile(join(folder, 'template.json'), `${JSON.stringify(TemplateMap.parse(map), null, 2)}\n`);
  }

  #words<K extends string>(
    words: readonly (readonly [K, string])[],
    x: number,
    middle: number,
    size: number,
    gap: number,
  ): { boxes: Map<K, Box>; end: number } {
    const boxes = new Map<K, Box>();
    let at = x + AROUND.x;
    words.forEach(([key, word], index) => {
      if (index > 0) {
        this.sheet.text('・', { x: at + gap, y: middle - size, width: size, height: size * 2 }, { size });
        at += size + 2 * gap;
      }
      const width = this.sheet.width(word, { size });
      this.sheet.text(word, { x: at, y: middle - size, width, height: size * 2 }, { size });
      const ring = {
        x: at - AROUND.x,
        y: middle - size / 2 - AROUND.y,
        width: width + AROUND.x * 2,
        height: size + AROUND.y * 2,
      };
      boxes.set(key, rounded(ring));
      at += width;
    });
    return { boxes, end: at + AROUND.x };
  }
}

/** A box made smaller on each side. */
export function inset(box: Box, x: number, y: number): Box {
  return { x: box.x + x, y: box.y + y, width: box.width - 2 * x, height: box.height - 2 * y };
}

function rounded({ x, y, width, height }: Box): Box {
  const to = (value: number): number => Math.round(value * 100) / 100;
  return { x: to(x), y: to(y), width: to(width), height: to(height) };
}
