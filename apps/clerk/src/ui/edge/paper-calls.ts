import type { CommandSender, SessionPlace } from '@mado/signaling';
import type { SittingView, TemplateSummary } from '../../contract/index.ts';
import type { Values } from '../form/draft.ts';
import { documentTitle } from '../form/fields.ts';
import type { FormPaper } from '../state/call-view.ts';
import type { ClerkHost } from './clerk-host.ts';
import type { Filled } from './paper-filling.ts';

type Tray = SessionPlace<CommandSender>['tray'];
/** A document of papers in the tray. */
export type LaidId = ReturnType<Tray['begin']>;

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
    return { pdf: null, sheets: [], tables, places: [], notes, byHand: [] };
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

/** Fills papers and lays them into the tray as one document. @returns its id, once the whole of it can be had */
export async function layPapers(
  host: ClerkHost,
  tray: Tray,
  {
    templates,
    values,
  }: { readonly templates: readonly TemplateSummary[]; readonly values: Readonly<Record<string, string>> },
): Promise<LaidId> {
  const templateIds = templates.map(({ id }) => id);
  const { pdf } = await host.call('forms.fillSet', { templateIds, values });
  const documentId = tray.begin({ origin: 'form', title: documentTitle(templates) });
  await tray.addPage(documentId, { mime: 'application/pdf', data: pdf });
  await tray.complete(documentId);
  return documentId;
}
