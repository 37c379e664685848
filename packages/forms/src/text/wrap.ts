import { LINE_BREAK, type Unit } from './units.ts';

/** What must not begin a line (行頭禁則, JIS X 4051): closing signs, small kana, marks of repetition and length. */
const NOT_FIRST =
  /^[、。，．・：；？！ー々〃ゝゞヽヾ゛゜）」』】〕］｝〉》)\]},.:;?!%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u;
/** What must not end a line (行末禁則): opening signs. */
const NOT_LAST = /^[（「『【〔［｛〈《([{]/u;
/** What stays together with its like: a number, a Latin word, a house number with its hyphens. */
const WORD = /^[0-9A-Za-zÀ-ɏ０-９Ａ-Ｚａ-ｚ'.‐-]/u;
const SPACE = /^\s/u;

/**
 * Breaks text into at most `maxLines` lines of a width, in thousandths of the type size. Breaks at spaces when that is enough
 * (an address ends its street there), else wherever Japanese allows, else anywhere. Line breaks that were typed are kept.
 * Spaces at a break stay at the end of their line and need no room. `undefined` when it takes more lines.
 */
export function wrap(
  units: readonly Unit[],
  width: number,
  maxLines: number,
): readonly (readonly Unit[])[] | undefined {
  for (const mayBreak of [atSpace, whereAllowed, anywhere]) {
    const lines = greedy(units, width, maxLines, mayBreak);
    if (lines && lines.length <= maxLines) return lines;
  }
  return undefined;
}

type BreakRule = (before: Unit, after: Unit) => boolean;

const atSpace: BreakRule = (before, after) => SPACE.test(before.text) && !SPACE.test(after.text);

const whereAllowed: BreakRule = (before, after) => {
  if (SPACE.test(after.text) || NOT_FIRST.test(after.text) || NOT_LAST.test(before.text)) return false;
  return !(WORD.test(before.text) && WORD.test(after.text));
};

const anywhere: BreakRule = (_before, after) => !SPACE.test(after.text);

function greedy(units: readonly Unit[], width: number, maxLines: number, mayBreak: BreakRule): Unit[][] | undefined {
  const lines: Unit[][] = [];
  let line: Unit[] = [];
  for (const unit of units) {
    if (unit.text === LINE_BREAK) {
      lines.push(line);
      line = [];
      continue;
    }
    line.push(unit);
    if (inkWidth(line) <= width) continue;
    const at = lastBreak(line, mayBreak);
    if (at === 0 || lines.length + 1 >= maxLines) return undefined;
    lines.push(line.slice(0, at));
    line = line.slice(at);
    if (inkWidth(line) > width) return undefined;
  }
  return [...lines, line];
}

/** Where the line can be broken last, 0 when nowhere: the count of units that stay. */
function lastBreak(line: readonly Unit[], mayBreak: BreakRule): number {
  for (let at = line.length - 1; at > 0; at--) {
    const before = line[at - 1];
    const after = line[at];
    if (before && after && mayBreak(before, after)) return at;
  }
  return 0;
}

/** Width without the spaces at the end. */
function inkWidth(line: readonly Unit[]): number {
  const last = line.findLastIndex((unit) => !SPACE.test(unit.text));
  return line.slice(0, last + 1).reduce((sum, unit) => sum + unit.width, 0);
}
