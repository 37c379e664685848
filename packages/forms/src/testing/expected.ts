import type { Box } from '../template/map.ts';
import { cellsOf } from '../template/map.ts';
import type { Template } from '../template/template.ts';
import { type CalendarDate, dateInWords, eraYearText, toEra } from '../values/calendar.ts';
import { evaluate } from '../values/expression.ts';
import type { FieldValue } from '../values/read-value.ts';
import { readValues } from '../values/read-values.ts';

interface Place {
  readonly id: string;
  readonly page: number;
  readonly box: Box;
}

export interface Expected {
  readonly texts: readonly (Place & { readonly text: string })[];
  /** Places for a ring, a ✓ or a stroke, and whether there must be one. */
  readonly marks: readonly (Place & { readonly marked: boolean })[];
  /** What each printed sheet is: a page of the template, and which of its copies. */
  readonly sheets: readonly { readonly page: number; readonly copy: number }[];
}

/** What must stand where when these values are printed, worked out from the map without any of the code that prints. */
export function expectedOn(template: Template, typed: Readonly<Record<string, string>>, today: CalendarDate): Expected {
  const { values } = readValues(template.needs, typed, today, template.catalogue);
  const dateOf = (key: string): CalendarDate | undefined => {
    const value = values.get(key);
    return value?.kind === 'date' ? value.date : undefined;
  };
  const reading = { textOf: (key: string): string => inWords(values.get(key)), dateOf };
  const texts: (Place & { text: string })[] = [];
  const marks: (Place & { marked: boolean })[] = [];
  const sheets = sheetsWanted(template, (key) => inWords(values.get(key)));

  for (const [page, sheet] of sheets.entries())
    for (const bound of template.bound) {
      const { id } = bound.field;
      const goesOn = bound.field.kind === 'table' && bound.field.continuation?.page === sheet.page;
      if (bound.field.page !== sheet.page && !goesOn) continue;
      const text = (box: Box, words: string, part = ''): number =>
        texts.push({ id: id + part, page, box, text: words });
      const mark = (box: Box, marked: boolean, part = ''): number => marks.push({ id: id + part, page, box, marked });
      if (bound.kind === 'text') text(bound.field.box, evaluate(bound.value, reading));
      else if (bound.kind === 'comb') {
        const characters = Array.from(evaluate(bound.value, reading).replace(/[-\s]/gu, ''));
        const cells = bound.field.groups.flatMap(({ box, cells: count }) =>
          Array.from({ length: count }, (_, n) => ({
            ...box,
            x: box.x + (n * box.width) / count,
            width: box.width / count,
          })),
        );
        const start = bound.field.align === 'right' ? cells.length - characters.length : 0;
        cells.forEach((box, n) => text(box, characters[n - start] ?? '', ` ${n + 1}`));
      } else {
        const { field } = bound;
        switch (field.kind) {
          case 'era-date':
          case 'western-date': {
            const date = dateOf(field.value);
            const era = date && toEra(date);
            const year = field.kind === 'western-date' ? String(date?.year ?? '') : era ? eraYearText(era.year) : '';
            text(field.year, year, ' year');
            text(field.month, String(date?.month ?? ''), ' month');
            text(field.day, String(date?.day ?? ''), ' day');
            if (field.kind === 'era-date' && field.era.kind === 'circle')
              for (const [name, box] of Object.entries(field.era.marks)) mark(box, era?.era === name, ` ${name}`);
            break;
          }
          case 'choice': {
            const chosen = chosenOf(values.get(field.value));
            for (const [name, box] of Object.entries(field.marks)) {
              const marked = field.mark === 'strike' ? chosen !== undefined && chosen !== name : chosen === name;
              mark(box, marked, ` ${name}`);
            }
            break;
          }
          case 'check': {
            const chosen = chosenOf(values.get(field.value));
            const any = inWords(values.get(field.value)) !== '';
            mark(field.box, field.when ? chosen !== undefined && field.when.includes(chosen) : any);
            break;
          }
          case 'table': {
            const lines = inWords(values.get(field.value)).split('\n');
            const more = field.continuation;
            const table = goesOn && more ? { ...field, ...more } : field;
            const earlier = goesOn && more ? field.rows + sheet.copy * more.rows : 0;
            for (let row = 0; row < table.rows; row++) {
              const line = lines[earlier + row] ?? '';
              const cells = line.split(line.includes('、') ? '、' : ',');
              const last = field.columns.length - 1;
              // What is left over belongs to the last column, commas and all.
              const start = cells.slice(0, last).reduce((sum, cell) => sum + cell.length + 1, 0);
              cellsOf(table, row).forEach((box, column) => {
                text(box, column < last ? (cells[column] ?? '') : line.slice(start), ` ${row + 1}/${column + 1}`);
              });
            }
            break;
          }
          case 'stamp': {
            const date = dateOf(field.value);
            const era = date && toEra(date);
            text(field.box, era ? `${field.above}${era.year}.${era.month}.${era.day}${field.below}` : '');
            break;
          }
          case 'page-number':
            text(field.box, `${page + 1}/${sheets.length}`);
            break;
        }
      }
    }
  return { texts, marks, sheets };
}

function sheetsWanted(template: Template, wordsOf: (key: string) => string): { page: number; copy: number }[] {
  const tables = template.map.fields.filter((field) => field.kind === 'table');
  return template.pages.flatMap((_, page) => {
    const onto = tables.filter(({ continuation }) => continuation?.page === page);
    const needed = onto.map(({ value, rows, continuation }) => {
      const over = wordsOf(value).split('\n').length - rows;
      return over > 0 ? Math.ceil(over / (continuation?.rows ?? over)) : 0;
    });
    const copies = onto.length === 0 ? 1 : Math.max(...needed);
    return Array.from({ length: copies }, (__, copy) => ({ page, copy }));
  });
}

function chosenOf(value: FieldValue | undefined): string | undefined {
  return value?.kind === 'choice' ? value.value : undefined;
}

function inWords(value: FieldValue | undefined): string {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'date':
      return dateInWords(value.date);
    case 'choice':
      return value.label;
    default:
      return '';
  }
}
