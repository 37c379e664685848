import type { SittingView, TemplateSummary } from '../../contract/index.ts';
import type { Values } from '../form/draft.ts';
import type { FormPaper } from '../state/call-view.ts';
import type { ClerkHost } from './clerk-host.ts';
import type { Filled } from './paper-filling.ts';

/** Fills one of the open papers for the screen. */
export async function fillPaper(
  host: ClerkHost,
  papers: readonly FormPaper[],
  templateId: string,
  typed: Values,
): Promise<Filled> {
  const values = { ...typed };
  if (papers.find(({ template }) => template.id === templateId)?.template.kind === 'workbook') {
    const { sheets: tables, notes } = await host.call('forms.fillWorkbook', { templateId, values });
    return { pdf: null, sheets: [], tables, notes, byHand: [] };
  }
  return { ...(await host.call('forms.fill', { templateId, values })), tables: [] };
}

/** What the papers without a template among those chosen need not be told; asked for before they open, so that they open filled in. */
export async function knownOf(
  host: ClerkHost,
  templates: readonly TemplateSummary[],
  { ids, sitting }: { readonly ids: readonly string[]; readonly sitting: SittingView | null },
): Promise<Values> {
  const drawn = templates.some(({ id, kind }) => kind === 'drawn' && ids.includes(id));
  if (sitting === null || !drawn) return {};
  return (await host.call('forms.known', { templateIds: [...ids], sitting })).values;
}
