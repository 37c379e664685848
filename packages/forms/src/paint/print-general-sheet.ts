import type { GeneralSheet, Words } from '../template/template.ts';
import { type FieldPrinting, printInBox, type Setting } from './print-in-box.ts';

const TITLE: Setting = { size: { max: 14, min: 6 }, align: 'centre', lines: 2 };
const NOTE: Setting = { size: { max: 9, min: 6 }, align: 'left', lines: 2 };
const LABEL: Setting = { size: { max: 9, min: 5 }, align: 'centre', lines: 2 };
const FOOT: Setting = { size: { max: 8, min: 5 }, align: 'left', lines: 1 };

/** Room between a cell's rules and its label, points. */
const PADDING = 2;

/**
 * Prints what a general sheet has of its own. It is the form's wording, not what was typed, so it gives no notes.
 * @param sheet of the filled form, from 0
 */
export function printGeneralSheet(general: GeneralSheet, sheet: number, printing: FieldPrinting): void {
  const say = ({ text, box }: Words, setting: Setting): void => {
    const inside = { ...box, x: box.x + PADDING, width: box.width - 2 * PADDING };
    printInBox(sheet, inside, text, setting, '', printing);
  };
  printing.ink.page(sheet);
  printing.ink.frames(sheet, general.cells);
  say(general.title, TITLE);
  say(general.words, NOTE);
  if (general.name) say(general.name, LABEL);
  for (const head of general.heads) say(head, LABEL);
  say(general.department, FOOT);
}
