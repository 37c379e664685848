import {
  type CalendarDate,
  type CityPapers,
  type FieldPlace,
  fieldPlaces,
  fieldsFor,
  fillOne,
  fillOver,
  fillSet,
  fillWorkbook,
  type Fonts,
  type FormSet,
  knownValues,
  type NeededField,
  previewWorkbook,
  readItems,
  type Sitting,
  suggestionsFor,
  TICKET_KEY,
  type WorkbookTemplate,
} from '@mado/forms';
import { type DeviceKey, type Handlers, Refusal } from '@mado/rpc/node';
import { proofText } from '@mado/signaling/wire';
import { type DeviceHandlers } from '@mado/enrolment';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type {
  ClerkContract,
  CommonFieldView,
  FieldPlaceView,
  SittingView,
  TemplateSummary,
} from '../contract/index.ts';
import type { ClerkConfig } from './config.ts';
import { openBooking } from './booking-answers.ts';
import type { DepartmentFolder } from './department-folder.ts';
import { savingHandlers } from './form-saving.ts';
import { KeptFiles } from './kept-files.ts';
import { shelfHandlers, TemplateShelf } from './template-shelf.ts';
import { templateWorkbench } from './template-workbench.ts';

export interface ClerkHostOptions {
  readonly config: ClerkConfig;
  readonly version: string;
  readonly deviceKey: DeviceKey;
  /** The device's place in the city. */
  readonly device: DeviceHandlers;
  readonly forms: FormSet;
  /** Excel files of departments; offered where there is a folder to save them to. */
  readonly workbooks: readonly WorkbookTemplate[];
  /** What the city knows for papers without a template. */
  readonly papers: CityPapers;
  /** The folder that they came from. */
  readonly cityDir: string;
  readonly fonts: Fonts;
  /** Private keys to which answers of bookings are sealed. */
  readonly answersKeys: readonly Uint8Array[];
  /** Where filled forms are saved on purpose; null: nowhere. */
  readonly folder: DepartmentFolder | null;
  /** The clerk's own day, asked for at each filling. */
  readonly today: () => CalendarDate;
  readonly log: Logger;
}

/**
 * Joins forms, device key and contract. Values come with a call and leave with its answer: the host keeps none of them, neither in
 * memory between calls nor on disk, but for forms that a clerk saves into the department's folder, and in memory files on their way
 * into the tray. `erase` forgets those and deletes of the forms what was not committed yet.
 */
export function createClerkHost(options: ClerkHostOptions): Handlers<ClerkContract> {
  const { config, forms, fonts, log } = options;
  const keptFiles = new KeptFiles();
  const shelf = new TemplateShelf(forms, options.folder === null ? [] : options.workbooks, options.papers);
  return {
    ...options.device,
    ...templateWorkbench({ catalogue: forms.catalogue, fonts, today: options.today }),
    profile: () => clerkProfile(config, options.version),
    prove: async ({ nonce }) => {
      const { identity } = await options.device.identity({});
      const proof = options.deviceKey.sign(proofText(nonce, config.deviceId));
      return { proof, certificate: identity?.certificate ?? new Uint8Array() };
    },
    ...keptFiles.handlers,
    ...shelfHandlers(shelf, options.cityDir),
    'forms.list': () => ({
      folder: options.folder?.path ?? null,
      seenBy: shelf.seenBy(),
      templates: [
        ...shelf.all().map(({ map, pages }) => summary(map, { kind: 'form', pages: pages.length })),
        ...shelf.workbooks().map(({ map }) => summary(map, { kind: 'workbook', pages: null })),
        ...shelf
          .drawnPapers()
          .map(({ map }) => summary({ ...map, department: '', procedures: [] }, { kind: 'drawn', pages: null })),
      ],
    }),
    'forms.fields': ({ templateIds }) => ({
      fields: fieldsFor(templateIds.map((id) => shelf.fillable(id))).map(fieldView),
    }),
    'forms.blank': ({ templateId }) => ({ pdf: new Uint8Array(shelf.of(templateId).pdf) }),
    'forms.fill': async ({ templateId, values }) => {
      const start = performance.now();
      const printing = { fonts, today: options.today(), markByHand: true };
      const drawn = shelf.drawn(templateId);
      const { pdf, sheets, notes, byHand, fieldPlaces } = drawn
        ? { sheets: [], ...(await drawn.fill(values, printing)) }
        : { fieldPlaces: [], ...(await fillOver(shelf.of(templateId), values, printing)) };
      const fillMs = performance.now() - start;
      log.debug(
        { template: templateId, fillMs: Math.round(fillMs), bytes: pdf.byteLength, notes: notes.length },
        'form filled',
      );
      const places = placesView(fieldPlaces);
      return { pdf, sheets: [...sheets], notes: [...notes], byHand: [...byHand], places, fillMs };
    },
    'forms.known': ({ templateIds, sitting }) => {
      const needs = new Set(templateIds.flatMap((id) => shelf.drawn(id)?.needs ?? []).map(({ key }) => key));
      const known = knownValues(options.papers, sittingOf(sitting), options.today());
      return {
        values: Object.fromEntries(Object.entries(known).filter(([key]) => needs.has(key) || key === TICKET_KEY)),
      };
    },
    'forms.places': ({ templateId }) => {
      const unpaged = shelf.workbook(templateId) ?? shelf.drawn(templateId);
      const nowhere = { x: 0, y: 0, width: 0, height: 0 };
      return {
        places: unpaged
          ? [{ keys: unpaged.needs.map(({ key }) => key), page: 0, box: nowhere }]
          : placesView(fieldPlaces(shelf.of(templateId))),
      };
    },
    'forms.fillWorkbook': async ({ templateId, values }) => {
      const workbook = shelf.workbook(templateId);
      if (!workbook) throw new Refusal('unknown-template', 'no such workbook');
      const { sheets, notes } = await previewWorkbook(workbook, values, { today: options.today() });
      return {
        sheets: sheets.map((sheet) => ({
          ...sheet,
          widths: [...sheet.widths],
          rows: sheet.rows.map((row) => row.map((cell) => ({ ...cell, keys: [...cell.keys] }))),
        })),
        notes: [...notes],
      };
    },
    'forms.suggest': async ({ field, values }) => ({
      suggestions: (await suggestionsFor(forms.catalogue, field, values)).map((each) => ({
        ...each,
        values: { ...each.values },
      })),
    }),
    'booking.open': async ({ number, sealed }) => {
      const answers = await openBooking(options.answersKeys, number, sealed);
      if (answers === null)
        log.warn({ keys: options.answersKeys.length }, 'answers of a booking cannot be opened here');
      return { answers };
    },
    'forms.read': ({ lines }) => ({ items: readItems(lines, options.today()) }),
    'forms.fillSet': async ({ templateIds, values }) => {
      const templates = templateIds.map((id) => shelf.printable(id));
      const start = performance.now();
      const { pdf } = await fillSet(templates, values, { fonts, today: options.today(), markByHand: true });
      const fillMs = performance.now() - start;
      log.debug({ templates: templateIds, fillMs: Math.round(fillMs), bytes: pdf.byteLength }, 'set of forms filled');
      return { pdf, fillMs };
    },
    ...savingHandlers({
      folder: options.folder,
      fileOf: async (id, values) => {
        const today = options.today();
        const workbook = shelf.workbook(id);
        if (workbook) {
          const { xlsx } = await fillWorkbook(workbook, values, { today });
          return { title: workbook.map.title, extension: 'xlsx', content: xlsx };
        }
        const template = shelf.printable(id);
        const { pdf } = await fillOne(template, values, { fonts, today });
        return { title: template.map.title, extension: 'pdf', content: pdf };
      },
      today: options.today,
      log,
    }),
    erase: async () => {
      keptFiles.clear();
      await options.folder?.dropAll();
      log.info('nothing of a session is kept here');
      return {};
    },
  };
}

function summary(
  {
    id,
    title,
    department,
    procedures,
  }: Pick<TemplateSummary, 'id' | 'title' | 'department'> & { readonly procedures: readonly string[] },
  what: Pick<TemplateSummary, 'kind' | 'pages'>,
): TemplateSummary {
  return { id, title, department, procedures: [...procedures], ...what };
}

function placesView(places: readonly FieldPlace[]): FieldPlaceView[] {
  return places.map(({ keys, page, box }) => ({ keys: [...keys], page, box }));
}

/** The time is told by this PC's own clock. */
function sittingOf({ checkedInAt, ...sitting }: SittingView): Sitting {
  const came = new Date(checkedInAt);
  return { ...sitting, checkedIn: { hour: came.getHours(), minute: came.getMinutes() } };
}

/** Who this device is, from its configuration alone. */
export function clerkProfile(
  config: ClerkConfig,
  version: string,
): z.infer<ClerkContract['calls']['profile']['response']> {
  const { deviceId, name, department, serverUrl, forceTcp } = config;
  return { deviceId, name, department, serverUrl, version, forceTcp };
}

function fieldView(field: NeededField): CommonFieldView {
  const { key, label, group, type, choices, required, help, maxLength } = field;
  return {
    key,
    label,
    group,
    type,
    choices,
    required,
    help,
    maxLength,
    looksUp: field.lookUp !== undefined,
    item: field.item ?? null,
  };
}
