import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, type ByHand, type Field, type Size, TemplateMap } from '../src/template/map.ts';
import type { EraId } from '../src/values/calendar.ts';
import { eraName } from '../src/values/calendar.ts';
import { withWidgets } from './acro-form.ts';
import { scanned } from './scan.ts';
import { Sheet } from './sheet.ts';

/** Size of what is typed into a field. */
const TYPED: Size = { max: 12, min: 8 };
/** Size of the words that a form prints for circling. */
const WORDS = 9;
/** Size of the numbers of a date. */
const DATE: Size = { max: 11, min: 7 };
/** A circle's clear space around its words, points. */
const AROUND = { x: 3, y: 3 } as const;

/** What a template is called and who uses it. */
export type Heading = Pick<TemplateMap, 'id' | 'version' | 'title' | 'department' | 'procedures' | 'required'>;

/** What becomes of the drawing: lines and letters, the same with fields to type into, or a picture as a scanner makes it. */
export type Medium = 'drawing' | 'acro-form' | 'scan';

/**
 * A form and its field map, drawn in one go: each of these methods draws what the form prints and notes where values go, so the two
 * cannot disagree.
 */
export class Draft {
  readonly sheet: Sheet;
  readonly #heading: Heading;
  readonly #medium: Medium;
  #page = 0;
  readonly #fields: Field[] = [];
  readonly #byHand: ByHand[] = [];

  constructor(heading: Heading, medium: Medium = 'drawing') {
    this.#heading = heading;
    this.#medium = medium;
    this.sheet = new Sheet(heading.title);
  }

  nextPage(): void {
    this.sheet.nextPage();
    this.#page++;
  }

  /** A place for text; the form prints nothing there. */
  text(
    id: string,
    value: string,
    box: Box,
    more: { size?: Size; align?: 'left' | 'centre' | 'right'; lines?: number } = {},
  ): void {
    const { size = TYPED, align = 'left', lines = 1 } = more;
    this.#fields.push({ kind: 'text', id, page: this.#page, box: rounded(box), value, size, align, lines });
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
      page: this.#page,
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

  /** Words with ・ between them in the middle of a box; the chosen one gets a ring, or the others are struck out. */
  choice(
    id: string,
    value: string,
    words: Readonly<Record<string, string>>,
    box: Box,
    { size = WORDS, mark = 'ring' }: { size?: number; mark?: 'ring' | 'strike' } = {},
  ): void {
    const entries = Object.entries(words);
    const gap = size * 0.6;
    const ink = entries.reduce(
      (sum, [, word]) => sum + this.sheet.width(word, { size }),
      (entries.length - 1) * (size + 2 * gap),
    );
    const marks = this.#words(entries, box.x + (box.width - ink) / 2 - AROUND.x, box.y + box.height / 2, size, gap);
    this.#fields.push({ kind: 'choice', id, page: this.#page, value, marks: Object.fromEntries(marks.boxes), mark });
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
    const parts = this.#dateParts({ ...box, x: start }, [room, room, room]);
    const [year = box, month = box, day = box] = parts;
    this.#fields.push({ kind: 'era-date', id, page: this.#page, value, era, year, month, day, size: DATE });
  }

  /** Words each with a box before it, from the left of a box; the chosen one's box gets a ✓. */
  boxes(id: string, value: string, words: Readonly<Record<string, string>>, box: Box, size = WORDS): void {
    let x = box.x;
    const marks = Object.entries(words).map(([key, word]): [string, Box] => {
      const square = this.#square(x, box, size);
      x = this.sheet.check(word, x, box.y + box.height / 2, size);
      return [key, square];
    });
    const places = Object.fromEntries(marks);
    this.#fields.push({ kind: 'choice', id, page: this.#page, value, marks: places, mark: 'check' });
  }

  /** A word with a box before it that gets a ✓ when the common field has a value, or one of the values `when`. Tells where it ends. */
  check(id: string, value: string, word: string, box: Box, when?: readonly string[], size = WORDS): number {
    const place = this.#square(box.x, box, size);
    const only = when ? { when: [...when] } : {};
    this.#fields.push({ kind: 'check', id, page: this.#page, box: place, value, ...only });
    return this.sheet.check(word, box.x, box.y + box.height / 2, size);
  }

  /** 年 月 日 of the Western calendar with room before each; fills the box's width. */
  westernDate(id: string, value: string, box: Box): void {
    const unit = (box.width - 3 * WORDS) / 4;
    const [year = box, month = box, day = box] = this.#dateParts(box, [unit * 2, unit, unit]);
    this.#fields.push({ kind: 'western-date', id, page: this.#page, value, year, month, day, size: DATE });
  }

  /** Rows for a list, whose rules are drawn by the caller. Drawn again on a later page, that page is its continuation sheet (続紙). */
  table(
    id: string,
    value: string,
    box: Box,
    rows: number,
    columns: readonly { x: number; width: number; lines?: number; label?: string }[],
    { smallest = 6, fixed = false }: { smallest?: number | undefined; fixed?: boolean | undefined } = {},
  ): void {
    const earlier = this.#fields.findIndex((field) => field.id === id);
    const begun = this.#fields[earlier];
    if (begun?.kind === 'table') {
      // The same list again on a later page: its continuation sheet.
      const continuation = { page: this.#page, y: rounded(box).y, rowHeight: rowHeight(box, rows), rows };
      this.#fields[earlier] = { ...begun, continuation };
      return;
    }
    this.#fields.push({
      kind: 'table',
      id,
      page: this.#page,
      value,
      y: rounded(box).y,
      rowHeight: rowHeight(box, rows),
      rows,
      columns: columns.map(({ x, width, lines = 1, label }) => ({
        ...{ x: hundredths(x), width: hundredths(width), lines },
        ...(label === undefined ? {} : { label }),
      })),
      size: { max: 11, min: smallest },
      ...(fixed ? { fixed } : {}),
    });
  }

  /** A round date stamp. */
  stamp(id: string, value: string, box: Box, above: string, below: string): void {
    this.#fields.push({ kind: 'stamp', id, page: this.#page, box: rounded(box), value, above, below });
  }

  /** The page's number, as in 1/2. */
  pageNumber(box: Box): void {
    const id = `page-number-${this.#page + 1}`;
    this.#fields.push({ kind: 'page-number', id, page: this.#page, box: rounded(box), size: { max: 9, min: 6 } });
  }

  byHand(label: string, box: Box): void {
    this.#byHand.push({ label, page: this.#page, box: rounded(box) });
  }

  /** The form and its map. */
  async finish(): Promise<{ pdf: Uint8Array; map: TemplateMap }> {
    const drawn = await this.sheet.finish();
    const pdf = await this.#made(drawn);
    const map = TemplateMap.parse({
      format: this.#fields.some(({ kind }) => kind === 'table') ? 4 : 2,
      ...this.#heading,
      pdf: { file: 'form.pdf', sha256: createHash('sha256').update(pdf).digest('hex') },
      fields: this.#fields,
      byHand: this.#byHand,
    });
    return { pdf, map };
  }

  /** Writes `form.pdf` and `template.json` into a folder. */
  async write(folder: string): Promise<void> {
    const { pdf, map } = await this.finish();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'form.pdf'), pdf);
    await writeFile(join(folder, 'template.json'), `${JSON.stringify(map, null, 2)}\n`);
  }

  async #made(drawn: Uint8Array): Promise<Uint8Array> {
    switch (this.#medium) {
      case 'drawing':
        return drawn;
      case 'acro-form':
        return withWidgets(drawn, this.#fields);
      case 'scan':
        return scanned(drawn, this.#heading.title);
    }
  }

  /** Where the box before a word stands. */
  #square(x: number, { y, height }: Box, size: number): Box {
    const side = size * 0.85;
    return rounded({ x, y: y + height / 2 - side / 2, width: side, height: side });
  }

  /** 年 月 日, each with this much room before it. */
  #dateParts(box: Box, room: readonly [number, number, number]): Box[] {
    let x = box.x;
    return ['年', '月', '日'].map((word, index) => {
      const place = { x, y: box.y, width: room[index] ?? 0, height: box.height };
      this.sheet.text(word, { ...place, x: x + place.width, width: WORDS }, { size: WORDS });
      x += place.width + WORDS;
      return rounded(inset(place, 1, 1));
    });
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

function rowHeight(box: Box, rows: number): number {
  return Math.floor((box.height / rows) * 100) / 100;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: hundredths(x), y: hundredths(y), width: hundredths(width), height: hundredths(height) };
}
