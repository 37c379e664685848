import type { Catalogue, CommonField } from '../values/catalogue.ts';
import { bindFields } from './bind.ts';
import type { Box, Field, TableField, TemplateMap } from './map.ts';
import type { GeneralSheet, PageFrame, Template } from './template.ts';

/** Where things stand on a general sheet, points from its top left corner. */
const TOP = { title: 44, words: 74, name: 104, list: 146, rows: 164 } as const;
const HEIGHT = { title: 24, words: 24, name: 30, head: 18, foot: 14 } as const;
/** Room left and right of what is wider than the list. */
const MARGIN = 42;
/** Below the rows: the foot and the room that printers cannot reach. */
const BELOW = 56;
const LABEL = 110;
/** No row is lower than this, so that two lines fit into it. */
const ROW = 24;
/** As many rows as a map may say that a sheet has. */
const MOST_ROWS = 60;

type Parts = Pick<Template, 'map' | 'pages' | 'general' | 'bound' | 'needs' | 'catalogue'>;

/**
 * What a template is made of besides its PDF: its fields bound, and a general sheet for each list that has neither a sheet of its own nor a
 * number of rows that is fixed. Such a sheet is a page and a few fields more; to everything that prints it is like the form's own.
 * @param pages those of the form
 * @throws TemplateError
 */
export function withGeneralSheets(map: TemplateMap, pages: readonly PageFrame[], catalogue: Catalogue): Parts {
  const { needs } = bindFields(map, catalogue);
  const name = nameAmong(needs);
  const general: GeneralSheet[] = [];
  const more: Field[] = [];
  const frames = [...pages];
  const fields = map.fields.map((field): Field => {
    const frame = pages[field.page];
    if (field.kind !== 'table' || field.continuation || field.fixed === true || !frame) return field;
    const rowHeight = Math.max(field.rowHeight, ROW);
    const rows = Math.min(MOST_ROWS, Math.floor((frame.height - TOP.rows - BELOW) / rowHeight));
    if (rows < 1) return field;
    const table = { ...field, continuation: { page: frames.length, y: TOP.rows, rowHeight, rows } };
    general.push(sheetOf(table, map, frame, frames.length, name, catalogue.get(field.value)?.label ?? ''));
    more.push(...fieldsOf(table, frame, frames.length, name));
    frames.push({ left: 0, top: frame.height, width: frame.width, height: frame.height });
    return table;
  });
  const whole = { ...map, fields: [...fields, ...more] };
  return { map: whole, pages: frames, general, ...bindFields(whole, catalogue) };
}

/** Whose form it is: the one who applies where the city asks for that, else the first person that the form asks for. */
function nameAmong(needs: readonly CommonField[]): CommonField | undefined {
  const names = needs.filter(({ type, key, item }) => type === 'text' && (item === 'name' || key.endsWith('.name')));
  return names.find(({ key }) => key === 'applicant.name') ?? names[0];
}

function sheetOf(
  {
    columns,
    continuation: { y, rowHeight, rows },
  }: TableField & { continuation: { y: number; rowHeight: number; rows: number } },
  { title, department }: TemplateMap,
  frame: PageFrame,
  page: number,
  name: CommonField | undefined,
  list: string,
): GeneralSheet {
  const wide = { x: MARGIN, width: frame.width - 2 * MARGIN };
  const labelled = columns.some(({ label }) => label !== undefined);
  const heads = columns.map(({ x, width, label = '' }) => ({
    text: label,
    box: { x, y: TOP.list, width, height: HEIGHT.head },
  }));
  const body = Array.from({ length: rows }, (_, row) =>
    columns.map(({ x, width }) => ({ x, y: y + row * rowHeight, width, height: rowHeight })),
  ).flat();
  const label = { x: MARGIN, y: TOP.name, width: LABEL, height: HEIGHT.name };
  const named = name && { text: name.label, box: label };
  return {
    page,
    title: { text: `${title}\u3000別紙`, box: { ...wide, y: TOP.title, height: HEIGHT.title } },
    words: {
      text: `この紙は、「${list}」の欄に書ききれない分の続きです。一緒に提出してください。`,
      box: { ...wide, y: TOP.words, height: HEIGHT.words },
    },
    name: named,
    heads: labelled ? heads : [],
    department: {
      text: department,
      box: { ...wide, y: frame.height - BELOW + 22, width: wide.width / 2 - 40, height: HEIGHT.foot },
    },
    cells: [...(named ? [label, nameBox(frame)] : []), ...(labelled ? heads.map(({ box }) => box) : []), ...body],
  };
}

function nameBox(frame: PageFrame): Box {
  return { x: MARGIN + LABEL, y: TOP.name, width: frame.width - 2 * MARGIN - LABEL, height: HEIGHT.name };
}

/** The fields of a sheet besides its list. A map's own ids begin with a letter, so these cannot meet one. */
function fieldsOf(table: TableField, frame: PageFrame, page: number, name: CommonField | undefined): Field[] {
  const { x, y, width, height } = nameBox(frame);
  const box = { x: x + 4, y: y + 1, width: width - 8, height: height - 2 };
  const number = { x: frame.width / 2 - 30, y: frame.height - BELOW + 22, width: 60, height: HEIGHT.foot };
  return [
    ...(name === undefined
      ? []
      : [
          {
            ...({ kind: 'text', id: `+${table.id}-name`, page, box, value: name.key } as const),
            ...({ size: { max: 12, min: 6 }, align: 'left', lines: 2 } as const),
          },
        ]),
    { kind: 'page-number', id: `+${table.id}-page`, page, box: number, size: { max: 9, min: 6 } },
  ];
}
