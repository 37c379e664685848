import { fill, type FillOptions, type Filled } from '../fill.ts';
import { withoutAcroForm } from '../template/acro-form.ts';
import { archivalFaults } from '../template/archival-faults.ts';
import { bindFields } from '../template/bind.ts';
import { withGeneralSheets } from '../template/general-sheet.ts';
import { checkBox, pageSize } from '../template/load.ts';
import { boxesOf, continued, type Field, type TemplateMap } from '../template/map.ts';
import { openForm } from '../template/open-form.ts';
import type { PageFrame, Template } from '../template/template.ts';
import { TemplateError, type TemplateProblem } from '../template/template-error.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { type SampleKind, sampleValues } from './sample-values.ts';

/** What keeps a draft from being a template that can be loaded. */
export interface DraftFault {
  readonly problem: TemplateProblem;
  /** The field of the map; null for what is not a field's. */
  readonly field: string | null;
  /** The key, expression or page that it is about. */
  readonly detail: string;
}

/** The template that a draft is, without the fields that cannot be printed yet, and what is wrong with those. */
export interface OpenedDraft {
  readonly template: Template;
  readonly faults: readonly DraftFault[];
}

/**
 * Opens a draft as far as it goes: every fault of every field is told, where loading a template stops at the first.
 * @throws TemplateError for a PDF that cannot be a form
 */
export async function openDraft(map: TemplateMap, pdf: Uint8Array, catalogue: Catalogue): Promise<OpenedDraft> {
  const document = await openForm(pdf, map.id);
  const pages = document.getPages().map((page, index) => pageSize(page, index, map));
  const faults: DraftFault[] = [];
  const fields = map.fields.filter((field) => {
    const found = faultOf(field, map, pages, catalogue);
    if (found !== null) faults.push(found);
    return found === null;
  });
  const required = map.required.filter((key) => catalogue.has(key));
  for (const key of map.required)
    if (!catalogue.has(key)) faults.push({ problem: 'unknown-common-field', field: null, detail: key });
  const byHand = map.byHand.filter(({ box, page, label }) => {
    const found = attempt(() => checkBox(box, page, pages, label));
    if (found !== null) faults.push({ ...found, field: null, detail: label });
    return found === null;
  });
  const sound: TemplateMap = { ...map, fields, required, byHand };
  const plain = await withoutAcroForm(document, pdf);
  const template = { pdf: plain, notArchival: archivalFaults(document) };
  return { template: { ...template, ...withGeneralSheets(sound, pages, catalogue) }, faults };
}

/** A draft filled with invented values. */
export async function previewDraft(
  { template }: OpenedDraft,
  kind: SampleKind,
  options: Omit<FillOptions, 'markByHand'>,
): Promise<Filled> {
  return fill(template, sampleValues(template.needs, kind), options);
}

function faultOf(field: Field, map: TemplateMap, pages: readonly PageFrame[], catalogue: Catalogue): DraftFault | null {
  const found = attempt(() => {
    const more = field.kind === 'table' ? continued(field) : undefined;
    for (const part of more ? [field, more] : [field])
      for (const box of boxesOf(part)) checkBox(box, part.page, pages, '');
    bindFields({ ...map, fields: [field], required: [] }, catalogue);
  });
  if (found === null) return null;
  return { ...found, field: field.id, detail: 'value' in field ? field.value : '' };
}

function attempt(run: () => unknown): { readonly problem: TemplateProblem } | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof TemplateError) return { problem: error.problem };
    throw error;
  }
}
