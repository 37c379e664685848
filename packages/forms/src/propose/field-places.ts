import type { Box, Size } from '../template/map.ts';
import type { EraId } from '../values/calendar.ts';
import type { ProposedPart } from '../template/propose-fields.ts';
import { bottomOf, middleOf, piecesOf, rightOf, type Row, wordsOf } from './letters.ts';
import { type DatePlace, datesIn, type Option, optionsIn, ticksIn } from './patterns.ts';
import type { Cell, Comb } from './read-page.ts';

/** A place for a value before it has a name. */
export interface FieldPlace {
  readonly kind: 'text' | 'comb' | 'date' | 'choice' | 'check' | 'table';
  readonly parts: readonly ProposedPart[];
  /** What the words of its options are. */
  readonly options?: readonly string[];
  /** The era that the form prints alone, or the western calendar; none when eras are parts to be ringed. */
  readonly era?: EraId | 'western';
  readonly mark?: 'ring' | 'check';
  /** Words right before it in its own box. */
  readonly before?: string;
  readonly postal?: boolean;
  readonly rows?: number;
}

/** Points that text keeps from the lines of its box, sideways and up and down. */
const INSET = { x: 3, y: 1 };
/** Lower places take no line of text. */
const LOWEST = 9;
/** Words that forms print at the end or the beginning of a place to fill. */
const UNITS = /^(円|歳|才|枚|号|様|殿|印|㊞|人|回|番|㎡|か所|件|通|部|台|年間|点)$/u;

/** The places that a box of the form has for values: combs, days, options, and what is left for text. */
export function placesIn(cell: Cell): FieldPlace[] {
  const { box, rows, checks, combs } = cell;
  if (checks.length > 0) return ticksOf(checks, rows);
  const found: FieldPlace[] = [];
  const one = rows.length === 1;
  for (const row of rows) {
    const band = one ? { y: box.y + INSET.y, height: box.height - 2 * INSET.y } : bandOf(row);
    found.push(...datesIn(row, band).map(dateOf));
    const options = optionsIn(row, false);
    found.push(...options.map((one) => choiceOf(one, 'ring')));
  }
  found.push(...combsIn(combs, rows));
  const text = textIn(cell, found);
  return text ? [...found, text] : found;
}

/** Places in lines that stand in no box: days and options. */
export function placesInOpen(row: Row): FieldPlace[] {
  const height = Math.max(0, ...row.map(({ box }) => box.height));
  // Options that are set as large as this are a heading.
  const options = height > 12.5 ? [] : optionsIn(row, false);
  return [...datesIn(row, bandOf(row)).map(dateOf), ...options.map((one) => choiceOf(one, 'ring'))];
}

function bandOf(row: Row): { y: number; height: number } {
  const y = Math.min(...row.map(({ box }) => box.y));
  const bottom = Math.max(...row.map(({ box }) => bottomOf(box)));
  return { y: y - 2, height: bottom - y + 4 };
}

function dateOf({ year, month, day, eras, western, before }: DatePlace): FieldPlace {
  const marks = Object.entries(eras);
  const [only] = marks;
  const parts: ProposedPart[] = [
    { name: 'year', box: year },
    { name: 'month', box: month },
    { name: 'day', box: day },
    ...(marks.length > 1 ? marks.map(([name, box]) => ({ name, box })) : []),
  ];
  const alone = marks.length === 1 && only ? (only[0] as EraId) : undefined;
  const era = western ? 'western' : alone;
  return {
    kind: 'date',
    parts,
    before: wordsOf(piecesOf(before, 0.8).at(-1) ?? []),
    ...(era === undefined ? {} : { era }),
  };
}

function choiceOf(options: readonly Option[], mark: 'ring' | 'check'): FieldPlace {
  const names = options.map(({ words }) => words.slice(0, 30));
  const parts = options.map(({ box }, index) => {
    const name = names[index] ?? '';
    return { name: name === '' || names.indexOf(name) < index ? `${name}${index + 1}` : name, box };
  });
  return { kind: 'choice', parts, options: names, mark };
}

export function ticksOf(checks: readonly Box[], rows: readonly Row[]): FieldPlace[] {
  const options = ticksIn(checks, rows);
  if (options.length > 1) return [choiceOf(options, 'check')];
  return options.map(({ words, box }) => ({ kind: 'check', parts: [{ box }], options: [words] }));
}

/** Rows of cells; those on one line with little between them are one: 3-4, 4-4-4. */
function combsIn(combs: readonly Comb[], rows: readonly Row[]): FieldPlace[] {
  const runs: Comb[][] = [];
  for (const comb of [...combs].sort((a, b) => middleOf(a.box) - middleOf(b.box) || a.box.x - b.box.x)) {
    const last = runs.at(-1)?.at(-1);
    const goesOn =
      last !== undefined &&
      Math.abs(middleOf(last.box) - middleOf(comb.box)) < 3 &&
      comb.box.x - rightOf(last.box) < 20;
    if (goesOn) runs.at(-1)?.push(comb);
    else runs.push([comb]);
  }
  return runs.map((run): FieldPlace => {
    const sign = rows.some((row) => row.some(({ text, box }) => text === '〒' && near(box, run[0]?.box)));
    const parts = run.map(({ box, cells }) => ({ box, cells }));
    const counts = run.map(({ cells }) => cells).join('-');
    return { kind: 'comb', parts, postal: counts === '3-4' || (sign && counts === '7') };
  });
}

function near(sign: Box, comb: Box | undefined): boolean {
  return comb !== undefined && Math.abs(middleOf(sign) - middleOf(comb)) < 8 && comb.x - rightOf(sign) < 20;
}

/** What is left of a box for text: all of an empty one, below a postal code, beside 円 or 様. */
function textIn({ box, rows, combs }: Cell, found: readonly FieldPlace[]): FieldPlace | null {
  const inner: Box = {
    x: box.x + INSET.x,
    y: box.y + INSET.y,
    width: box.width - 2 * INSET.x,
    height: box.height - 2 * INSET.y,
  };
  if (inner.width < 12 || inner.height < LOWEST) return null;
  if (found.some(({ kind, postal }) => kind !== 'comb' || postal !== true)) return null;
  const words = rows.flat().filter(({ text }) => !/[〒\-－ー―‐]/u.test(text));
  const lowest = Math.max(
    0,
    ...combs.map((comb) => bottomOf(comb.box)),
    ...rows.flat().flatMap(({ text, box: sign }) => (text === '〒' ? [bottomOf(sign)] : [])),
  );
  if (lowest > 0) {
    const top = lowest + 2;
    const rest = { ...inner, y: top, height: bottomOf(inner) - top };
    const below = words.some(({ box: sign }) => middleOf(sign) > top);
    return rest.height < LOWEST || below ? null : text(rest);
  }
  if (words.length === 0) return text(inner);
  const [row] = rows;
  if (row === undefined || rows.length > 1) return null;
  const free = freeIn(row, inner);
  return free === null ? null : { ...text(free.box), before: free.before };
}

/** The free part of a line between words that belong to what is filled in: 満 … 歳, 第 … 号, 亡くなった方の … */
function freeIn(row: Row, inner: Box): { box: Box; before: string } | null {
  const pieces = piecesOf(row, 1.5);
  const edges = [
    { before: '', start: inner.x, end: pieces[0]?.[0]?.box.x ?? inner.x },
    ...pieces.map((piece, index) => ({
      before: wordsOf(piece),
      start: rightOf(piece.at(-1)?.box ?? inner) + 2,
      end: pieces[index + 1]?.[0]?.box.x ?? rightOf(inner) + 2,
    })),
  ];
  const widest = edges.reduce((best, edge) => (edge.end - edge.start > best.end - best.start ? edge : best));
  const width = widest.end - widest.start - 2;
  const behind = pieces[edges.indexOf(widest)];
  const unit = behind !== undefined && UNITS.test(wordsOf(behind));
  // Words in the middle of a box are a heading; those at its left go on with what is filled in.
  const begins = (row[0]?.box.x ?? inner.x) - inner.x < 12;
  const open = begins && behind === undefined && width > inner.width * 0.45 && inner.width > 90;
  if (width < 24 || !(unit || open) || wordsOf(row).length > 16) return null;
  return { box: { ...inner, x: widest.start, width }, before: widest.before };
}

function text(box: Box): FieldPlace {
  return { kind: 'text', parts: [{ box }] };
}

/** Type that fills the lowest of the boxes without touching its lines. */
export function sizeOf(boxes: readonly Box[]): Size {
  const lowest = Math.min(...boxes.map(({ height }) => height));
  const max = Math.max(5, Math.min(12, Math.floor(lowest * 0.8)));
  return { max, min: Math.min(7, max) };
}
