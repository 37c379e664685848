import { z } from 'zod';

/** One cell of a filled workbook; the fields that are put into it, none for what the office's own workbook has there. */
const Cell = z.strictObject({
  text: z.string().max(600),
  across: z.int().positive(),
  down: z.int().positive(),
  keys: z.array(z.string().max(60)),
  formula: z.boolean(),
  bold: z.boolean(),
});

/** A sheet of a filled workbook as a table. */
export const WorkbookSheet = z.strictObject({
  name: z.string().max(60),
  /** Of the columns, in characters. */
  widths: z.array(z.number().nonnegative()),
  rows: z.array(z.array(Cell)),
  /** Larger than what is shown of it. */
  cut: z.boolean(),
});
export type WorkbookSheet = z.infer<typeof WorkbookSheet>;
