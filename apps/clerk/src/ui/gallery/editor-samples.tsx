import { type Field, TemplateMap } from '@mado/forms/map';
import { CatalogueProvider, type DisplaySettings } from '@mado/ui';
import { z } from 'zod';
import commonFields from '../../../../../procedures/sample-city/common-fields.json';
import oneFormUrl from '../../../../../procedures/sample-city/templates/funeral-benefit/form.pdf?url';
import oneMap from '../../../../../procedures/sample-city/templates/funeral-benefit/template.json';
import scanFormUrl from '../../../../../procedures/sample-city/templates/heir-representative/form.pdf?url';
import tableFormUrl from '../../../../../procedures/sample-city/templates/disability-subsidy/form.pdf?url';
import tableMap from '../../../../../procedures/sample-city/templates/disability-subsidy/template.json';
import { foundOn as proposedOn, readForm } from '../edge/form-reading.ts';
import { recognisedForm } from '../edge/label-reading.ts';
import { recogniseLines } from '../edge/recogniser.ts';
import { DraftConflictError, type DraftPort } from '../admin/templates/editor/draft-port.ts';
import { TemplateEditor } from '../admin/templates/editor/template-editor.tsx';
import { draftOf, frameOf, partsOf } from '../admin/templates/editor/model/item.ts';
import { sizeFor, valueOf } from '../admin/templates/editor/model/kinds.ts';
import type {
  CommonFieldEntry,
  Fault,
  Naming,
  PageGeometry,
  Proposal,
  WorkbenchPort,
} from '../admin/templates/editor/workbench-port.ts';

export interface EditorSample {
  readonly draft: DraftPort;
  readonly workbench: WorkbenchPort;
  /** What is pressed one after another until the screen looks as it should. */
  readonly clicks: readonly string[];
  readonly once?: true;
}

const procedures = new Map([
  ['okuyami', 'おくやみの手続'],
  ['kokuho-kanyu', '国民健康保険の加入'],
]);

/** A4, in points. */
const PAGE = { width: 595.28, height: 841.89 };

const entries: CommonFieldEntry[] = z
  .object({
    fields: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        group: z.string(),
        type: z.enum(['text', 'kana', 'postal-code', 'phone', 'date', 'choice', 'number', 'multiline']),
        choices: z.array(z.object({ value: z.string(), label: z.string() })).default([]),
      }),
    ),
  })
  .parse(commonFields).fields;

/** What a host would find on the form, worked out from the map that it has. */
function foundOn(map: TemplateMap): { pages: PageGeometry[]; proposals: Proposal[] } {
  const items = draftOf(map).items.filter(({ kind }) => kind !== 'by-hand');
  const pages = Math.max(...items.map(({ page }) => page)) + 1;
  const label = (value: string | null): string => entries.find(({ key }) => key === value)?.label ?? '';
  return {
    pages: Array.from({ length: pages }, (_, page) => ({
      ...PAGE,
      lines: [],
      cells: items.filter((item) => item.page === page).map(frameOf),
      combs: [],
      labels: [],
    })),
    proposals: items.flatMap((item): Proposal[] => {
      const kind = item.kind === 'era-date' ? 'date' : item.kind;
      if (kind !== 'text' && kind !== 'comb' && kind !== 'choice' && kind !== 'check' && kind !== 'date') return [];
      const value = valueOf(item) ?? '';
      const known = entries.some(({ key }) => key === value);
      return [
        {
          ...{ kind, name: item.id, page: item.page, size: sizeFor(frameOf(item).height), lines: 1 },
          parts: partsOf(item).map(({ name, box }) => ({ box, ...(name === '' ? {} : { name }) })),
          ...{ label: label(value), from: 'drawing' },
          ...(known ? { value } : {}),
        },
      ];
    }),
  };
}

async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** The template editor with invented drafts; nothing is kept. */
export async function editorSamples(): Promise<Readonly<Record<string, EditorSample>>> {
  const [onePdf, tablePdf, scanPdf] = await Promise.all([oneFormUrl, tableFormUrl, scanFormUrl].map(bytesOf));
  if (!onePdf || !tablePdf || !scanPdf) throw new Error('a form is missing');
  const one = TemplateMap.parse(oneMap);
  const table = TemplateMap.parse(tableMap);
  const field = (id: string): string => `button[data-item="${id}"]:not([data-part])`;
  const sample = (
    map: TemplateMap,
    clicks: readonly string[],
    more: { draft?: Partial<DraftPort>; faults?: readonly Fault[]; of?: TemplateMap } = {},
  ): EditorSample => {
    const pdf = map.id === table.id ? tablePdf : onePdf;
    return {
      clicks,
      draft: {
        open: () => Promise.resolve({ map, pdf, revision: 3, published: 1 }),
        save: (_, revision) => Promise.resolve({ revision: revision + 1 }),
        publish: (revision) => Promise.resolve({ version: 2, revision }),
        ...more.draft,
      },
      workbench: {
        inspect: () => Promise.resolve({ ...foundOn(more.of ?? map), commonFields: entries }),
        preview: () =>
          Promise.resolve({
            pdf: new Uint8Array(pdf),
            notes: [
              { field: 'deceased.name', severity: 'warning', code: 'small-print', detail: '' },
              { field: 'applicant.address', severity: 'error', code: 'does-not-fit', detail: '' },
            ],
          }),
        check: () => Promise.resolve(more.faults ?? []),
      },
    };
  };
  const empty: TemplateMap = { ...one, fields: [], required: [], byHand: [] };
  const wrong: TemplateMap = {
    ...one,
    fields: one.fields.map((each) =>
      each.kind === 'text' && each.id === 'applicant-name'
        ? { ...each, value: 'applicant.name + "様" + applicant.nam' }
        : each.kind === 'text' && each.id === 'applicant-address'
          ? { ...each, value: 'unbound' }
          : each,
    ),
  };
  // Without its continuation sheet.
  const single: TemplateMap = {
    ...table,
    fields: table.fields
      .filter(({ page }) => page === 0)
      .map((each): Field => {
        if (each.kind !== 'table') return each;
        const { continuation: _, ...rest } = each;
        return rest;
      }),
    byHand: table.byHand.filter(({ page }) => page === 0),
  };
  const faults: Fault[] = [
    { severity: 'error', problem: 'unknown-common-field', field: 'applicant-name', detail: 'applicant.nam' },
    { severity: 'error', problem: 'unknown-common-field', field: 'applicant-address', detail: 'unbound' },
  ];
  const over = one.fields.find(({ id }) => id === 'applicant-phone');
  const overlapping: Fault[] = [
    { severity: 'warning', problem: 'fields-overlap', field: 'applicant-address', detail: over?.id ?? '' },
  ];
  // Read as the product reads it: lines and boxes out of the picture, then the words in them. One is refused before they come.
  const scanSample = sample({ ...empty, title: '相続人代表者指定届' }, []);
  const scan = (clicks: readonly string[], other?: Naming): EditorSample => ({
    ...scanSample,
    clicks,
    draft: {
      ...scanSample.draft,
      open: () =>
        Promise.resolve({ map: { ...empty, title: '相続人代表者指定届' }, pdf: scanPdf, revision: 3, published: 1 }),
    },
    workbench: {
      ...scanSample.workbench,
      inspect: async (pdf) => {
        const read = await readForm(pdf, [{ ...PAGE, lines: [], cells: [], combs: [] }]);
        const naming: Naming = async (progress, signal) =>
          proposedOn(await recognisedForm(read, recogniseLines, progress, signal), [], entries).proposals;
        return { ...proposedOn(read, [], entries), commonFields: entries, naming: other ?? naming };
      },
    },
  });
  const reading: Naming = (progress) => {
    progress(0.4);
    return new Promise(() => undefined);
  };
  const late: Naming = () => Promise.reject(new DOMException('invented', 'TimeoutError'));
  const conflict = () => Promise.reject(new DraftConflictError('髙橋', 4));
  return {
    'editor-proposals': sample(empty, [], { of: one }),
    'editor-field': sample(one, [field('applicant-address')]),
    'editor-date': { ...sample(one, [field('application-date'), '[data-part="month"]']), once: true },
    'editor-table': sample(table, [field(table.fields.find(({ kind }) => kind === 'table')?.id ?? '')]),
    'editor-table-fixed': {
      ...sample(single, [field('other-heirs'), '.ed-settings [data-fixed]']),
      once: true,
    },
    'editor-expression': sample(wrong, [field('applicant-name')], { faults }),
    'editor-longest': sample(one, ['[name="editor-shown"][value="longest"]', '[data-tab="faults"]']),
    'editor-faults': { ...sample(wrong, ['[data-tab="faults"]'], { faults }), once: true },
    'editor-overlap': { ...sample(one, ['[data-tab="faults"]'], { faults: overlapping }), once: true },
    'editor-scan': { ...scan(['[data-refuse="0"]', '[data-naming="done"]']), once: true },
    'editor-scan-reading': { ...scan(['[data-refuse="0"]'], reading), once: true },
    'editor-scan-unread': { ...scan(['[data-naming="failed"]'], late), once: true },
    'editor-conflict': {
      ...sample(one, [field('applicant-name'), '.ed-settings .ed-line .mado-button', '[data-keeping="conflict"]'], {
        draft: { save: conflict },
      }),
      once: true,
    },
    'editor-keys': { ...sample(one, ['.ed-bar [aria-keyshortcuts="?"]']), once: true },
    'editor-publish': { ...sample(one, ['[data-publish]']), once: true },
    'editor-failed': {
      ...sample(one, [], { draft: { open: () => Promise.reject(new Error('invented')) } }),
      once: true,
    },
  };
}

/** The editor where the administration has it. */
export function EditorFrame({ sample, display }: { readonly sample: EditorSample; readonly display: DisplaySettings }) {
  return (
    <CatalogueProvider language={display.language}>
      <div className="office">
        <header className="head" />
        <main className="admin" data-screen="admin" data-section="templates">
          <section className="admin__work" aria-labelledby="admin-title">
            <h1 id="admin-title" className="admin__title">
              {display.language}
            </h1>
            <TemplateEditor
              draft={sample.draft}
              workbench={sample.workbench}
              procedures={procedures}
              onClose={() => undefined}
            />
          </section>
        </main>
      </div>
    </CatalogueProvider>
  );
}
