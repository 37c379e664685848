import { z } from 'zod';
import { ERA_IDS } from '../values/calendar.ts';
import { FieldKey } from '../values/catalogue.ts';

/**
 * The field map of a template (`template.json`): what is printed where on the council's PDF.
 *
 * Every measure is in points (1/72 inch) from the top left corner of the page as it is shown (its crop box), y downwards.
 * Pages count from 0.
 */
const Length = z.number().min(0).max(20_000);
export const Box = z.strictObject({ x: Length, y: Length, width: Length.positive(), height: Length.positive() });
export type Box = z.infer<typeof Box>;

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const Page = z.int().nonnegative().max(99);

/** Type size in points: `max` as a rule, `min` as far as it may shrink without a word to the clerk. */
const Size = z
  .strictObject({ max: z.number().min(4).max(72), min: z.number().min(4).max(72) })
  .refine(({ max, min }) => min <= max, 'min is larger than max');
export type Size = z.infer<typeof Size>;

/** An expression over common fields; see `values/expression.ts`. */
const Source = z.string().min(1).max(500);

/** Text in a box, centred in its height. `lines`: on how many lines it may stand when one is not enough. */
const TextField = z.strictObject({
  kind: z.literal('text'),
  id: Id,
  page: Page,
  box: Box,
  value: Source,
  size: Size,
  align: z.enum(['left', 'centre', 'right']).default('left'),
  lines: z.int().min(1).max(40).default(1),
});

/**
 * One character a cell, as in 郵便番号 3-4 or 口座番号 7. Each group is a row of equal cells. Hyphens and spaces of the value are left
 * out, because the form prints its own. `align`: at which end a short value starts.
 */
const CombField = z.strictObject({
  kind: z.literal('comb'),
  id: Id,
  page: Page,
  groups: z
    .array(z.strictObject({ box: Box, cells: z.int().positive().max(40) }))
    .min(1)
    .max(10),
  value: Source,
  size: Size,
  align: z.enum(['left', 'right']).default('left'),
});

/** A date as the form asks for it: an era, circled or printed on the form, and boxes for year, month and day. */
const EraDateField = z.strictObject({
  kind: z.literal('era-date'),
  id: Id,
  page: Page,
  value: FieldKey,
  era: z.discriminatedUnion('kind', [
    /** The form prints these eras; the right one gets a circle. */
    z.strictObject({ kind: z.literal('circle'), marks: z.partialRecord(z.enum(ERA_IDS), Box) }),
    /** The form prints one era and fits no other date. */
    z.strictObject({ kind: z.literal('printed'), era: z.enum(ERA_IDS) }),
  ]),
  year: Box,
  month: Box,
  day: Box,
  size: Size,
});

const ChoiceValue = z.string().min(1).max(40);

/**
 * A choice that the form prints in full. Keys of `marks` are values of the common field. `mark`: the chosen word gets a ring, the
 * chosen box a ✓, or all words but the chosen one are struck out (二重線で消す).
 */
const ChoiceField = z.strictObject({
  kind: z.literal('choice'),
  id: Id,
  page: Page,
  value: FieldKey,
  marks: z.record(ChoiceValue, Box),
  mark: z.enum(['ring', 'check', 'strike']).default('ring'),
});

/** One box that gets a ✓ when its common field has a value; with `when`, only for these values of a choice. */
const CheckField = z.strictObject({
  kind: z.literal('check'),
  id: Id,
  page: Page,
  box: Box,
  value: FieldKey,
  when: z.array(ChoiceValue).min(1).max(20).optional(),
});

/** A date by the Western calendar, the year with its four digits. */
const WesternDateField = z.strictObject({
  kind: z.literal('western-date'),
  id: Id,
  page: Page,
  value: FieldKey,
  year: Box,
  month: Box,
  day: Box,
  size: Size,
});

/**
 * Rows of a list: each line of a multi-line common field is a row, its cells parted by 、 or, in a line without one, by commas; the last
 * column takes what is left. Rows stand under each other at equal distance from `y`.
 */
const TableField = z.strictObject({
  kind: z.literal('table'),
  id: Id,
  page: Page,
  value: FieldKey,
  y: Length,
  rowHeight: Length.positive(),
  rows: z.int().positive().max(60),
  columns: z
    .array(
      z.strictObject({
        x: Length,
        width: Length.positive(),
        lines: z.int().min(1).max(4).default(1),
        /** What the form calls the column; a general sheet prints it. */
        label: z.string().min(1).max(40).optional(),
      }),
    )
    .min(1)
    .max(20),
  size: Size,
  /**
   * A page of the form for the rows that the table has no room for (続紙), with the same columns. It is printed as often as it takes,
   * and left out when nothing is left over.
   */
  continuation: z
    .strictObject({ page: Page, y: Length, rowHeight: Length.positive(), rows: z.int().positive().max(60) })
    .optional(),
  /** The number of rows is of the list's nature, as with wishes in their order: nothing goes on on another sheet. */
  fixed: z.boolean().optional(),
});

/** A round date stamp (日付印): words above, the day of a common field in the middle, words below. */
const StampField = z.strictObject({
  kind: z.literal('stamp'),
  id: Id,
  page: Page,
  box: Box,
  value: FieldKey,
  above: z.string().min(1).max(12),
  below: z.string().min(1).max(12),
});

/** The page's number and how many there are, as in 1/2. */
const PageNumberField = z.strictObject({ kind: z.literal('page-number'), id: Id, page: Page, box: Box, size: Size });

export const Field = z.discriminatedUnion('kind', [
  TextField,
  CombField,
  EraDateField,
  ChoiceField,
  CheckField,
  WesternDateField,
  TableField,
  StampField,
  PageNumberField,
]);
export type Field = z.infer<typeof Field>;
export type TextField = z.infer<typeof TextField>;
export type CombField = z.infer<typeof CombField>;
export type EraDateField = z.infer<typeof EraDateField>;
export type ChoiceField = z.infer<typeof ChoiceField>;
export type CheckField = z.infer<typeof CheckField>;
export type WesternDateField = z.infer<typeof WesternDateField>;
export type TableField = z.infer<typeof TableField>;
export type StampField = z.infer<typeof StampField>;
export type PageNumberField = z.infer<typeof PageNumberField>;

/** Whether a field is of the first format. Format 2 brought marks other than the ring, and all kinds that are not named here. */
function isFormat1(field: Field): boolean {
  switch (field.kind) {
    case 'text':
    case 'comb':
    case 'era-date':
      return true;
    case 'choice':
      return field.mark === 'ring';
    default:
      return false;
  }
}

/** Whether a field is of the second format. Format 3 brought continuation sheets. */
function isFormat2(field: Field): boolean {
  return field.kind !== 'table' || field.continuation === undefined;
}

/** Whether a field is of the third format. Format 4 brought names of columns and lists whose rows are fixed. */
function isFormat3(field: Field): boolean {
  return (
    field.kind !== 'table' || (field.fixed === undefined && field.columns.every(({ label }) => label === undefined))
  );
}

/** A continuation sheet comes after the page that it continues, and holds no table of its own. */
function continuesForward(fields: readonly Field[]): boolean {
  const tables = fields.filter((field) => field.kind === 'table');
  const sheets = continuationPages(fields);
  return tables.every(
    ({ page, continuation }) => !sheets.has(page) && (continuation === undefined || continuation.page > page),
  );
}

/** What the citizen writes on the printed page. */
const ByHand = z.strictObject({ label: z.string().min(1).max(100), page: Page, box: Box });
export type ByHand = z.infer<typeof ByHand>;

export const TemplateMap = z
  .strictObject({
    /** Version of this file's format; older ones are still read, and say nothing that came later. */
    format: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    id: Id,
    /** Grows with every published change of the form or of its map. */
    version: z.int().positive(),
    title: z.string().min(1).max(200),
    department: z.string().min(1).max(100),
    /** Identifiers of the procedures that use it. */
    procedures: z.array(z.string().min(1).max(60)),
    /** The form, in the same folder. The digest ties the map to the very file that it was measured on. */
    pdf: z.strictObject({
      file: z.string().regex(/^[A-Za-z0-9._-]+\.pdf$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    fields: z.array(Field).max(500),
    /** Common fields without which the office cannot accept the form; left empty, they are to be written by hand. */
    required: z.array(FieldKey),
    byHand: z.array(ByHand).max(100),
  })
  .refine(({ fields }) => new Set(fields.map(({ id }) => id)).size === fields.length, 'a field id stands twice')
  .refine(({ format, fields }) => format > 1 || fields.every(isFormat1), 'a field that came with format 2')
  .refine(({ format, fields }) => format > 2 || fields.every(isFormat2), 'a continuation came with format 3')
  .refine(({ format, fields }) => format > 3 || fields.every(isFormat3), 'labels and fixed rows came with format 4')
  .refine(
    ({ fields }) => fields.every((field) => field.kind !== 'table' || field.fixed !== true || !field.continuation),
    'a list whose rows are fixed has no continuation sheet',
  )
  .refine(
    ({ fields }) => continuesForward(fields),
    'a continuation sheet before its table, or with a table of its own',
  );
export type TemplateMap = z.infer<typeof TemplateMap>;

/** All boxes that a field may print in. */
export function boxesOf(field: Field): Box[] {
  switch (field.kind) {
    case 'text':
      return [field.box];
    case 'comb':
      return field.groups.map(({ box }) => box);
    case 'era-date':
      return [
        ...(field.era.kind === 'circle' ? Object.values(field.era.marks) : []),
        field.year,
        field.month,
        field.day,
      ];
    case 'choice':
      return Object.values(field.marks);
    case 'western-date':
      return [field.year, field.month, field.day];
    case 'table':
      return Array.from({ length: field.rows }, (_, row) => cellsOf(field, row)).flat();
    case 'check':
    case 'stamp':
    case 'page-number':
      return [field.box];
  }
}

/** The cells of a table's row, the first row being 0. */
export function cellsOf({ y, rowHeight, columns }: TableField, row: number): Box[] {
  return columns.map(({ x, width }) => ({ x, y: y + row * rowHeight, width, height: rowHeight }));
}

/** Pages that are printed only when rows are left over, and then as often as it takes. */
export function continuationPages(fields: readonly Field[]): ReadonlySet<number> {
  return new Set(
    fields.flatMap((field) => (field.kind === 'table' && field.continuation ? [field.continuation.page] : [])),
  );
}

/** The rows that stand on a continuation sheet, as a table of that page; `undefined` when the table has none. */
export function continued(field: TableField): TableField | undefined {
  const { continuation, ...table } = field;
  return continuation && { ...table, ...continuation };
}

/** The smallest box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
