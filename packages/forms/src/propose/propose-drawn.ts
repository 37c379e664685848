import { around, type Box } from '../template/map.ts';
import type { EraId } from '../values/calendar.ts';
import type { ProposedField } from '../template/propose-fields.ts';
import { type FieldPlace, placesIn, placesInOpen, sizeOf, ticksOf } from './field-places.ts';
import { guessKeys } from './guess-key.ts';
import { isUpright } from './label-sheet.ts';
import { bottomOf, holds, middleOf, piecesOf, rightOf, type Row, wordsOf } from './letters.ts';
import type { KnownField, Name, NamedPlace } from './named-place.ts';
import { isClose } from './patterns.ts';
import type { Said } from './part-groups.ts';
import { plainWords } from './plain-words.ts';
import {
  aboveOf,
  calledCells,
  type Cell,
  isStrip,
  leftOf,
  readPage,
  type ReadPage,
  type SeenPage,
  writtenCell,
} from './read-page.ts';
import { UNREAD } from './ruled-page.ts';
import { headingOf, type TablePlace, tablesIn } from './tables.ts';

/** A field that a drawing seems to have. */
export interface DrawnField extends Omit<ProposedField, 'kind'> {
  readonly kind: ProposedField['kind'] | 'table';
  /** What the form prints beside it; empty when nothing is there, as on a scan. */
  readonly label: string;
  /** Of a day: the one era that the form prints, or the western calendar. Eras to be ringed are parts with the era's name. */
  readonly era?: EraId | 'western';
  /** Of a choice. */
  readonly mark?: 'ring' | 'check';
  /** Of a table, whose parts are its columns from the first row to the last, each with what stands above it as its name. */
  readonly rows?: number;
}

/** Parts of a form that the office fills in. */
const OFFICE = /事務処理|処理欄|使用欄|記入欄|決裁|職員記入/u;
const MOST_PROPOSALS = 400;
/** Boxes between a place and its name. */
const MOST_STEPS = 40;
const LONGEST_LABEL = 60;

/**
 * Proposes fields of a form that is only drawn: empty boxes, rows of cells, days, options and lists, each with what the form calls it
 * and the common field that this is probably. Reads every page once; a page costs at most a bounded amount of work.
 */
export function proposeDrawn(pages: readonly SeenPage[], fields: readonly KnownField[]): DrawnField[] {
  const read = pages.map(readPage);
  const found = read.map((page, number) => placesOf(page, number));
  const places = found.flatMap((page) => page.places).slice(0, MOST_PROPOSALS);
  const said = found.flatMap((page) => page.said);
  const keys = guessKeys(places, fields, read[0]?.title ?? '', said);
  return places.map((place, index) => proposal(place, keys[index]));
}

/** What the form prints in the boxes right above columns of the same width; empty where no such box is. */
export function columnHeadings(page: SeenPage, columns: readonly Box[]): string[] {
  const read = readPage(page);
  const cells = [...calledCells(read, read.cells).values()];
  return columns.map((column) => readable(headingOf(cells, column)?.text ?? ''));
}

function proposal({ place, page, label, section }: NamedPlace, key: KnownField | undefined): DrawnField {
  const { kind, parts, era, mark, rows, options } = place;
  const called = readable(label === '' ? section : label);
  const boxes = parts.map(({ box }) => toHundredths(box));
  const text = kind === 'text' ? boxes[0] : undefined;
  const size = sizeOf(kind === 'table' && rows ? boxes.map((box) => ({ ...box, height: box.height / rows })) : boxes);
  const choices = kind === 'choice' && key && options ? choiceNames(options, key) : undefined;
  return {
    kind,
    ...{ name: called, label: called },
    page,
    parts: parts.map((part, index) => {
      const name = choices?.[index] ?? part.name;
      return { ...part, box: boxes[index] ?? part.box, ...(name === undefined ? {} : { name }) };
    }),
    size,
    lines: text && text.height >= 22 ? 2 : 1,
    ...(era === undefined ? {} : { era }),
    ...(mark === undefined ? {} : { mark }),
    ...(rows === undefined ? {} : { rows }),
    ...(key && (kind !== 'choice' || choices) ? { value: key.key } : {}),
  };
}

/** A name without what could not be read. */
function readable(label: string): string {
  return label.replaceAll(UNREAD, '').trim().slice(0, LONGEST_LABEL);
}

/** The value of each option by its words, each value once; undefined when one fits none. */
function choiceNames(options: readonly string[], { choices }: KnownField): string[] | undefined {
  const left = new Map(choices.map(({ value, label }) => [value, plainWords(label)]));
  const names: string[] = [];
  for (const [index, option] of options.entries()) {
    const words = plainWords(option);
    const fitting =
      [...left].find(([, label]) => label === words) ?? [...left].find(([, label]) => likely(words, label));
    const value = fitting?.[0] ?? (options.length === choices.length ? sameAt(index, words, choices, left) : undefined);
    if (value === undefined) return undefined;
    left.delete(value);
    names.push(value);
  }
  return names;
}

function likely(words: string, label: string): boolean {
  return words !== '' && (label.includes(words) || words.includes(label));
}

/** The choice at the same place, when as many are asked for: 可 for はい. A refusal is never taken for a consent: いない ・ いる. */
function sameAt(
  index: number,
  words: string,
  choices: KnownField['choices'],
  left: ReadonlyMap<string, string>,
): string | undefined {
  const choice = choices[index];
  if (choice === undefined || !left.has(choice.value)) return undefined;
  return isNegative(words) === isNegative(choice.label) ? choice.value : undefined;
}

function isNegative(words: string): boolean {
  return /ない|無|不|非|未|否|いいえ/u.test(words);
}

type Role = 'label' | 'value';

function placesOf(page: ReadPage, number: number): { places: NamedPlace[]; said: Said[] } {
  const strips = page.cells.filter(isStrip);
  const isOffice = officeOf(page.cells);
  const isOfficeRead = officeOf([...calledCells(page, page.cells).values()]);
  const cells = page.cells
    .filter((cell) => !isOffice(cell))
    .map((cell) => (isOfficeRead(cell) ? cell : withPlaces(page, cell)));
  const tables = tablesIn(cells);
  const inTable = new Set(tables.flatMap((table) => [...table.cells]));
  const roles = rolesOf(cells, strips);
  // Where places are is settled; from here on it is about what they are called.
  const called = calledCells(page, cells);
  const naming: Naming = {
    cells: [...called.values()],
    roles: new Map(cells.map((cell) => [called.get(cell) ?? cell, roles.get(cell) ?? 'label'])),
    strips: [...called.values()].filter((cell) => strips.includes(cell) || isReadStrip(cell)),
  };
  const isOfficeToo = officeOf(naming.cells);
  const named: NamedPlace[] = [];
  for (const table of tables) named.push(namedTable(table, naming, number));
  for (const cell of cells) {
    if (inTable.has(cell) || roles.get(cell) !== 'value') continue;
    // What holds other boxes is a frame around them.
    if (cells.some((other) => other !== cell && holds(cell.box, other.box))) continue;
    if (isCorner(cell, cells, roles)) continue;
    const said = called.get(cell) ?? cell;
    for (const place of placesIn(cell)) {
      const names = namesOf(said, place, naming);
      named.push({ place, page: number, ...names, ...(isOfficeToo(said) ? { names: [], section: '' } : {}) });
    }
  }
  for (const row of page.open)
    for (const place of placesInOpen(row))
      named.push(
        inTheOpen(place, number, place.before === undefined || place.before === '' ? before(row, place) : place.before),
      );
  for (const place of ticksOf(page.openChecks, page.open))
    named.push(inTheOpen(place, number, place.kind === 'check' ? (place.options?.[0] ?? '') : ''));
  const said = naming.cells.flatMap((cell): Said[] =>
    cell.text === '' || isOfficeToo(cell) ? [] : [{ section: sectionOf(cell.box, naming.strips), words: cell.text }],
  );
  return { places: named.sort((a, b) => topOf(a) - topOf(b)), said };
}

/** A box of a scan with its signs, where these show a day or words to choose from; as it was otherwise. */
function withPlaces(page: ReadPage, cell: Cell): Cell {
  const written = writtenCell(page, cell);
  const shows = written && placesIn(written).some(({ kind }) => kind === 'date' || kind === 'choice');
  return shows === true ? written : cell;
}

/** The boxes of a page and what is known of them when their places get their names. */
interface Naming {
  readonly cells: readonly Cell[];
  readonly roles: ReadonlyMap<Cell, Role>;
  readonly strips: readonly Cell[];
}

/** Tells the boxes of the parts that the office fills in. */
function officeOf(cells: readonly Cell[]): (cell: Cell) => boolean {
  const office = cells.filter(({ text }) => text.length < 20 && OFFICE.test(text));
  return ({ box }) =>
    office.some((one) => box.x >= one.box.x && middleOf(box) > one.box.y && middleOf(box) < bottomOf(one.box));
}

/** Of a scan, whose words are known as a whole only. */
function isReadStrip({ box, text }: Cell): boolean {
  return isUpright(box) && text !== UNREAD && text.length > 1;
}

function inTheOpen(place: FieldPlace, page: number, label: string): NamedPlace {
  return { place, page, label, names: label === '' ? [] : [{ words: label, weight: 1 }], section: '' };
}

function topOf({ place }: NamedPlace): number {
  const { x, y } = around(place.parts.map(({ box }) => box));
  return Math.round(y / 4) * 10_000 + x;
}

/** Words on the line before a place. */
function before(row: Row, place: FieldPlace): string {
  const { x } = around(place.parts.map(({ box }) => box));
  return wordsOf(
    piecesOf(
      row.filter(({ box }) => rightOf(box) <= x + 1),
      1.2,
    ).at(-1) ?? [],
  );
}

/** Which boxes name and which are filled in. From the left: what names comes first, and what stands beside it is filled in. */
function rolesOf(cells: readonly Cell[], strips: readonly Cell[]): Map<Cell, Role> {
  const roles = new Map<Cell, Role>();
  const isStripCell = new Set(strips);
  for (const cell of [...cells].sort((a, b) => a.box.x - b.box.x)) {
    if (isStripCell.has(cell)) {
      roles.set(cell, 'label');
      continue;
    }
    const places = placesIn(cell);
    const sure = places.some(
      ({ kind, postal, before: words }) =>
        kind === 'date' ||
        kind === 'comb' ||
        kind === 'check' ||
        postal === true ||
        (kind === 'text' && words === undefined),
    );
    if (sure || cell.checks.length > 0) {
      roles.set(cell, 'value');
      continue;
    }
    const left = leftOf(cell, cells);
    // Words to choose from that stand close together are no name that is spread over its box.
    if (places.some(({ kind }) => kind === 'choice') && cell.rows.some(isClose)) {
      roles.set(cell, 'value');
      continue;
    }
    const beside = left !== undefined && !isStripCell.has(left) && roles.get(left) === 'label';
    roles.set(cell, beside && places.length > 0 ? 'value' : 'label');
  }
  return roles;
}

/** The empty corner of a list or a grid: names below it, names at its right. */
function isCorner(cell: Cell, cells: readonly Cell[], roles: ReadonlyMap<Cell, Role>): boolean {
  if (cell.text !== '') return false;
  const under = cells.find((other) => aboveOf(other, [cell]) === cell);
  const right = cells.find((other) => leftOf(other, [cell]) === cell);
  return [under, right].every((other) => other !== undefined && roles.get(other) === 'label');
}

function sectionOf(box: Box, strips: readonly Cell[]): string {
  const beside = strips.filter(
    (strip) => strip.box.x < box.x && middleOf(box) > strip.box.y && middleOf(box) < bottomOf(strip.box),
  );
  return beside.sort((a, b) => b.box.x - a.box.x)[0]?.text ?? '';
}

/** The first box that names, going on from box to box over those that may lie between. */
function firstLabel(
  from: Cell,
  next: (cell: Cell) => Cell | undefined,
  isLabel: (cell: Cell) => boolean,
  over: (cell: Cell) => boolean,
): Cell | undefined {
  let here = next(from);
  for (let steps = 0; here !== undefined && steps < MOST_STEPS; steps += 1) {
    if (isLabel(here)) return here;
    if (!over(here)) return undefined;
    here = next(here);
  }
  return undefined;
}

/** What the form calls a place: the words at its left, above it, both, and those of the part that it stands in. */
function namesOf(
  cell: Cell,
  place: FieldPlace,
  { cells, roles, strips }: Naming,
): { label: string; names: Name[]; section: string } {
  const section = sectionOf(cell.box, strips);
  const isLabel = (one: Cell): boolean => roles.get(one) === 'label' && !strips.includes(one);
  const left = leftOf(cell, cells);
  // Boxes in a row may share the name at their left: 父 | 母.
  const beside = firstLabel(
    cell,
    (one) => leftOf(one, cells),
    isLabel,
    (one) => one.box.height === cell.box.height,
  );
  const above = firstLabel(
    cell,
    (one) => aboveOf(one, cells),
    isLabel,
    () => true,
  );
  const side = beside && shareOf(beside, cell, cells);
  const own = (left === beside ? side : undefined) ?? above?.text ?? side ?? place.before ?? '';
  // A heading at the right of a value belongs to that value's name: 新しい住所 | … | 世帯主.
  const value = !beside && above ? (leftOf(above, cells) ?? left) : undefined;
  const name = value && leftOf(value, cells);
  const row = name && isLabel(name) ? name : undefined;
  let label = own;
  const names: Name[] = [];
  const add = (words: string, weight: number): void => void names.push({ words, weight });
  if (side !== undefined && above) {
    label = `${above.text}\u3000${side}`;
    add(`${above.text}${side}`, 1);
    add(side, 0.8);
  } else add(own, row === undefined ? 0.95 : 0.75);
  // 受給者との続柄: whose it is says less than what it is.
  const what = /との(.+)$/u.exec(own)?.[1];
  if (what !== undefined) add(what, 0.95);
  const farther = beside && leftOf(beside, cells);
  if (farther && isLabel(farther)) add(`${farther.text}${own}`, 1);
  if (place.before !== undefined && place.before !== '') {
    add(`${own}${place.before}`, 0.95);
    add(place.before, 0.9);
  }
  // フリガナ stands over what it is the reading of.
  if (beside && plainWords(own).includes('カナ') && beside.box.height < 30) {
    const under = cells.find(
      (one) => isLabel(one) && Math.abs(one.box.x - beside.box.x) < 2 && Math.abs(one.box.y - bottomOf(beside.box)) < 2,
    );
    if (under) {
      add(`${under.text}${own}`, 1);
      if (section !== '') add(`${section}${under.text}${own}`, 1);
    }
  }
  if (row) add(`${row.text}${own}`, 1);
  if (section !== '') add(`${section}${own}`, 1);
  return { label, names: names.filter(({ words }) => words !== ''), section };
}

/** Of 関係・電話 with two boxes behind it each has its own word; otherwise a box has all words at its left. */
function shareOf({ text, box }: Cell, cell: Cell, cells: readonly Cell[]): string {
  const words = text.split(/[・･]/u);
  const row: Cell[] = [];
  for (let end = rightOf(box); words.length > 1 && row.length <= words.length; end = rightOf(row.at(-1)?.box ?? box)) {
    const next = cells.find(
      (one) =>
        Math.abs(one.box.x - end) < 2 &&
        Math.abs(one.box.y - cell.box.y) < 2 &&
        Math.abs(one.box.height - cell.box.height) < 2 &&
        one.text === '',
    );
    if (next === undefined) break;
    row.push(next);
  }
  return row.length === words.length ? (words[row.indexOf(cell)] ?? text) : text;
}

function namedTable(
  { columns, rows, headings: found }: TablePlace,
  { cells, strips }: Naming,
  page: number,
): NamedPlace {
  const [first] = columns;
  const section = first ? sectionOf({ ...first, height: first.height * rows }, strips) : '';
  const headings = columns.map((box, at) => headingOf(cells, box)?.text ?? found[at] ?? '');
  const parts = columns.map((box, at) => {
    const name = readable(headings[at] ?? '');
    return { box: { ...box, height: box.height * rows }, ...(name === '' ? {} : { name }) };
  });
  const names = [section, headings.join('')].filter((words) => words !== '').map((words) => ({ words, weight: 1 }));
  return { place: { kind: 'table', parts, rows }, page, label: section, names, section };
}

function toHundredths({ x, y, width, height }: Box): Box {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    x: Math.max(0, round(x)),
    y: Math.max(0, round(y)),
    width: Math.max(1, round(width)),
    height: Math.max(1, round(height)),
  };
}
