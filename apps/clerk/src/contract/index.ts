import { deviceCalls } from '@mado/enrolment/contract';
import { Item } from '@mado/forms/map';
import { z } from 'zod';
import { FieldNote } from './field-note.ts';
import { keptFileCalls } from './kept-files.ts';
import { savingCalls } from './saving.ts';
import { templateCalls } from './templates.ts';
import { WorkbookSheet } from './workbooks.ts';

export { FieldNote } from './field-note.ts';
export type { WorkbookSheet } from './workbooks.ts';
export { FOLDER_PROBLEMS, type FolderProblem } from './saving.ts';

/** What the clerk's host process offers its user interface. Both sides infer their types from here. */
const Bytes = z.instanceof(Uint8Array);

/** A common field (共通項目) as the form view needs it. */
const CommonField = z.strictObject({
  /** e.g. `deceased.name`; the key of a value. */
  key: z.string().max(60),
  label: z.string().max(100),
  group: z.string().max(100),
  type: z.enum(['text', 'kana', 'postal-code', 'phone', 'date', 'choice', 'number', 'multiline']),
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  required: z.boolean(),
  help: z.string().max(300),
  maxLength: z.int().positive(),
  /** Half-typed values can be looked up: `forms.suggest`. */
  looksUp: z.boolean(),
  /** What of the person or account of its group it holds; null: nothing that is found on papers or cards. */
  item: Item.nullable(),
});
export type CommonFieldView = z.infer<typeof CommonField>;

const TemplateSummary = z.strictObject({
  id: z.string().max(60),
  title: z.string().max(200),
  department: z.string().max(100),
  procedures: z.array(z.string().max(60)),
  /** Of a form; null for what has as many as it takes. */
  pages: z.int().positive().nullable(),
  /**
   * `workbook`: an Excel file, which is saved into the department's folder and never printed or shown to the citizen. `drawn`: a paper without a
   * template (手続案内書, 受付票, メモ, 預り証).
   */
  kind: z.enum(['form', 'workbook', 'drawn']),
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

/** Where a template prints common fields; the box in fractions of the page from its top left corner. */
const Fraction = z.number().min(-1).max(2);
const FieldPlace = z.strictObject({
  keys: z.array(z.string().max(60)).min(1),
  page: z.int().nonnegative(),
  box: z.strictObject({ x: Fraction, y: Fraction, width: Fraction, height: Fraction }),
});
export type FieldPlaceView = z.infer<typeof FieldPlace>;

/** Most papers that are filled together. */
export const MAX_PAPERS = 20;
const TemplateIds = z.array(z.string().max(60)).min(1).max(MAX_PAPERS);
const Values = z.record(z.string().max(60), z.string().max(2000));

/** Something that a half-typed value may stand for, and what is typed when the clerk takes it. */
const Suggestion = z.strictObject({ label: z.string().max(200), detail: z.string().max(100), values: Values });
export type SuggestionView = z.infer<typeof Suggestion>;

/** What the screen knows of the conversation for which papers are made. */
const Sitting = z.strictObject({
  deskId: z.string().max(60),
  desk: z.string().max(100),
  department: z.string().max(100),
  /** What the citizen comes for; null: they chose nothing. */
  procedure: z.strictObject({ id: z.string().max(60), name: z.string().max(100) }).nullable(),
  /** Number ticket of the day at the desk. */
  ticket: z.int().positive(),
  /** Milliseconds since the epoch. */
  checkedInAt: z.int().nonnegative(),
});
export type SittingView = z.infer<typeof Sitting>;

/** Letters that were recognised on a page, in pixels of its picture, and how sure of them the recogniser is (0 to 100). */
const Pixel = z.number().min(-10_000).max(100_000);
const RecognisedLine = z.strictObject({
  words: z
    .array(
      z.strictObject({
        text: z.string().max(200),
        confidence: z.number().min(0).max(100),
        box: z.strictObject({ x0: Pixel, y0: Pixel, x1: Pixel, y1: Pixel }),
      }),
    )
    .max(300),
});
export type RecognisedLineView = z.infer<typeof RecognisedLine>;
/** Most lines of one page that are looked at. */
export const MAX_LINES = 400;

/** What a page seems to say of a person or account. Certain: sure enough to be taken without a look at each. */
const ReadItem = z.strictObject({
  item: Item,
  text: z.string().max(200),
  confidence: z.number().min(0).max(100),
  certain: z.boolean(),
});
export type ReadItemView = z.infer<typeof ReadItem>;

export const clerkContract = {
  calls: {
    ...deviceCalls,
    ...templateCalls,
    profile: {
      request: z.strictObject({}),
      response: z.strictObject({
        deviceId: z.string(),
        name: z.string().max(100),
        department: z.string().max(100),
        serverUrl: z.url({ protocol: /^wss$/ }),
        version: z.string(),
        forceTcp: z.boolean(),
      }),
    },
    /** Signs the server's challenge with the device key, which never leaves the host; the certificate is empty when there is none. */
    prove: {
      request: z.strictObject({ nonce: Bytes }),
      response: z.strictObject({ proof: Bytes, certificate: Bytes }),
    },
    ...keptFileCalls,
    ...savingCalls({ templateIds: TemplateIds, values: Values }),
    'forms.list': {
      request: z.strictObject({}),
      response: z.strictObject({
        templates: z.array(TemplateSummary),
        /** For common fields that not every desk may see, by key: the ids of the desks that may. */
        seenBy: z.record(z.string().max(60), z.array(z.string().max(60)).min(1)),
        /** Where filled forms can be saved on purpose, as people name it; null: nowhere. */
        folder: z.string().max(1000).nullable(),
      }),
    },
    /** The union of common fields that the given templates need, in the order of conversation. */
    'forms.fields': {
      request: z.strictObject({ templateIds: TemplateIds }),
      response: z.strictObject({ fields: z.array(CommonField) }),
    },
    /** What of the given papers without a template need not be typed, by the key of the field. Nothing is kept. */
    'forms.known': {
      request: z.strictObject({ templateIds: TemplateIds, sitting: Sitting }),
      response: z.strictObject({ values: Values }),
    },
    /** Where a template prints its fields, in the order of its map. What has no pages that are there before it is filled has empty boxes. */
    'forms.places': {
      request: z.strictObject({ templateId: z.string().max(60) }),
      response: z.strictObject({ places: z.array(FieldPlace) }),
    },
    /** A template's form without values, for the screen to draw once. Refused with `unknown-template`, also for a paper without one. */
    'forms.blank': {
      request: z.strictObject({ templateId: z.string().max(60) }),
      response: z.strictObject({ pdf: Bytes }),
    },
    /**
     * Fills one template for the screen: `pdf` is what is printed on the form without the form itself, to be laid over the pages of `forms.blank`
     * that `sheets` names, or the whole of a paper without a template. Values are what was typed, by the key of their common field: a date as `2022-08-22`, `2022/8/22`, `令和4年8月22日` or
     * `R4.8.22`, a choice as the `value` of one of its choices. Nothing is kept or written to disk. Refused with `unknown-template`.
     */
    'forms.fill': {
      request: z.strictObject({
        templateId: z.string().max(60),
        values: Values,
      }),
      response: z.strictObject({
        pdf: Bytes,
        /** One for each sheet, from 0; none of a paper without a template. */
        sheets: z.array(z.int().nonnegative()).max(500),
        notes: z.array(FieldNote),
        byHand: z.array(z.string().max(100)),
        /** Where the fields stand on a paper without a template, which depends on what is typed; none of a form, see `forms.places`. */
        places: z.array(FieldPlace),
        fillMs: z.number(),
      }),
    },
    /** Fills a workbook and shows it as tables. Nothing is kept or written to disk. Refused with `unknown-template`. */
    'forms.fillWorkbook': {
      request: z.strictObject({ templateId: z.string().max(60), values: Values }),
      response: z.strictObject({ sheets: z.array(WorkbookSheet), notes: z.array(FieldNote) }),
    },
    /** What may be meant by what is typed into a field so far: addresses, banks, branches, a reading. Asks no network. */
    'forms.suggest': {
      request: z.strictObject({ field: z.string().max(60), values: Values }),
      response: z.strictObject({ suggestions: z.array(Suggestion).max(10) }),
    },
    /** Finds names, days, addresses and the like in the lines of a page; 個人番号 is never among them. Nothing is kept. */
    'forms.read': {
      request: z.strictObject({ lines: z.array(RecognisedLine).max(MAX_LINES) }),
      response: z.strictObject({ items: z.array(ReadItem).max(60) }),
    },
    /** Opens what somebody answered when booking, by common field; null: it cannot be opened on this PC. Nothing is kept. */
    'booking.open': {
      request: z.strictObject({ number: z.string().max(20), sealed: Bytes }),
      response: z.strictObject({ answers: Values.nullable() }),
    },
    /** Fills several templates with the same values into one document, in the order asked for: a whole set to print. */
    'forms.fillSet': {
      request: z.strictObject({ templateIds: TemplateIds, values: Values }),
      response: z.strictObject({ pdf: Bytes, fillMs: z.number() }),
    },
    /** Forgets everything of the session. */
    erase: { request: z.strictObject({}), response: z.strictObject({}) },
  },
  events: {},
} as const;
export type ClerkContract = typeof clerkContract;
