/** Filling the council's own forms: templates, common fields, Japanese typesetting. */
export type { ByHandPlace } from './by-hand.ts';
export { fill, type Filled, fillOver, type FillOptions, type Overlay } from './fill.ts';
export { fillOne, fillSet, type Printable } from './fill-set.ts';
export { bundledMincho, type FontFiles, type Fonts, loadFonts, systemIpamjMincho } from './fonts/fonts.ts';
export { FontError } from './fonts/typeface.ts';
export type { DepositReceipt, Guide, Memo, Ticket } from './papers/content.ts';
export { type CityPapers, knownValues, loadCityPapers, type Sitting } from './papers/city-papers.ts';
export { type DrawnTemplate, drawnTemplates } from './papers/drawn-template.ts';
export { APPLICANT_KEY, TICKET_KEY } from './papers/own-fields.ts';
export { drawDepositReceipt, drawGuide, drawMemo, drawTicket } from './papers/index.ts';
export type { DrawnPaper } from './papers/paper-draft.ts';
export { type AcroField, acroFields } from './template/acro-form.ts';
export {
  CATALOGUE_FILE,
  type FormSet,
  loadCatalogue,
  loadFormSet,
  loadTemplate,
  MAP_FILE,
  readTemplate,
  templateSource,
} from './template/load.ts';
export type { Box, Field, TemplateMap } from './template/map.ts';
export { type ProposedField, type ProposedPart, proposeFields } from './template/propose-fields.ts';
export { type FieldPlace, fieldPlaces } from './template/places.ts';
export { fieldsFor, type Fillable, type NeededField, type Template } from './template/template.ts';
export { TEMPLATE_PROBLEMS, TemplateError, type TemplateProblem } from './template/template-error.ts';
export { type ReadItem, readItems } from './recognition/read-items.ts';
export type { RecognisedLine, RecognisedWord } from './recognition/glyphs.ts';
export { type Suggestion, suggestionsFor } from './suggest/suggest.ts';
export type { CalendarDate } from './values/calendar.ts';
export type { Catalogue, CommonField } from './values/catalogue.ts';
export type { FieldType } from './values/field-type.ts';
export { type Note, NOTE_CODES, type NoteCode } from './values/note.ts';
export {
  type AccountProblem,
  type BankAccount,
  fromPostalPassbook,
  type ReadAccount,
  readBankAccount,
  toBankKana,
  type TransferAccount,
  type TypedAccount,
} from './values/bank-account.ts';
export { fillWorkbook, type FilledWorkbook, previewWorkbook, type WorkbookPreview } from './workbook/fill-workbook.ts';
export type { CellView, SheetView } from './workbook/sheet-view.ts';
export { loadWorkbook, loadWorkbooks, WORKBOOK_FILE, type WorkbookTemplate } from './workbook/load-workbook.ts';
export { WorkbookError, type WorkbookProblem } from './workbook/workbook-error.ts';
export { Item, ITEMS } from './values/item.ts';
export { parseCorporateNumber, parseIndividualNumber } from './values/check-digits.ts';
export { type Origin, OriginedValue, OriginedValues, ORIGINS, takeIn, textsOf, typeIn } from './values/origin.ts';
export { type BankEntry, findBank, findBranch, searchBanks, searchBranches } from './values/banks.ts';
export { addressesOf, type PostalAddress } from './values/postal-address.ts';
export { notKana, parsePhoneNumber, parsePostalCode, toKatakana } from './values/formats.ts';
export { type DraftFault, openDraft, type OpenedDraft, previewDraft } from './workbench/draft.ts';
export { inspectForm, type Inspected, type InspectedPage } from './workbench/inspect.ts';
export { type Overlap, overlapsIn } from './workbench/overlaps.ts';
export { type SampleKind, sampleValues } from './workbench/sample-values.ts';
