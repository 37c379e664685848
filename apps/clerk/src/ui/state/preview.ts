import type { FieldNote } from '../../contract/field-note.ts';
import type { FieldPlaceView } from '../../contract/index.ts';
import type { WorkbookSheet } from '../../contract/workbooks.ts';

/** The filled form beside the fields. */
export interface Preview {
  /** What was filled in last, without the form itself; null before the first. */
  readonly pdf: Uint8Array<ArrayBuffer> | null;
  /** The page of the empty form beneath each of its sheets. */
  readonly sheets: readonly number[];
  /** The tables of a workbook instead; none of a form. */
  readonly tables: readonly WorkbookSheet[];
  /** Where fields stand on these sheets, on a paper without a template; none of a form, whose places do not move. */
  readonly places: readonly FieldPlaceView[];
  readonly filling: boolean;
  /** The host could not fill: its values are kept and tried again with the next change. */
  readonly failed: boolean;
}
export const NO_PREVIEW: Preview = { pdf: null, sheets: [], tables: [], places: [], filling: false, failed: false };

/** What changes of a paper while somebody types. */
export interface FilledPaper {
  readonly notes: readonly FieldNote[];
  readonly byHand: readonly string[];
  readonly preview: Preview;
}
