import type { EraDateField, StampField, WesternDateField } from '../template/map.ts';
import { type CalendarDate, dateInWords, eraName, eraYearText, toEra } from '../values/calendar.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import { type FieldPrinting, printInBox, type Setting } from './print-in-box.ts';

export function printEraDate(
  field: EraDateField,
  value: FieldValue | undefined,
  key: string,
  printing: FieldPrinting,
): Note[] {
  if (value?.kind !== 'date') return [];
  const date = toEra(value.date);
  if (!date) return [note(key, 'error', 'date-before-solar-calendar', dateInWords(value.date))];
  if (field.era.kind === 'circle') {
    const mark = field.era.marks[date.era];
    if (!mark) return [note(key, 'error', 'era-not-on-form', eraName(date.era))];
    printing.ink.ring(field.page, mark);
  } else if (field.era.era !== date.era) return [note(key, 'error', 'era-not-on-form', eraName(date.era))];
  return printParts(field, eraYearText(date.year), date, key, printing);
}

export function printWesternDate(
  field: WesternDateField,
  value: FieldValue | undefined,
  key: string,
  printing: FieldPrinting,
): Note[] {
  return value?.kind === 'date' ? printParts(field, String(value.date.year), value.date, key, printing) : [];
}

function printParts(
  field: EraDateField | WesternDateField,
  year: string,
  { month, day }: Pick<CalendarDate, 'month' | 'day'>,
  key: string,
  printing: FieldPrinting,
): Note[] {
  const setting: Setting = { size: field.size, align: 'centre', lines: 1 };
  return [
    ...printInBox(field.page, field.year, year, setting, key, printing),
    ...printInBox(field.page, field.month, String(month), setting, key, printing),
    ...printInBox(field.page, field.day, String(day), setting, key, printing),
  ];
}

/** Size of a stamp's words in parts of its height. */
const STAMP = { words: 0.13, day: 0.2 } as const;

/** The day stands in a date stamp as 8.11.23, the year being the era's. */
export function printStamp(
  field: StampField,
  value: FieldValue | undefined,
  key: string,
  printing: FieldPrinting,
): Note[] {
  if (value?.kind !== 'date') return [];
  const date = toEra(value.date);
  if (!date) return [note(key, 'error', 'date-before-solar-calendar', dateInWords(value.date))];
  const { x, y, width, height } = field.box;
  const line = (text: string, from: number, share: number, size: number): Note[] => {
    const box = { x: x + width * 0.12, y: y + height * from, width: width * 0.76, height: height * share };
    const setting: Setting = { size: { max: height * size, min: 4.5 }, align: 'centre', lines: 1 };
    return printInBox(field.page, box, text, setting, key, printing);
  };
  const notes: Note[] = [];
  printing.ink.inVermilion(field.page, () => {
    printing.ink.stamp(field.page, field.box);
    notes.push(
      ...line(field.above, 0.16, 0.18, STAMP.words),
      ...line(`${eraYearText(date.year)}.${date.month}.${date.day}`, 0.37, 0.26, STAMP.day),
      ...line(field.below, 0.67, 0.18, STAMP.words),
    );
  });
  return notes;
}
