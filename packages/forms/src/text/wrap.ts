import { LINE_BREAK, type Unit } from './units.ts';

/** What must not begin a line (行頭禁則, JIS X 4051): closing signs, small kana, marks of repetition and length. */
const NOT_FIRST =
  /^[、。，．・：；？！ー々〃ゝゞヽヾ゛゜）」』】〕］｝〉》)\]},.:;?!%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u;
/** What must not end a line (行末禁則): opening signs. */
const NOT_LAST = /^[（「『【〔［｛〈《([{]/u;
/** What stays together with its like: a number, a word of letters, a house number with its hyphens, an address of electronic mail. */
const WORD = /^[\p{Nd}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}'’.‐\-－/／@_&]/u;
/** A line may end behind these when they join two words. */
const JOINT = /^[‐\-－/／]/u;
const LETTER = /^\p{L}/u;
const SPACE = /^\s/u;

/** How good a place is to end a line, the best highest. */
const NOWHERE = 0;
const IN_A_RUN = 1;
const ALLOWED = 2;
const AT_A_SPACE = 3;

/** Text with what its lines are broken by worked out once, however many widths are tried. */
export class Paragraph {
  readonly #units: readonly Unit[];
  /** Width of all units before an index, thousandths of the type size. */
  readonly #before: Float64Array;
  /** Which units are white space. */
  readonly #spaces: readonly boolean[];
  /** How good a line break before a unit is. */
  readonly #breaks: Uint8Array;
  /** The width of the run without a place to break that a unit stands in. */
  readonly #runs: Float64Array;

  constructor(units: readonly Unit[]) {
    this.#units = units;
    this.#before = new Float64Array(units.length + 1);
    units.forEach(({ width }, index) => {
      this.#before[index + 1] = (this.#before[index] ?? 0) + width;
    });
    this.#spaces = units.map(({ text }) => SPACE.test(text));
    this.#breaks = Uint8Array.from(units, (_, index) => breakBefore(units, index));
    this.#runs = new Float64Array(units.length);
    for (let from = 0; from < units.length;) {
      let to = from + 1;
      while (to < units.length && (this.#breaks[to] ?? 0) < ALLOWED && units[to]?.text !== LINE_BREAK) to++;
      this.#runs.fill(this.#between(from, this.#inkEnd(from, to)), from, to);
      from = to;
    }
  }

  /**
   * Breaks the text into at most `maxLines` lines of a width, in thousandths of the type size. Breaks at spaces when that is enough
   * (an address ends its street there), else wherever Japanese allows. Words and numbers stay whole; only a run that is wider than
   * `longest` is broken anywhere. Line breaks that were typed are kept. Spaces at a break stay at the end of their line and need no
   * room. `undefined` when it takes more lines.
   */
  lines(width: number, maxLines: number, longest = width): readonly (readonly Unit[])[] | undefined {
    for (const least of [AT_A_SPACE, ALLOWED, IN_A_RUN]) {
      const lines = this.#greedy(width, maxLines, least, longest);
      if (lines) return lines;
    }
    return undefined;
  }

  #greedy(width: number, maxLines: number, least: number, longest: number): Unit[][] | undefined {
    const lines: Unit[][] = [];
    let [start, lastBreak] = [0, 0];
    for (const [index, { text }] of this.#units.entries()) {
      if (text === LINE_BREAK) {
        lines.push(this.#units.slice(start, index));
        if (lines.length >= maxLines) return undefined;
        start = lastBreak = index + 1;
        continue;
      }
      const worth = this.#breaks[index] ?? NOWHERE;
      if (worth >= least && (worth > IN_A_RUN || (this.#runs[index] ?? 0) > longest)) lastBreak = index;
      if (this.#spaces[index]) continue;
      if (this.#between(start, index + 1) <= width) continue;
      if (lastBreak <= start || lines.length + 1 >= maxLines) return undefined;
      lines.push(this.#units.slice(start, lastBreak));
      start = lastBreak;
      if (this.#between(start, index + 1) > width) return undefined;
    }
    return [...lines, this.#units.slice(start)];
  }

  /** Where the ink of a stretch ends: behind its last unit that is no space. */
  #inkEnd(from: number, to: number): number {
    let end = to;
    while (end > from && this.#spaces[end - 1]) end--;
    return end;
  }

  #between(from: number, to: number): number {
    return Math.max(0, (this.#before[to] ?? 0) - (this.#before[from] ?? 0));
  }
}

/** Lines of a paragraph for which one width is tried; see `Paragraph`. */
export function wrap(
  units: readonly Unit[],
  width: number,
  maxLines: number,
): readonly (readonly Unit[])[] | undefined {
  return new Paragraph(units).lines(width, maxLines);
}

function breakBefore(units: readonly Unit[], index: number): number {
  const [earlier, before, after] = [units[index - 2]?.text ?? '', units[index - 1]?.text, units[index]?.text ?? ''];
  if (before === undefined || before === LINE_BREAK || after === LINE_BREAK || SPACE.test(after)) return NOWHERE;
  if (SPACE.test(before)) return AT_A_SPACE;
  if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return IN_A_RUN;
  if (!WORD.test(before) || !WORD.test(after)) return ALLOWED;
  return JOINT.test(before) && LETTER.test(earlier) && LETTER.test(after) ? ALLOWED : IN_A_RUN;
}
