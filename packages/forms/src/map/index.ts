/** The field map, its expressions, the kinds of common fields and what a drawing proposes: the part of this package that runs in a browser too. */
export {
  around,
  type ByHand,
  Box,
  boxesOf,
  cellsOf,
  type CombField,
  continued,
  type EraDateField,
  Field,
  type Size,
  type TableField,
  TemplateMap,
} from '../template/map.ts';
export { TEMPLATE_PROBLEMS, type TemplateProblem } from '../template/template-error.ts';
export type { ProposedField, ProposedPart } from '../template/propose-fields.ts';
export { type FoundField, mergeProposals } from '../propose/merge-proposals.ts';
export { columnHeadings, type DrawnField, proposeDrawn } from '../propose/propose-drawn.ts';
export { type LabelSheet, labelSheet, type SheetWord, wordsOnSheet } from '../propose/label-sheet.ts';
export { type Raster, type RuledPage, ruledPage } from '../propose/ruled-page.ts';
export type { SeenPage } from '../propose/read-page.ts';
export { ERA_IDS, type EraId } from '../values/calendar.ts';
export { FieldKey } from '../values/catalogue.ts';
export { FieldType } from '../values/field-type.ts';
export { datesOf, type Expression, ExpressionError, keysOf, parseExpression } from '../values/expression.ts';
export { Item, ITEMS } from '../values/item.ts';
export { Origin, ORIGINS } from '../values/origin.ts';
