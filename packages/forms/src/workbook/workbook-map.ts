import { z } from 'zod';
import { FieldKey } from '../values/catalogue.ts';

/** The cell map of a workbook (`workbook.json`): which cell takes which common field. */
const Cell = z.strictObject({
  /** The sheet's name as on its tab. */
  sheet: z.string().min(1).max(31),
  /** As Excel names it: B3. Of merged cells the first. */
  cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/),
  /** An expression over common fields; see `values/expression.ts`. */
  value: z.string().min(1).max(500),
  /** `date` and `number` go in as such, in the cell's own format; the value must then be one common field of that type. */
  as: z.enum(['text', 'date', 'number']).default('text'),
});
export type MappedCell = z.infer<typeof Cell>;

export const WorkbookMap = z
  .strictObject({
    format: z.literal(1),
    id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
    version: z.int().positive(),
    title: z.string().min(1).max(200),
    department: z.string().min(1).max(100),
    procedures: z.array(z.string().min(1).max(60)),
    xlsx: z.strictObject({
      file: z.string().regex(/^[A-Za-z0-9._-]+\.xlsx$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    cells: z.array(Cell).min(1).max(1000),
    required: z.array(FieldKey),
  })
  .refine(
    ({ cells }) => new Set(cells.map(({ sheet, cell }) => `${sheet}!${cell}`)).size === cells.length,
    'a cell stands twice',
  );
export type WorkbookMap = z.infer<typeof WorkbookMap>;
