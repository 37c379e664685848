import type { Fonts } from '../fonts/fonts.ts';
import type { Box, Size } from '../template/map.ts';
import { fitText, LINE_PITCH } from '../text/fit.ts';
import { type SetText, setText } from '../text/units.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import type { Ink } from './ink.ts';

export interface FieldPrinting {
  readonly ink: Ink;
  readonly fonts: Fonts;
  readonly values: ReadonlyMap<string, FieldValue>;
  /** Sheets of the filled form. */
  readonly pageCount: number;
  /** Rows of the list that stand on sheets before this one; 0 where a table begins. */
  readonly rowsBefore: number;
}

/** How text stands in its box; `size` in points. */
export interface Setting {
  readonly size: Size;
  readonly align: 'left' | 'centre' | 'right';
  readonly lines: number;
}

/** Text in the middle of a box, as large as it fits; an empty one prints nothing. */
export function printInBox(
  page: number,
  box: Box,
  text: string,
  setting: Setting,
  key: string,
  { ink, fonts }: FieldPrinting,
): Note[] {
  if (text === '') return [];
  const set = setText(text, fonts);
  const fit = fitText(set.units, box.width, box.height, setting.size, setting.lines);
  if (fit.kind === 'too-long') return [note(key, 'error', 'does-not-fit', text)];
  const first = box.y + box.height / 2 - ((fit.lines.length - 1) * LINE_PITCH * fit.size) / 2;
  fit.lines.forEach((line, index) => {
    ink.alignedLine(page, line, box, first + index * LINE_PITCH * fit.size, fit.size, setting.align);
  });
  return [...glyphNotes(set, key), ...(fit.kind === 'small' ? [note(key, 'warning', 'small-print')] : [])];
}

/** Notes for what no font has. */
export function glyphNotes({ absent, usualShape }: SetText, key: string): Note[] {
  const once = (pieces: readonly string[]): string =>
    [...new Set(pieces)].map((piece) => piece.toWellFormed()).join('');
  return [
    ...(absent.length > 0 ? [note(key, 'warning', 'no-glyph', once(absent))] : []),
    ...(usualShape.length > 0 ? [note(key, 'warning', 'usual-shape', once(usualShape))] : []),
  ];
}
