import {
  type CalendarDate,
  type Catalogue,
  type Fonts,
  inspectForm,
  openDraft,
  overlapsIn,
  previewDraft,
  TemplateError,
} from '@mado/forms';
import { type Handlers, Refusal } from '@mado/rpc/node';
import type { ClerkContract } from '../contract/index.ts';

export interface TemplateWorkbenchOptions {
  readonly catalogue: Catalogue;
  readonly fonts: Fonts;
  readonly today: () => CalendarDate;
}

type TemplateHandlers = Pick<Handlers<ClerkContract>, 'template.inspect' | 'template.preview' | 'template.check'>;

/** Looks at forms, fills drafts and finds their faults for the template editor; keeps nothing. */
export function templateWorkbench({ catalogue, fonts, today }: TemplateWorkbenchOptions): TemplateHandlers {
  return {
    'template.inspect': ({ pdf }) =>
      refusing(async () => {
        const { pages, proposals } = await inspectForm(pdf, catalogue);
        return {
          pages: pages.map((page) => ({
            ...page,
            lines: [...page.lines],
            cells: [...page.cells],
            combs: [...page.combs],
          })),
          proposals: proposals.map((proposal) => ({ ...proposal, parts: [...proposal.parts] })),
          commonFields: [...catalogue.values()].map(({ key, label, group, type, choices, digits }) => ({
            ...{ key, label, group, type, choices },
            ...(digits === undefined ? {} : { digits }),
          })),
        };
      }),
    'template.preview': ({ pdf, map, values }) =>
      refusing(async () => {
        const draft = await openDraft(map, pdf, catalogue);
        const filled = await previewDraft(draft, values, { fonts, today: today() });
        return { pdf: filled.pdf, notes: [...filled.notes] };
      }),
    'template.check': ({ pdf, map }) =>
      refusing(async () => ({
        faults: [...(await openDraft(map, pdf, catalogue)).faults],
        overlaps: overlapsIn(map),
      })),
  };
}

/** A form that cannot be one is the caller's to explain, by its problem. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemplateError) throw new Refusal(error.problem, error.message);
    throw error;
  }
}
