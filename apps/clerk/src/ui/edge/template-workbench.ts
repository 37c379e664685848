import type { ClerkHost } from './form-work.ts';
import type { WorkbenchPort } from '../admin/templates/editor/workbench-port.ts';

/** The template editor's workbench at the host. Words of the form are not read there yet, so places have no labels. */
export function templateWorkbench(host: ClerkHost): WorkbenchPort {
  return {
    inspect: async (pdf) => {
      const { pages, proposals, commonFields } = await host.call('template.inspect', { pdf });
      return {
        pages: pages.map((page) => ({ ...page, labels: [] })),
        proposals: proposals.map((proposal) => ({ ...proposal, label: '', from: 'acro-form' })),
        commonFields,
      };
    },
    preview: (wanted) => host.call('template.preview', wanted),
    check: async (wanted) => {
      const { faults } = await host.call('template.check', wanted);
      return faults.map((fault) => ({ ...fault, severity: 'error' }));
    },
  };
}
